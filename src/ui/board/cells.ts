/** What the cells of the board hold: their values, what an edited move would make of them, and hints. */
import type { Tensor } from '../../tensor/tensor.ts';

/**
 * What a previewed move does to a cell, by its code in `Cells.change`. `nearer` and `farther` speak
 * of the distance to 0; `turned` is a change of sign alone.
 */
export const CHANGES = ['same', 'solved', 'nearer', 'turned', 'farther'] as const;
export type Change = (typeof CHANGES)[number];

/** Colour classes: the sign, and the size in three steps. */
export const TONES = ['zero', 'plus1', 'plus2', 'plus3', 'minus1', 'minus2', 'minus3'] as const;

/** All arrays have an entry a cell, in the order of the tensor's data. */
export interface Cells {
  readonly shape: readonly [number, number, number];
  readonly before: Int32Array;
  /** The same array as `before` while no move is previewed. */
  readonly after: Int32Array;
  /** Index into CHANGES. */
  readonly change: Uint8Array;
  /** 1 where a hint points. */
  readonly marked: Uint8Array;
  /** How many cells change in each way, in the order of CHANGES. */
  readonly counts: readonly number[];
  readonly nonzeros: number;
}

/**
 * @param after the tensor once the edited move is played, of the same shape; null without one
 * @param highlight indices of the cells a hint points to
 */
export function boardCells(
  tensor: Tensor,
  after: Tensor | null,
  highlight: readonly number[] | null,
): Cells {
  const before = tensor.data;
  const next = after?.data.length === before.length ? after.data : before;
  const change = new Uint8Array(before.length);
  const marked = new Uint8Array(before.length);
  for (const index of highlight ?? []) marked[index] = 1;
  const counts = CHANGES.map(() => 0);
  let nonzeros = 0;
  for (let index = 0; index < before.length; index++) {
    const code = changeCode(before[index]!, next[index]!);
    change[index] = code;
    counts[code]!++;
    if (before[index] !== 0) nonzeros++;
  }
  return { shape: tensor.shape, before, after: next, change, marked, counts, nonzeros };
}

function changeCode(before: number, after: number): number {
  if (before === after) return 0;
  if (after === 0) return 1;
  const distance = Math.abs(after) - Math.abs(before);
  return distance < 0 ? 2 : distance === 0 ? 3 : 4;
}

export function changeOf(cells: Cells, index: number): Change {
  return CHANGES[cells.change[index]!]!;
}

/** Index into TONES: 1…3 for plus, 4…6 for minus. */
export function toneCode(value: number): number {
  if (value === 0) return 0;
  return Math.min(Math.abs(value), 3) + (value < 0 ? 3 : 0);
}

/** True when there is something to see in the cell beside a zero. */
export function isDrawn(cells: Cells, index: number): boolean {
  return cells.after[index] !== 0 || cells.before[index] !== 0 || cells.marked[index] !== 0;
}

/** True when an outline or a hint's brackets surround the cell. */
export function isFramed(cells: Cells, index: number): boolean {
  return cells.change[index] !== 0 || cells.marked[index] !== 0;
}

/** Row-major index of the cell at those coordinates. */
export function cellIndex(
  shape: readonly [number, number, number],
  [i, j, k]: readonly [number, number, number],
): number {
  return (i * shape[1] + j) * shape[2] + k;
}

/** The three coordinates of a cell: of A, of B and of C. */
export function coordinates(
  [, s1, s2]: readonly [number, number, number],
  index: number,
): [number, number, number] {
  return [Math.floor(index / (s1 * s2)), Math.floor(index / s2) % s1, index % s2];
}
