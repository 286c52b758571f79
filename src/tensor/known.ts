import type { Arithmetic } from './arithmetic.ts';
import { KNOWN_RANKS, type KnownRanks } from './known-ranks.ts';
import { formatSize, type Size } from './size.ts';

/**
 * What is known of a size, whatever the order of its sides: permuting them does not change the rank.
 * Undefined when a side is 1 (the naive rank is then the rank).
 */
export function knownRanks(size: Size): KnownRanks | undefined {
  const [n, m, p] = [...size].sort((a, b) => a - b) as [number, number, number];
  return KNOWN_RANKS.get(formatSize([n, m, p]));
}

/** The best known rank: modulo 2, or with integer coefficients in standard arithmetic. */
export function bestKnownRank(size: Size, arithmetic: Arithmetic): number {
  const known = knownRanks(size);
  // With a side of 1 the product is one of a matrix and a vector: n·m·p is optimal.
  if (known === undefined) return size[0] * size[1] * size[2];
  return arithmetic === 'z2' ? known.z2 : known.z;
}
