/**
 * How walkers lie in the GPU's memory: a buffer of headers, word k of walker i at
 * k · (number of walkers) + i, read back as a whole after every dispatch, and a buffer of schemes, a
 * walker after the other: where it is, then the best one, each [3 × capacity] factors of one word.
 */
import { WORDS } from '../factor-index.ts';
import type { Scheme, WalkOptions, WalkState } from '../walker.ts';

export const HEADER_WORDS = 11;

/** Places in a walker's header. */
export const HEADER = {
  rank: 0,
  bestRank: 1,
  flips: 2,
  misses: 3,
  idle: 4,
  plusAfter: 5,
  margin: 6,
  generator: 7,
} as const;

/** The first words of a header tell where a walker is; see WalkerSummary. */
export const SUMMARY_WORDS = 4;

/** Words of a walker's two schemes. */
export function schemeWords(capacity: number): number {
  return 6 * capacity;
}

/** Writes a walker's header to data[at…]. */
export function packHeader(
  { scheme, best, generator, flips, idle, misses }: WalkState,
  { plusAfter, margin }: WalkOptions,
  data: Uint32Array,
  at: number,
): void {
  data[at + HEADER.rank] = scheme.rank;
  data[at + HEADER.bestRank] = best.rank;
  data[at + HEADER.flips] = flips;
  data[at + HEADER.misses] = misses;
  data[at + HEADER.idle] = idle;
  data[at + HEADER.plusAfter] = Math.min(plusAfter, 0xffffffff);
  data[at + HEADER.margin] = margin;
  data.set(generator, at + HEADER.generator);
}

/**
 * Writes a scheme's factors to data[at…].
 * @throws RangeError when it has more terms than the capacity, or factors of more than a word
 */
export function packScheme(
  { rank, words }: Scheme,
  capacity: number,
  data: Uint32Array,
  at: number,
): void {
  if (rank > capacity) {
    throw new RangeError(`A scheme of rank ${rank} exceeds the capacity ${capacity}`);
  }
  for (let x = 0; x < 3; x++) {
    for (let t = 0; t < rank; t++) {
      const from = (x * rank + t) * WORDS;
      if ((words[from + 1]! | words[from + 2]! | words[from + 3]!) !== 0) {
        throw new RangeError('Walks on the GPU are modulo 2, with factors of at most 32 entries');
      }
      data[at + x * capacity + t] = words[from]!;
    }
  }
}

export function unpackScheme(
  data: Uint32Array,
  at: number,
  capacity: number,
  rank: number,
): Scheme {
  const words = new Int32Array(3 * rank * WORDS);
  for (let x = 0; x < 3; x++) {
    for (let t = 0; t < rank; t++) {
      words[(x * rank + t) * WORDS] = data[at + x * capacity + t]!;
    }
  }
  return { rank, words, signs: new Int8Array(rank).fill(1) };
}
