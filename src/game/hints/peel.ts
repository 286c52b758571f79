/** A decomposition of any residual, found at once: slice by slice, and entry by entry where needed. */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { FACTORS, type Term } from '../../tensor/term.ts';

export type Mode = 0 | 1 | 2;

/** The mode of a slice's rows and of its columns. */
export const ROW_MODE = [1, 0, 0] as const;
export const COLUMN_MODE = [2, 2, 1] as const;

/** A matrix of whole numbers, row-major. */
export interface Slice {
  readonly rows: number;
  readonly columns: number;
  readonly data: Int32Array;
}

/** Slice `at` of the tensor along the mode: a copy. */
export function sliceOf({ shape, data }: Tensor, mode: Mode, at: number): Slice {
  const strides = [shape[1] * shape[2], shape[2], 1] as const;
  const rows = shape[ROW_MODE[mode]];
  const columns = shape[COLUMN_MODE[mode]];
  const slice = new Int32Array(rows * columns);
  const base = at * strides[mode];
  const rowStride = strides[ROW_MODE[mode]];
  const columnStride = strides[COLUMN_MODE[mode]];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      slice[r * columns + c] = data[base + r * rowStride + c * columnStride]!;
    }
  }
  return { rows, columns, data: slice };
}

/** The term x⊗y⊗z with x along the mode, y along its slices' rows and z along their columns. */
export function termAlong(mode: Mode, x: Int8Array, y: Int8Array, z: Int8Array): Term {
  const term = { u: x, v: x, w: x };
  term[FACTORS[mode]] = x;
  term[FACTORS[ROW_MODE[mode]]] = y;
  term[FACTORS[COLUMN_MODE[mode]]] = z;
  return term;
}

/**
 * Terms that add up to the residual, with coefficients up to `largest`: the fewest that slices along
 * one of the modes give. Modulo 2 as many as the rank bound says; over the integers more where a slice
 * has no entry ±1 to eliminate with.
 */
export function peel(residual: Tensor, arithmetic: Arithmetic, largest: number): Term[] {
  const ways = ([0, 1, 2] as const).map((mode) => peelAlong(residual, mode, arithmetic, largest));
  return ways.reduce((least, way) => (way.length < least.length ? way : least));
}

function peelAlong(residual: Tensor, mode: Mode, arithmetic: Arithmetic, largest: number): Term[] {
  const terms: Term[] = [];
  const length = residual.shape[mode];
  for (let at = 0; at < length; at++) {
    const slice = sliceOf(residual, mode, at);
    for (;;) {
      const pivot = bestPivot(slice, largest);
      if (pivot === undefined) break;
      const { row: y, column: z, sign } = eliminate(slice, pivot, arithmetic);
      terms.push(termAlong(mode, unit(length, at, sign), y, z));
    }
    for (let r = 0; r < slice.rows; r++) {
      const row = slice.data.subarray(r * slice.columns, (r + 1) * slice.columns);
      for (const { scales, part } of multiples(row, largest)) {
        const y = unit(slice.rows, r, scales[1]);
        terms.push(termAlong(mode, unit(length, at, scales[0]), y, part));
      }
    }
  }
  return terms;
}

interface Pivot {
  readonly r: number;
  readonly c: number;
}

/** The entry ±1, with a row and column that can be played, whose elimination touches fewest entries. */
function bestPivot({ rows, columns, data }: Slice, largest: number): Pivot | undefined {
  const inRow = new Int32Array(rows);
  const inColumn = new Int32Array(columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const size = Math.abs(data[r * columns + c]!);
      // An entry too large bars its row and its column.
      const weight = size === 0 ? 0 : size > largest ? 1e6 : 1;
      inRow[r]! += weight;
      inColumn[c]! += weight;
    }
  }
  let best: Pivot | undefined;
  let least = 1e6;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      if (Math.abs(data[r * columns + c]!) !== 1) continue;
      const cost = inRow[r]! >= 1e6 || inColumn[c]! >= 1e6 ? 1e6 : inRow[r]! * inColumn[c]!;
      if (cost < least) {
        least = cost;
        best = { r, c };
      }
    }
  }
  return best;
}

/** Subtracts sign · column ⊗ row through the pivot: it lowers the slice's rank by one. */
function eliminate(
  { rows, columns, data }: Slice,
  { r, c }: Pivot,
  arithmetic: Arithmetic,
): { row: Int8Array; column: Int8Array; sign: number } {
  const y = Int8Array.from({ length: rows }, (_, at) => data[at * columns + c]!);
  const z = Int8Array.from({ length: columns }, (_, at) => data[r * columns + at]!);
  const sign = data[r * columns + c]!;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const entry = data[i * columns + j]! - sign * y[i]! * z[j]!;
      data[i * columns + j] = arithmetic === 'z2' ? entry & 1 : entry;
    }
  }
  return { row: y, column: z, sign };
}

/** The row as a sum of multiples a·b·part, with a, b and all of the part up to `largest`. */
function multiples(
  row: Int32Array,
  largest: number,
): { scales: readonly [number, number]; part: Int8Array }[] {
  const parts: { scales: readonly [number, number]; part: Int8Array }[] = [];
  for (;;) {
    const size = row.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
    if (size === 0) return parts;
    const a = size > largest ? largest : 1;
    const b = size > largest ** 2 ? largest : 1;
    const part = Int8Array.from(row, (entry) =>
      Math.max(-largest, Math.min(largest, Math.trunc(entry / (a * b)))),
    );
    for (const [at, value] of part.entries()) row[at]! -= a * b * value;
    parts.push({ scales: [a, b], part });
  }
}

function unit(length: number, at: number, value: number): Int8Array {
  const factor = new Int8Array(length);
  factor[at] = value;
  return factor;
}
