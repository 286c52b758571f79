/**
 * The classical schemes (src/algorithm/classical) as the library shows them: with the records of
 * entries, but outside of the user's library, so that they never mix with what was found here.
 */
import { classicalSchemes } from '../../algorithm/classical/classical.ts';
import { type Admitted, records } from './entry.ts';

let made: ReadonlyMap<string, Admitted> | undefined;

/** By key, smaller sizes first; made when they are first asked for. */
export function publishedRecords(): ReadonlyMap<string, Admitted> {
  made ??= new Map(
    classicalSchemes().map(({ name, source, algorithm }) => {
      const record = records(algorithm, { kind: 'published', source }, 0);
      return [record.entry.key, { ...record, entry: { ...record.entry, name } }];
    }),
  );
  return made;
}
