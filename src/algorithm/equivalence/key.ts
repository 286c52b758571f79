/** When two algorithms are one and the same, and what tells others apart. */
import { matrixRank } from '../../tensor/rank.ts';
import type { Algorithm } from '../algorithm.ts';
import { gcd } from '../fraction.ts';
import { equalSizes, sortedSize, symmetric } from './symmetries.ts';

/**
 * Equal for algorithms that differ only in the order of terms, the scales of their factors, the order of n,
 * m and p, and by the cyclic symmetry and transposition.
 */
export function equivalenceKey(algorithm: Algorithm): string {
  const keys = inSortedSize(algorithm).map(orderedTerms).sort();
  return `${sortedSize(algorithm.size).join('x')}|${algorithm.arithmetic}|${keys[0]}`;
}

/** A kind of term by the matrix ranks of its three factors, and how many terms are of it. */
export interface RankPattern {
  readonly ranks: readonly [u: number, v: number, w: number];
  readonly terms: number;
}

/**
 * What no change of bases of the three spaces alters: how many terms have factors of which matrix
 * ranks, and how many terms share a factor. Taken for n ≤ m ≤ p, least among the symmetries.
 */
export interface Invariants {
  readonly pattern: readonly RankPattern[];
  /** for u, v and w: in how many terms each factor occurs, up to scale, the largest first */
  readonly shared: readonly [u: readonly number[], v: readonly number[], w: readonly number[]];
  /** the same as a text, to compare */
  readonly text: string;
}

/** Algorithms with different texts are inequivalent; with equal ones they may be equivalent. */
export function invariants(algorithm: Algorithm): Invariants {
  const all = inSortedSize(algorithm).map(invariantsAsIs);
  return all.reduce((least, other) => (other.text < least.text ? other : least));
}

/** Those of the six symmetric algorithms that have n ≤ m ≤ p. */
function inSortedSize(algorithm: Algorithm): Algorithm[] {
  const size = sortedSize(algorithm.size);
  return symmetric(algorithm).filter((other) => equalSizes(other.size, size));
}

function orderedTerms({ u, v, w, denominators = [1, 1, 1] }: Algorithm): string {
  const divisor = denominators.reduce((product, d) => product * BigInt(d), 1n);
  const terms = u.map((row, r) => {
    const factors = [row, v[r]!, w[r]!].map(primitive);
    const scale = factors.reduce((product, factor) => product * BigInt(factor.scale), 1n);
    return `${factors.map((factor) => factor.row.join(',')).join(';')}*${lowest(scale, divisor)}`;
  });
  return terms.sort().join('|');
}

/** The row as scale times coprime integers, the first of them positive. */
function primitive(row: readonly number[]): { row: number[]; scale: number } {
  const sign = Math.sign(row.find((c) => c !== 0) ?? 1);
  const divisor = row.reduce((divisor, c) => (c === 0 ? divisor : gcd(divisor, c)), 0) || 1;
  return { row: row.map((c) => (c * sign) / divisor + 0), scale: sign * divisor };
}

function lowest(numerator: bigint, denominator: bigint): string {
  let [x, y] = [numerator < 0n ? -numerator : numerator, denominator];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? '0' : `${numerator / x}/${denominator / x}`;
}

function invariantsAsIs(algorithm: Algorithm): Invariants {
  const { size, arithmetic, u, v, w } = algorithm;
  const [, m, p] = size;
  const rank = (row: readonly number[], columns: number) =>
    matrixRank(chunks(row, columns), arithmetic);
  const counts = new Map<string, number>();
  for (const [r, row] of u.entries()) {
    const ranks = [rank(row, m), rank(v[r]!, p), rank(w[r]!, p)].join();
    counts.set(ranks, (counts.get(ranks) ?? 0) + 1);
  }
  const pattern = [...counts]
    .map(([ranks, terms]) => {
      const [a, b, c] = ranks.split(',').map(Number);
      return { ranks: [a!, b!, c!] as const, terms };
    })
    .sort((a, b) => compareRanks(a.ranks, b.ranks));
  const shared = [sharing(u), sharing(v), sharing(w)] as const;
  const kinds = pattern.map(({ ranks, terms }) => `${terms}*${ranks.join('')}`).join('+');
  return { pattern, shared, text: `${kinds}|${shared.map((counts) => counts.join()).join('|')}` };
}

function sharing(rows: readonly (readonly number[])[]): number[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = primitive(row).row.join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()].sort((a, b) => b - a);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  return a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!;
}

function chunks(row: readonly number[], length: number): number[][] {
  return Array.from({ length: row.length / length }, (_, at) =>
    row.slice(at * length, (at + 1) * length),
  );
}
