/** How symmetric an algorithm is. */
import type { Algorithm } from '../algorithm.ts';
import { equalSizes, symmetric } from './symmetries.ts';

/** Coordinate x of a space goes to at[x], times sign[x]. */
interface SignedPermutation {
  readonly at: readonly number[];
  readonly sign: readonly number[];
}

/** So many permutations of two spaces are tried, for all symmetries together: 4×5×5 yes, 5×5×5 no. */
const MOST_PERMUTATIONS = 20_000;
/** So many combinations of signs are looked at before it is left open. */
const MOST_TRIALS = 10_000;

/**
 * The number of transformations that map the set of terms to itself: signed permutations of the coordinates
 * of the three spaces, as changes of basis, with the cyclic symmetry and transposition where the size
 * allows them. Those that change no term anyway, −1 times everything in a space, are not told apart.
 *
 * At least 1, and a divisor of the order of the full group over all changes of basis. Undefined where it
 * is not found quickly (5×5×5 and larger; the naive algorithms from 3×3×3), and with fractions.
 */
export function symmetryGroupSize(algorithm: Algorithm): number | undefined {
  const { size, denominators } = algorithm;
  const images = symmetric(algorithm).filter((other) => equalSizes(other.size, size));
  const permutationsToTry = images.length * factorial(size[0]) * factorial(size[1]);
  if (permutationsToTry > MOST_PERMUTATIONS || denominators !== undefined) return undefined;
  const trials = { left: MOST_TRIALS };
  let count = 0;
  for (const image of images) {
    count += mappings(image, algorithm, trials);
    if (trials.left < 0) return undefined;
  }
  return count;
}

/** Signed permutations of all three spaces that map the terms of one algorithm to those of the other. */
function mappings(from: Algorithm, to: Algorithm, trials: { left: number }): number {
  const [n, m, p] = from.size;
  const [xs, ys, zs] = from.size.map((side) => permutations(range(side)));
  const lefts = new Set(to.u.map(supportKey));
  const supports = new Set(to.u.map((u, r) => supportsKey(u, to.v[r]!, to.w[r]!)));
  let count = 0;
  for (const x of xs!.map(unsigned)) {
    for (const y of ys!.map(unsigned)) {
      const u = from.u.map((row) => moved(row, n, m, x, y));
      if (!u.every((row) => lefts.has(supportKey(row)))) continue;
      for (const z of zs!.map(unsigned)) {
        const isPossible = u.every((row, r) =>
          supports.has(
            supportsKey(row, moved(from.v[r]!, m, p, y, z), moved(from.w[r]!, n, p, x, z)),
          ),
        );
        if (isPossible) count += signings(from, to, [x, y, z], trials);
        if (trials.left < 0) return count;
      }
    }
  }
  return count;
}

/** How many signs of the coordinates, the first of each space +, go with these permutations. */
function signings(
  from: Algorithm,
  to: Algorithm,
  [x, y, z]: readonly [SignedPermutation, SignedPermutation, SignedPermutation],
  trials: { left: number },
): number {
  const [n, m, p] = from.size;
  const isModular = from.arithmetic === 'z2';
  const lefts = new Set(to.u.map(lineKey));
  const wanted = new Set(to.u.map((u, r) => termKey(u, to.v[r]!, to.w[r]!)));
  let count = 0;
  for (const a of signed(x, isModular)) {
    for (const b of signed(y, isModular)) {
      trials.left--;
      const u = from.u.map((row) => moved(row, n, m, a, b));
      if (!u.every((row) => lefts.has(lineKey(row)))) continue;
      for (const c of signed(z, isModular)) {
        trials.left--;
        const isMapped = u.every((row, r) =>
          wanted.has(termKey(row, moved(from.v[r]!, m, p, b, c), moved(from.w[r]!, n, p, a, c))),
        );
        if (isMapped) count++;
      }
    }
  }
  return count;
}

function moved(
  row: readonly number[],
  rows: number,
  columns: number,
  left: SignedPermutation,
  right: SignedPermutation,
): number[] {
  const result = new Array<number>(rows * columns).fill(0);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const c = row[i * columns + j]!;
      if (c !== 0) {
        result[left.at[i]! * columns + right.at[j]!] = c * left.sign[i]! * right.sign[j]!;
      }
    }
  }
  return result;
}

function termKey(u: readonly number[], v: readonly number[], w: readonly number[]): string {
  const sign = firstSign(u) * firstSign(v) * firstSign(w);
  return `${sign}${lineKey(u)};${lineKey(v)};${lineKey(w)}`;
}

/** Equal for rows that are equal up to sign. */
function lineKey(row: readonly number[]): string {
  const sign = firstSign(row);
  return row.map((c) => c * sign + 0).join();
}

function firstSign(row: readonly number[]): number {
  return Math.sign(row.find((c) => c !== 0) ?? 1);
}

function supportKey(row: readonly number[]): string {
  return row.map((c) => (c === 0 ? 0 : 1)).join('');
}

function supportsKey(u: readonly number[], v: readonly number[], w: readonly number[]): string {
  return `${supportKey(u)};${supportKey(v)};${supportKey(w)}`;
}

function unsigned(at: readonly number[]): SignedPermutation {
  return { at, sign: at.map(() => 1) };
}

function signed({ at }: SignedPermutation, isModular: boolean): SignedPermutation[] {
  return Array.from({ length: isModular ? 1 : 2 ** (at.length - 1) }, (_, bits) => ({
    at,
    sign: at.map((_, x) => (x > 0 && (bits >>> (x - 1)) & 1 ? -1 : 1)),
  }));
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, x) => x);
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
