/**
 * Changes of basis: three unimodular integer matrices (invertible bit matrices in z2), one a mode.
 *
 * With A, B, C the matrices, the tensor in the new basis is T'[a,b,c] = Σ A[a,i]·B[b,j]·C[c,k]·T[i,j,k]
 * and the term u⊗v⊗w becomes Au⊗Bv⊗Cw, so terms that sum to T' map back to terms that sum to T.
 */
import type { Arithmetic } from './arithmetic.ts';
import { identity, invertBits, invertTriangular, multiply } from './matrix.ts';
import type { Random } from './random.ts';
import type { Tensor } from './tensor.ts';
import type { Term } from './term.ts';

export interface Basis {
  readonly dims: readonly [number, number, number];
  /** A, B, C: square, row-major, mode m of side dims[m] */
  readonly forward: readonly [Int32Array, Int32Array, Int32Array];
  /** their inverses */
  readonly inverse: readonly [Int32Array, Int32Array, Int32Array];
}

export interface BasisOptions {
  readonly arithmetic: Arithmetic;
  /**
   * sparse: a product of a lower and an upper triangular matrix with diagonals ±1 (as AlphaTensor);
   * dense: uniform among all invertible matrices, in z2 only.
   */
  readonly style: 'sparse' | 'dense';
  /** sparse: the probability that an off-diagonal entry is ±1 and not 0; AlphaTensor's is .015 */
  readonly offDiagonal?: number;
  readonly random: Random;
}

/** AlphaTensor's probability of a nonzero off-diagonal entry. */
export const OFF_DIAGONAL = 0.015;

/** The basis that changes nothing. */
export function identityBasis(dims: readonly [number, number, number]): Basis {
  const [a, b, c] = dims;
  return {
    dims: [a, b, c],
    forward: [identity(a), identity(b), identity(c)],
    inverse: [identity(a), identity(b), identity(c)],
  };
}

/** @throws RangeError for dense bases of the integers, which would have unbounded entries */
export function randomBasis(dims: readonly [number, number, number], options: BasisOptions): Basis {
  if (options.style === 'dense' && options.arithmetic !== 'z2') {
    throw new RangeError('Dense bases exist modulo 2 only: over the integers use sparse ones');
  }
  const pair = (side: number) =>
    options.style === 'dense' ? densePair(side, options.random) : sparsePair(side, options);
  const [a, b, c] = [pair(dims[0]), pair(dims[1]), pair(dims[2])];
  return {
    dims: [...dims],
    forward: [a.matrix, b.matrix, c.matrix],
    inverse: [a.inverse, b.inverse, c.inverse],
  };
}

/**
 * The tensor in the new basis; in z2 with entries 0 and 1.
 * @throws RangeError when the shapes differ or an entry exceeds 8 bits
 */
export function changeBasis(tensor: Tensor, basis: Basis, arithmetic: Arithmetic): Tensor {
  const { shape } = tensor;
  if (shape.some((length, mode) => length !== basis.dims[mode])) {
    throw new RangeError(
      `A basis of ${basis.dims.join('×')} does not fit a tensor of ${shape.join('×')}`,
    );
  }
  let data: Float64Array = Float64Array.from(tensor.data);
  const strides = [shape[1] * shape[2], shape[2], 1] as const;
  for (let mode = 0; mode < 3; mode++) {
    data = alongMode(data, basis.forward[mode]!, shape[mode]!, strides[mode]!);
    if (arithmetic === 'z2') for (let i = 0; i < data.length; i++) data[i]! %= 2;
  }
  if (arithmetic === 'z2') return { shape: [...shape], data: Int32Array.from(data, Math.abs) };
  return { shape: [...shape], data: Int32Array.from(data, fitting) };
}

/** The term in the new basis. @throws RangeError when a coefficient exceeds 8 bits */
export function mapTerm(term: Term, basis: Basis, arithmetic: Arithmetic): Term {
  return apply(term, basis.forward, arithmetic);
}

/** The term in the original basis. @throws RangeError when a coefficient exceeds 8 bits */
export function mapTermBack(term: Term, basis: Basis, arithmetic: Arithmetic): Term {
  return apply(term, basis.inverse, arithmetic);
}

function apply(
  term: Term,
  [a, b, c]: readonly [Int32Array, Int32Array, Int32Array],
  arithmetic: Arithmetic,
): Term {
  return {
    u: applyTo(term.u, a, arithmetic),
    v: applyTo(term.v, b, arithmetic),
    w: applyTo(term.w, c, arithmetic),
  };
}

function applyTo(factor: Int8Array, matrix: Int32Array, arithmetic: Arithmetic): Int8Array {
  const side = factor.length;
  if (matrix.length !== side * side) {
    throw new RangeError(`A basis of another side does not fit a factor of length ${side}`);
  }
  const result = new Int8Array(side);
  for (let r = 0; r < side; r++) {
    let sum = 0;
    for (let c = 0; c < side; c++) sum += matrix[r * side + c]! * factor[c]!;
    result[r] = arithmetic === 'z2' ? Math.abs(sum % 2) : fitting(sum);
  }
  return result;
}

/** Multiplies the matrix [side × side] into one mode of a tensor. */
function alongMode(
  data: Float64Array,
  matrix: Int32Array,
  side: number,
  stride: number,
): Float64Array {
  const result = new Float64Array(data.length);
  const block = side * stride;
  for (let start = 0; start < data.length; start += block) {
    for (let r = 0; r < side; r++) {
      for (let c = 0; c < side; c++) {
        const factor = matrix[r * side + c]!;
        if (factor === 0) continue;
        const to = start + r * stride;
        const from = start + c * stride;
        for (let x = 0; x < stride; x++) result[to + x]! += factor * data[from + x]!;
      }
    }
  }
  return result;
}

function fitting(value: number): number {
  if (value > 127 || value < -127) {
    throw new RangeError(`Coefficient ${value} exceeds ±127 after the change of basis`);
  }
  return value;
}

interface Pair {
  readonly matrix: Int32Array;
  readonly inverse: Int32Array;
}

function sparsePair(side: number, options: BasisOptions): Pair {
  const { random, arithmetic, offDiagonal = OFF_DIAGONAL } = options;
  const sign = () => (arithmetic === 'standard' && random.next() < 0.5 ? -1 : 1);
  const triangular = (isOff: (r: number, c: number) => boolean) =>
    Int32Array.from({ length: side * side }, (_, at) => {
      const r = Math.floor(at / side);
      const c = at % side;
      if (r === c) return sign();
      return isOff(r, c) && random.next() < offDiagonal ? sign() : 0;
    });
  const lower = triangular((r, c) => r > c);
  const upper = triangular((r, c) => r < c);
  return {
    matrix: multiply(lower, upper, side, arithmetic),
    inverse: multiply(
      invertTriangular(upper, side, 'upper', arithmetic),
      invertTriangular(lower, side, 'lower', arithmetic),
      side,
      arithmetic,
    ),
  };
}

/** Uniform in GL(side, 2): at least 28.8 % of all bit matrices are invertible, so rejection is quick. */
function densePair(side: number, random: Random): Pair {
  for (;;) {
    const matrix = Int32Array.from({ length: side * side }, () => random.bits() >>> 31);
    const inverse = invertBits(matrix, side);
    if (inverse !== undefined) return { matrix, inverse };
  }
}
