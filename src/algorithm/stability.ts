/** How far rounding errors can grow, and how far they do. */

import { seeded } from '../tensor/random.ts';
import { dimensions, type Size } from '../tensor/size.ts';
import type { Algorithm } from './algorithm.ts';
import type { LinearProgram, StraightLineProgram, Sum } from './straight-line.ts';

/** Of one step of the algorithm; after L recursive steps the error grows by about E^L. */
export interface Stability {
  /** E = max over C's entries of Σ |w|·‖u‖₁·‖v‖₁: what a rounding error is multiplied by at most */
  readonly factor: number;
  /** Q, the most roundings on a way from an entry of A or B to one of C */
  readonly prefactor: number;
}

/**
 * The stability factor and prefactor of Ballard, Benson, Druinsky, Lipshitz and Schwartz, "Improving the
 * numerical stability of fast matrix multiplication", SIAM J. Matrix Anal. Appl. 37 (2016), section 3: the
 * error is at most about Q·L·E^L·ε·‖A‖·‖B‖ in the largest entry. 12 for Strassen, 18 for Winograd's form.
 */
export function stability({ u, v, w, denominators = [1, 1, 1] }: Algorithm): Stability {
  const norm = (row: readonly number[]) => row.reduce((sum, c) => sum + Math.abs(c), 0);
  const nonzeros = (row: readonly number[]) => row.filter((c) => c !== 0).length;
  const divisor = denominators[0] * denominators[1] * denominators[2];
  const entries = Array.from(w[0] ?? [], (_, z) => {
    let factor = 0;
    let deepest = 0;
    let products = 0;
    for (const [r, row] of w.entries()) {
      if (row[z] === 0) continue;
      products++;
      factor += Math.abs(row[z]!) * norm(u[r]!) * norm(v[r]!);
      deepest = Math.max(deepest, nonzeros(u[r]!) + nonzeros(v[r]!));
    }
    return { factor: factor / divisor, prefactor: products + deepest };
  });
  return {
    factor: Math.max(...entries.map((entry) => entry.factor)),
    prefactor: Math.max(...entries.map((entry) => entry.prefactor)),
  };
}

/** Errors of products in single precision, relative to the product in double precision. */
export interface MeasuredError {
  /** ‖C₃₂ − C₆₄‖ / ‖C₆₄‖ (Frobenius) by the algorithm, recursively, */
  readonly fast: number;
  /** and by the definition */
  readonly classical: number;
  /** how many recursive steps, and the matrices that they multiplied */
  readonly levels: number;
  readonly shape: Size;
}

/** No side of the measured matrices is longer. */
const LONGEST = 64;

/**
 * Multiplies random matrices, entries uniform in [−1, 1), in single precision by the program, applied
 * recursively down to single entries, and compares with double precision.
 */
export function measureError(program: StraightLineProgram, seed = 1): MeasuredError {
  const random = seeded(seed);
  const [n, m, p] = program.size;
  const longest = Math.max(n, m, p);
  let levels = 1;
  while (longest ** (levels + 1) <= LONGEST && longest > 1) levels++;
  const shape: Size = [n ** levels, m ** levels, p ** levels];
  const [rows, inner, columns] = shape;
  const entry = () => Math.fround(2 * random.next() - 1);
  const a = Float32Array.from({ length: rows * inner }, entry);
  const b = Float32Array.from({ length: inner * columns }, entry);
  const exact = new Float64Array(rows * columns);
  const classical = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < inner; j++) {
      for (let k = 0; k < columns; k++) {
        const product = a[i * inner + j]! * b[j * columns + k]!;
        exact[i * columns + k]! += product;
        classical[i * columns + k]! += Math.fround(product);
      }
    }
  }
  const fast = product(program, a, b, levels);
  const size = Math.hypot(...exact) || 1;
  const distance = (c: Float32Array) => Math.hypot(...c.map((x, at) => x - exact[at]!)) / size;
  return { fast: distance(fast), classical: distance(classical), levels, shape };
}

/** A·B recursively: [n^levels × m^levels] times [m^levels × p^levels], in single precision. */
function product(
  program: StraightLineProgram,
  a: Float32Array,
  b: Float32Array,
  levels: number,
): Float32Array {
  if (levels === 0) return Float32Array.of(a[0]! * b[0]!);
  const { size, denominators } = program;
  const [n, m, p] = size.map((side) => side ** (levels - 1)) as [number, number, number];
  const left = apply(program.u, blocks(a, size[0], size[1], n, m));
  const right = apply(program.v, blocks(b, size[1], size[2], m, p));
  const products = left.map((x, r) => product(program, x, right[r]!, levels - 1));
  const divisor = (denominators ?? [1, 1, 1]).reduce((x, d) => x * d, 1);
  const c = new Float32Array(dimensions(size)[2] * n * p);
  const width = size[2] * p;
  for (const [z, block] of apply(program.w, products).entries()) {
    const corner = Math.floor(z / size[2]) * n * width + (z % size[2]) * p;
    for (let at = 0; at < block.length; at++) {
      c[corner + Math.floor(at / p) * width + (at % p)] = block[at]! / divisor;
    }
  }
  return c;
}

/** The blocks of a matrix, row by row. */
function blocks(
  matrix: Float32Array,
  blockRows: number,
  blockColumns: number,
  rows: number,
  columns: number,
): Float32Array[] {
  const width = blockColumns * columns;
  return Array.from({ length: blockRows * blockColumns }, (_, x) => {
    const corner = Math.floor(x / blockColumns) * rows * width + (x % blockColumns) * columns;
    return Float32Array.from(
      { length: rows * columns },
      (_, at) => matrix[corner + Math.floor(at / columns) * width + (at % columns)]!,
    );
  });
}

/** Float32Arrays round after every operation. */
function apply({ temporaries, outputs }: LinearProgram, inputs: Float32Array[]): Float32Array[] {
  const values = [...inputs];
  const length = inputs[0]?.length ?? 0;
  const evaluate = (sum: Sum) => {
    const total = new Float32Array(length);
    for (const { value, coefficient } of sum) {
      const summand = values[value]!;
      for (let at = 0; at < length; at++) {
        total[at]! += Math.fround(coefficient * summand[at]!);
      }
    }
    return total;
  };
  for (const sum of temporaries) values.push(evaluate(sum));
  return outputs.map(evaluate);
}
