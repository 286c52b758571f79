/**
 * Exact matrix ranks, and the rank bound of a tensor made of them.
 *
 * Over Z2 a row is the bits of one 32-bit word. Over the rationals elimination is Bareiss's
 * fraction-free one: every intermediate entry is a minor of the matrix, so divisions are exact, in
 * doubles as long as products stay below 2^53 and in BigInt from there on.
 */
import type { Arithmetic } from './arithmetic.ts';
import type { Tensor } from './tensor.ts';

/** The largest entry for which a·b − c·d is exact in a double: 2·M² ≤ 2^53. */
const EXACT_LIMIT = 2 ** 26;

const leading = new Int32Array(32);

/** The rank over Z2 of `count` bit rows, rows[from] onwards. Allocates nothing. */
export function rankOfBits(rows: Int32Array, from: number, count: number): number {
  // leading[b] is the row kept with its highest bit at 31 − b
  leading.fill(0);
  let rank = 0;
  for (let r = from; r < from + count; r++) {
    let row = rows[r]!;
    while (row !== 0) {
      const bit = Math.clz32(row);
      const kept = leading[bit]!;
      if (kept === 0) {
        leading[bit] = row;
        rank++;
        break;
      }
      row ^= kept;
    }
  }
  return rank;
}

/**
 * The rank over the rationals of the rows×columns matrix of integers in `work`, row-major from 0,
 * which it overwrites. Allocates only when entries outgrow doubles.
 */
export function rankInPlace(work: Float64Array, rows: number, columns: number): number {
  let largest = 0;
  for (let i = 0; i < rows * columns; i++) largest = Math.max(largest, Math.abs(work[i]!));
  let previous = 1;
  let rank = 0;
  for (let column = 0; column < columns && rank < rows; column++) {
    let pivotRow = rank;
    while (pivotRow < rows && work[pivotRow * columns + column] === 0) pivotRow++;
    if (pivotRow === rows) continue;
    if (largest > EXACT_LIMIT) return rank + bigRank(work, rank, rows, column, columns, previous);
    const top = rank * columns;
    if (pivotRow !== rank) {
      const other = pivotRow * columns;
      for (let c = column; c < columns; c++) {
        const entry = work[other + c]!;
        work[other + c] = work[top + c]!;
        work[top + c] = entry;
      }
    }
    const pivot = work[top + column]!;
    largest = 0;
    for (let r = rank + 1; r < rows; r++) {
      const row = r * columns;
      const factor = work[row + column]!;
      for (let c = column + 1; c < columns; c++) {
        const entry = (pivot * work[row + c]! - factor * work[top + c]!) / previous;
        work[row + c] = entry;
        if (entry > largest) largest = entry;
        else if (-entry > largest) largest = -entry;
      }
    }
    // The pivot divides the next step's products, and may exceed what is left of the matrix.
    previous = pivot;
    rank++;
  }
  return rank;
}

/** The rank of what is left of the elimination, continued in BigInt. */
function bigRank(
  work: Float64Array,
  fromRow: number,
  rows: number,
  fromColumn: number,
  columns: number,
  divisor: number,
): number {
  const left: bigint[][] = [];
  for (let r = fromRow; r < rows; r++) {
    left.push(Array.from(work.subarray(r * columns + fromColumn, (r + 1) * columns), BigInt));
  }
  let previous = BigInt(divisor);
  let rank = 0;
  for (let c = 0; c < columns - fromColumn && rank < left.length; c++) {
    const at = left.findIndex((row, r) => r >= rank && row[c] !== 0n);
    if (at < 0) continue;
    const top = left[at]!;
    left[at] = left[rank]!;
    left[rank] = top;
    const pivot = top[c]!;
    for (let r = rank + 1; r < left.length; r++) {
      const row = left[r]!;
      const factor = row[c]!;
      for (let k = c; k < row.length; k++) {
        row[k] = (pivot * row[k]! - factor * top[k]!) / previous;
      }
    }
    previous = pivot;
    rank++;
  }
  return rank;
}

/** The exact rank of a matrix of integers, given as rows of one length. */
export function matrixRank(
  matrix: readonly (readonly number[])[],
  arithmetic: Arithmetic = 'standard',
): number {
  const columns = matrix[0]?.length ?? 0;
  const work = Float64Array.from(matrix.flat());
  return arithmetic === 'z2'
    ? rankModuloTwo(work, matrix.length, columns)
    : rankInPlace(work, matrix.length, columns);
}

/** The rank over Z2 of a matrix of any width (up to 8×8 factors give 64 columns). */
function rankModuloTwo(work: Float64Array, rows: number, columns: number): number {
  let left: bigint[] = [];
  for (let r = 0; r < rows; r++) {
    let row = 0n;
    for (let c = 0; c < columns; c++) {
      row = (row << 1n) | BigInt(work[r * columns + c]! & 1);
    }
    left.push(row);
  }
  let rank = 0;
  for (;;) {
    left = left.filter((row) => row !== 0n);
    const pivot = left.pop();
    if (pivot === undefined) return rank;
    rank++;
    const bit = pivot & -pivot;
    left = left.map((row) => ((row & bit) === 0n ? row : row ^ pivot));
  }
}

/** Sum of the matrix ranks of the slices, least over the three modes: no rank is larger. */
export function rankBound(tensor: Tensor, arithmetic: Arithmetic): number {
  const { shape, data } = tensor;
  const strides = [shape[1] * shape[2], shape[2], 1] as const;
  let least = Number.POSITIVE_INFINITY;
  for (let mode = 0; mode < 3; mode++) {
    const rowMode = mode === 0 ? 1 : 0;
    const columnMode = mode === 2 ? 1 : 2;
    const rows = shape[rowMode]!;
    const columns = shape[columnMode]!;
    const slice = new Float64Array(rows * columns);
    let sum = 0;
    for (let s = 0; s < shape[mode]!; s++) {
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) {
          const at = s * strides[mode]! + r * strides[rowMode]! + c * strides[columnMode]!;
          slice[r * columns + c] = data[at]!;
        }
      }
      sum +=
        arithmetic === 'z2'
          ? rankModuloTwo(slice, rows, columns)
          : rankInPlace(slice, rows, columns);
    }
    least = Math.min(least, sum);
  }
  return least;
}

/**
 * The largest rank of the three unfoldings: no sum of fewer terms is the tensor.
 * @throws RangeError modulo 2 for more than 32 slices in a mode
 */
export function leastTerms(tensor: Tensor, arithmetic: Arithmetic): number {
  return Math.max(...[0, 1, 2].map((mode) => unfoldingRank(tensor, mode, arithmetic)));
}

/** Of the matrix whose rows are the slices along `mode`. */
function unfoldingRank({ shape, data }: Tensor, mode: number, arithmetic: Arithmetic): number {
  const slices = shape[mode]!;
  if (arithmetic === 'z2' && slices > 32) throw new RangeError(`${slices} slices are too many`);
  const stride = shape.slice(mode + 1).reduce((product, side) => product * side, 1);
  const fibres = data.length / slices;
  const work = new Float64Array(arithmetic === 'z2' ? 0 : data.length);
  const bits = new Int32Array(arithmetic === 'z2' ? fibres : 0);
  for (let at = 0; at < data.length; at++) {
    const slice = Math.floor(at / stride) % slices;
    const fibre = Math.floor(at / (stride * slices)) * stride + (at % stride);
    if (arithmetic === 'z2') bits[fibre]! |= (data[at]! & 1) << slice;
    else work[slice * fibres + fibre] = data[at]!;
  }
  return arithmetic === 'z2' ? rankOfBits(bits, 0, fibres) : rankInPlace(work, slices, fibres);
}
