/**
 * The six algorithms that one algorithm is, one for every order of n, m and p.
 *
 * With w read as the p×n matrices of Cᵀ's coefficients an algorithm decomposes tr(A·B·C), which does not
 * change when the three are moved round, tr(B·C·A), or transposed, tr(Cᵀ·Bᵀ·Aᵀ)
 * (Hopcroft and Musinski, SIAM J. Comput. 2, 1973).
 */
import type { Size } from '../../tensor/size.ts';
import type { Algorithm, Denominators } from '../algorithm.ts';

/** An n×m×p algorithm as one of m×p×n. */
export function rotated(algorithm: Algorithm): Algorithm {
  const { size, u, v, w, denominators } = algorithm;
  const [n, m, p] = size;
  return {
    ...algorithm,
    size: [m, p, n],
    u: v,
    v: w.map((row) => transpose(row, n, p)),
    w: u.map((row) => transpose(row, n, m)),
    ...below(denominators, [1, 2, 0]),
  };
}

/** An n×m×p algorithm as one of p×m×n: Cᵀ = Bᵀ·Aᵀ. */
export function transposed(algorithm: Algorithm): Algorithm {
  const { size, u, v, w, denominators } = algorithm;
  const [n, m, p] = size;
  return {
    ...algorithm,
    size: [p, m, n],
    u: v.map((row) => transpose(row, m, p)),
    v: u.map((row) => transpose(row, n, m)),
    w: w.map((row) => transpose(row, n, p)),
    ...below(denominators, [1, 0, 2]),
  };
}

/** All six, of six sizes or fewer; the algorithm itself is the first. */
export function symmetric(algorithm: Algorithm): Algorithm[] {
  const once = rotated(algorithm);
  const turns = [algorithm, once, rotated(once)];
  return [...turns, ...turns.map(transposed)];
}

/**
 * The algorithm for another order of its n, m and p.
 * @throws RangeError when the sides are others
 */
export function reordered(algorithm: Algorithm, size: Size): Algorithm {
  const found = symmetric(algorithm).find((other) => equalSizes(other.size, size));
  if (found !== undefined) return found;
  throw new RangeError(`${size.join('×')} is no order of ${algorithm.size.join('×')}`);
}

/** n ≤ m ≤ p */
export function sortedSize(size: Size): Size {
  const [n, m, p] = [...size].sort((a, b) => a - b);
  return [n!, m!, p!];
}

export function equalSizes(a: Size, b: Size): boolean {
  return a.every((side, at) => side === b[at]);
}

function transpose(matrix: readonly number[], rows: number, columns: number): number[] {
  return matrix.map((_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]!);
}

function below(denominators: Denominators | undefined, order: readonly [number, number, number]) {
  if (denominators === undefined) return {};
  const moved: Denominators = [
    denominators[order[0]]!,
    denominators[order[1]]!,
    denominators[order[2]]!,
  ];
  return { denominators: moved };
}
