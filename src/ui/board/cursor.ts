/** Where the keyboard takes the cursor from a cell. */
import { type Cells, isDrawn } from './cells.ts';
import { type FlatLayout, indexAt, type Place, placeOf } from './flat-layout.ts';

export interface Step {
  /** −1, 0 or 1 */
  readonly across: number;
  readonly down: number;
  /** On to the next cell that is not an untouched zero. */
  readonly toDrawn: boolean;
}

/** The cell a step away, across the gaps between slices; the same cell at the border. */
export function stepFlat(layout: FlatLayout, cells: Cells, index: number, step: Step): number {
  let at = index;
  for (;;) {
    const next = neighbour(layout, at, step);
    if (next === at) return step.toDrawn ? index : at;
    at = next;
    if (!step.toDrawn || isDrawn(cells, at)) return at;
  }
}

function neighbour(layout: FlatLayout, index: number, { across, down }: Step): number {
  const { shape, perRow } = layout;
  const [rows, columns, count] = [shape[layout.rows], shape[layout.columns], shape[layout.along]];
  let { slice, row, column }: Place = placeOf(layout, index);
  row += down;
  column += across;
  if (column < 0 || column >= columns) {
    const next = slice + across;
    if (next < 0 || next >= count || Math.floor(next / perRow) !== Math.floor(slice / perRow)) {
      return index;
    }
    slice = next;
    column = across > 0 ? 0 : columns - 1;
  }
  if (row < 0 || row >= rows) {
    slice += down * perRow;
    if (slice < 0 || slice >= count) return index;
    row = down > 0 ? 0 : rows - 1;
  }
  return indexAt(layout, { slice, row, column });
}

/** The same place so many slices on; the first or last slice where there are no more. */
export function stepSlice(layout: FlatLayout, index: number, by: number): number {
  const place = placeOf(layout, index);
  const slice = Math.max(0, Math.min(layout.shape[layout.along] - 1, place.slice + by));
  return indexAt(layout, { ...place, slice });
}

/** The first or last cell of the row. */
export function rowEnd(layout: FlatLayout, index: number, end: 'first' | 'last'): number {
  const column = end === 'first' ? 0 : layout.shape[layout.columns] - 1;
  return indexAt(layout, { ...placeOf(layout, index), column });
}

/** The next or previous cell, in the tensor's order, that is not an untouched zero; itself without one. */
export function stepDrawn(cells: Cells, index: number, by: 1 | -1): number {
  for (let at = index + by; at >= 0 && at < cells.before.length; at += by) {
    if (isDrawn(cells, at)) return at;
  }
  return index;
}
