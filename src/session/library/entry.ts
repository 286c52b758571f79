/**
 * What the library holds. An algorithm is in two records: its *entry*, small, of which the page has
 * all in memory, and its *content*, read when it is looked at.
 */
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { equivalenceKey } from '../../algorithm/equivalence/key.ts';
import { additionCount } from '../../algorithm/formulas.ts';
import { formatFraction } from '../../algorithm/fraction.ts';
import { fractionRows } from '../../algorithm/fractional.ts';
import {
  carriesOut,
  countAdditions,
  type StraightLineProgram,
} from '../../algorithm/straight-line.ts';
import { verifyAlgorithm } from '../../algorithm/verify.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { formatSize, type Size } from '../../tensor/size.ts';
import { sentence } from '../sentences.ts';
import { digest, libraryKey } from './key.ts';
import type { Origin } from './origin.ts';

export const ENTRY_VERSION = 1;

export interface LibraryEntry {
  readonly version: typeof ENTRY_VERSION;
  /** libraryKey: equal algorithms are kept once. */
  readonly key: string;
  /** targetKey of size and arithmetic. */
  readonly target: string;
  readonly size: Size;
  readonly arithmetic: Arithmetic;
  readonly rank: number;
  /** Milliseconds since 1970. */
  readonly keptAt: number;
  readonly origin: Origin;
  /** The user's own words; empty at first. */
  readonly name: string;
  readonly notes: string;
  /** Additions when every sum is computed from scratch. */
  readonly additions: number;
  /** The values that occur among the coefficients besides 0: '-1', '1', '1/2'; at most 16. */
  readonly coefficients: readonly string[];
  readonly ring: Ring;
  /** Equal for algorithms that are the same up to scales, the order of terms, and symmetries. */
  readonly family: string;
  /** Additions of the straight-line program in the content; null when there is none. */
  readonly reduced: number | null;
}

export interface LibraryContent {
  readonly version: typeof ENTRY_VERSION;
  readonly key: string;
  readonly algorithm: Algorithm;
  /** A program with shared sums that carries the algorithm out, verified; left out: there is none. */
  readonly program?: StraightLineProgram;
}

/** Modulo 2, coefficients −1, 0 and 1, any integers, or fractions. */
export type Ring = 'z2' | 'zt' | 'z' | 'q';
export const RINGS: readonly Ring[] = ['z2', 'zt', 'z', 'q'];

/** What the user can change of an entry. */
export type EntryChange = Partial<Pick<LibraryEntry, 'name' | 'notes'>>;

export interface Admitted {
  readonly entry: LibraryEntry;
  readonly content: LibraryContent;
}

/** The `target` of an algorithm's entry. */
export function targetKey(size: Size, arithmetic: Arithmetic): string {
  return `${formatSize(size)}|${arithmetic}`;
}

/**
 * The one door of the library: the records of an algorithm that verifies exactly, over the integers
 * or modulo 2, or in one sentence why it is refused.
 */
export function admit(
  algorithm: Algorithm,
  origin: Origin,
  keptAt: number,
): Admitted | { readonly refused: string } {
  const verdict = verifyAlgorithm(algorithm);
  if (!verdict.ok) return { refused: `${verdict.reason}.` };
  try {
    return { ...records(algorithm, origin, keptAt) };
  } catch (error) {
    return { refused: sentence(error) };
  }
}

/** The records of an algorithm that has been verified before. @throws RangeError as libraryKey */
export function records(algorithm: Algorithm, origin: Origin, keptAt: number): Admitted {
  const { size, arithmetic, rank } = algorithm;
  const key = libraryKey(algorithm);
  return {
    entry: {
      version: ENTRY_VERSION,
      key,
      target: targetKey(size, arithmetic),
      size,
      arithmetic,
      rank,
      keptAt,
      origin,
      name: '',
      notes: '',
      additions: additionCount(algorithm),
      coefficients: coefficientsOf(algorithm),
      ring: ringOf(algorithm),
      family: digest(equivalenceKey(algorithm)),
      reduced: null,
    },
    content: { version: ENTRY_VERSION, key, algorithm },
  };
}

/**
 * The records with that program. @throws Error when it does not carry out exactly this algorithm
 */
export function withProgram({ entry, content }: Admitted, program: StraightLineProgram): Admitted {
  if (!carriesOut(program, content.algorithm)) {
    throw new Error('The program does not carry out its algorithm.');
  }
  return {
    entry: { ...entry, reduced: countAdditions(program).total },
    content: { ...content, program },
  };
}

const MOST_COEFFICIENTS = 16;

/** In ascending order. */
function coefficientsOf(algorithm: Algorithm): string[] {
  const { u, v, w } = fractionRows(algorithm);
  const values = new Map<string, number>();
  for (const c of [u, v, w].flat(2)) {
    if (c.numerator !== 0) values.set(formatFraction(c), c.numerator / c.denominator);
  }
  const sorted = [...values].sort(([, a], [, b]) => a - b);
  return sorted.slice(0, MOST_COEFFICIENTS).map(([text]) => text);
}

function ringOf({ arithmetic, denominators, u, v, w }: Algorithm): Ring {
  if (arithmetic === 'z2') return 'z2';
  if (denominators !== undefined) return 'q';
  return [u, v, w].flat(2).every((c) => Math.abs(c) <= 1) ? 'zt' : 'z';
}
