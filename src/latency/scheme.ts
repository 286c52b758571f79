/** A bilinear scheme as the probe uses it: real coefficients, C row-major. */
import type { Algorithm } from '../algorithm/algorithm.ts';
import { formatSize, type Size } from '../tensor/size.ts';

export interface Scheme {
  /** Short, for rows and legends: '2x2x2:7' */
  readonly name: string;
  /** Blocks: A is cut n×m, B m×p, C n×p. Two levels may exceed the sides of `Size`. */
  readonly size: readonly [n: number, m: number, p: number];
  readonly rank: number;
  /** [R × n·m], [R × m·p], [R × n·p] */
  readonly u: readonly (readonly number[])[];
  readonly v: readonly (readonly number[])[];
  readonly w: readonly (readonly number[])[];
}

/**
 * An algorithm as a scheme over real matrices.
 * @throws RangeError when it holds modulo 2 only: a GPU multiplies numbers
 */
export function schemeOf(algorithm: Algorithm, name?: string): Scheme {
  const { size, rank, u, v, arithmetic, denominators = [1, 1, 1] } = algorithm;
  if (arithmetic === 'z2') {
    throw new RangeError(
      'This algorithm holds modulo 2 only, and a GPU multiplies numbers: lift it to the integers first',
    );
  }
  // Whole forms, and what they are divided by all at once.
  const divisor = denominators[0] * denominators[1] * denominators[2];
  const w = algorithm.w.map((row) => row.map((c) => c / divisor));
  return { name: name ?? `${formatSize(size)}:${rank}`, size, rank, u, v, w };
}

/** The standard product as a scheme of one product of one block. */
export const TRIVIAL: Scheme = {
  name: 'classic',
  size: [1, 1, 1],
  rank: 1,
  u: [[1]],
  v: [[1]],
  w: [[1]],
};

/** Two levels in one: `inner` applied to every product of `outer`. */
export function kronecker(outer: Scheme, inner: Scheme, name?: string): Scheme {
  const [n, m, p] = outer.size;
  const [n2, m2, p2] = inner.size;
  const both = (
    outerRows: readonly (readonly number[])[],
    innerRows: readonly (readonly number[])[],
    [rows, columns]: readonly [number, number],
    [innerDown, innerAcross]: readonly [number, number],
  ) =>
    outerRows.flatMap((x) =>
      innerRows.map((y) =>
        Array.from({ length: rows * columns * innerDown * innerAcross }, (_, at) => {
          const across = columns * innerAcross;
          const [i, j] = [Math.floor(at / across), at % across];
          const big = Math.floor(i / innerDown) * columns + Math.floor(j / innerAcross);
          return x[big]! * y[(i % innerDown) * innerAcross + (j % innerAcross)]!;
        }),
      ),
    );
  return {
    name: name ?? `${outer.name}∘${inner.name}`,
    size: [n * n2, m * m2, p * p2],
    rank: outer.rank * inner.rank,
    u: both(outer.u, inner.u, [n, m], [n2, m2]),
    v: both(outer.v, inner.v, [m, p], [m2, p2]),
    w: both(outer.w, inner.w, [n, p], [n2, p2]),
  };
}

/** Multiplications of an n×m by an m×p matrix done the standard way, for effective rates. */
export function flops([n, m, p]: Size | readonly [number, number, number]): number {
  return 2 * n * m * p;
}
