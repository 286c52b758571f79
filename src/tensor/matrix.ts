/** Square integer matrices, row-major in Int32Arrays, as far as changes of basis need them. */
import type { Arithmetic } from './arithmetic.ts';

export function identity(side: number): Int32Array {
  return Int32Array.from({ length: side * side }, (_, at) => (at % (side + 1) === 0 ? 1 : 0));
}

/** a·b; in z2 with entries 0 and 1. @throws RangeError when an entry exceeds 32 bits */
export function multiply(
  a: Int32Array,
  b: Int32Array,
  side: number,
  arithmetic: Arithmetic,
): Int32Array {
  const product = new Int32Array(side * side);
  for (let r = 0; r < side; r++) {
    for (let c = 0; c < side; c++) {
      let sum = 0;
      for (let k = 0; k < side; k++) sum += a[r * side + k]! * b[k * side + c]!;
      product[r * side + c] = reduced(sum, arithmetic);
    }
  }
  return product;
}

/**
 * The inverse of a triangular matrix with diagonal ±1, by substitution.
 * @throws RangeError when an entry exceeds 32 bits
 */
export function invertTriangular(
  matrix: Int32Array,
  side: number,
  half: 'lower' | 'upper',
  arithmetic: Arithmetic,
): Int32Array {
  const inverse = new Int32Array(side * side);
  for (let step = 0; step < side; step++) {
    const r = half === 'lower' ? step : side - 1 - step;
    const diagonal = matrix[r * side + r]!;
    for (let c = 0; c < side; c++) {
      let sum = r === c ? 1 : 0;
      for (let k = 0; k < side; k++) {
        if (k !== r) sum -= matrix[r * side + k]! * inverse[k * side + c]!;
      }
      // Dividing by ±1 is multiplying by it.
      inverse[r * side + c] = reduced(sum * diagonal, arithmetic);
    }
  }
  return inverse;
}

/** The inverse over Z2 of a matrix of 0 and 1, or undefined when it is singular (Gauss–Jordan). */
export function invertBits(matrix: Int32Array, side: number): Int32Array | undefined {
  const left = matrix.slice();
  const right = identity(side);
  for (let c = 0; c < side; c++) {
    let pivot = c;
    while (pivot < side && left[pivot * side + c] === 0) pivot++;
    if (pivot === side) return undefined;
    if (pivot !== c) {
      // Adding the pivot's row puts a 1 on the diagonal: no need to swap.
      addRow(left, side, pivot, c);
      addRow(right, side, pivot, c);
    }
    for (let r = 0; r < side; r++) {
      if (r === c || left[r * side + c] === 0) continue;
      addRow(left, side, c, r);
      addRow(right, side, c, r);
    }
  }
  return right;
}

function addRow(matrix: Int32Array, side: number, from: number, to: number): void {
  for (let x = 0; x < side; x++) matrix[to * side + x]! ^= matrix[from * side + x]!;
}

function reduced(value: number, arithmetic: Arithmetic): number {
  if (arithmetic === 'z2') return Math.abs(value % 2);
  if (Math.abs(value) > 2147483647) {
    throw new RangeError(
      `Entry ${value} of a basis exceeds 32 bits: use fewer off-diagonal entries`,
    );
  }
  return value;
}
