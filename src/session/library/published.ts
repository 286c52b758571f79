/**
 * What comes with the app, as the library shows it: the classical schemes (src/algorithm/classical)
 * and what agents of this program have found (src/algorithm/learnt). They have the records of
 * entries, but lie outside of the user's library, so that they never mix with what was found here.
 */
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { classicalSchemes } from '../../algorithm/classical/classical.ts';
import { learntSchemes } from '../../algorithm/learnt/learnt.ts';
import { targetWords } from '../target-words.ts';
import { type Admitted, records } from './entry.ts';

/** By key, smaller sizes first. */
type Records = ReadonlyMap<string, Admitted>;

interface Made {
  readonly classical: Records;
  readonly learnt: Records;
  readonly all: Records;
}

/** Made when they are first asked for. */
let made: Made | undefined;

function recordsMade(): Made {
  if (made !== undefined) return made;
  const classical = recordsOf(classicalSchemes());
  const learnt = recordsOf(
    learntSchemes().map(({ source, algorithm }) => {
      return { name: targetWords(algorithm.size, algorithm.arithmetic), source, algorithm };
    }),
  );
  made = { classical, learnt, all: new Map([...classical, ...learnt]) };
  return made;
}

function recordsOf(
  schemes: readonly {
    readonly name: string;
    readonly source: string;
    readonly algorithm: Algorithm;
  }[],
): Records {
  return new Map(
    schemes.map(({ name, source, algorithm }) => {
      const record = records(algorithm, { kind: 'published', source }, 0);
      return [record.entry.key, { ...record, entry: { ...record.entry, name } }];
    }),
  );
}

/** Published by others. */
export function classicalRecords(): Records {
  return recordsMade().classical;
}

/** Found by agents of this program, elsewhere. */
export function learntRecords(): Records {
  return recordsMade().learnt;
}

/** Both. */
export function publishedRecords(): Records {
  return recordsMade().all;
}
