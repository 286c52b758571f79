/**
 * Where the cells lie when the tensor is drawn as slices side by side. Lengths are in units of the
 * drawing, of which a cell's side has CELL; y grows downwards.
 */
import { cellIndex, coordinates } from './cells.ts';

export type Mode = 0 | 1 | 2;
type Shape = readonly [number, number, number];

export const CELL = 32;
/** Room for the labels of rows left of a slice, more where letters outgrow the cells; of columns above it. */
const ROW_LABELS = 36;
export const COLUMN_LABELS = 24;
/** Around the whole drawing. */
const MARGIN = 8;
/** Side of a cell on the screen, in CSS pixels, that no board is enlarged beyond until it is zoomed. */
const COMFORTABLE = 46;

export interface FlatLayout {
  readonly shape: Shape;
  /** The mode that the slices are along, and the modes of a slice's rows and columns. */
  readonly along: Mode;
  readonly rows: Mode;
  readonly columns: Mode;
  readonly perRow: number;
  /** Height of a slice's title. */
  readonly title: number;
  /** Width of its labels of rows. */
  readonly rowLabels: number;
  /** Distance from a slice to the next, to the right and down. */
  readonly pitchX: number;
  readonly pitchY: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function flatLayout(shape: Shape, along: Mode, perRow: number): FlatLayout {
  const rows: Mode = along === 0 ? 1 : 0;
  const columns: Mode = along === 2 ? 1 : 2;
  const [r, c, count] = [shape[rows], shape[columns], shape[along]];
  // Titles of large slices are read from afar, before anything else can be.
  const title = Math.max(24, r * CELL * 0.13);
  const rowLabels = Math.min(56, ROW_LABELS + Math.max(0, r - 4) * 2);
  const gap = 14 + 0.03 * CELL * Math.max(r, c);
  const pitchX = rowLabels + c * CELL + gap;
  const pitchY = title + COLUMN_LABELS + r * CELL + gap;
  const width = 2 * MARGIN + Math.min(perRow, count) * pitchX - gap;
  const height = 2 * MARGIN + Math.ceil(count / perRow) * pitchY - gap;
  return { shape, along, rows, columns, perRow, title, rowLabels, pitchX, pitchY, width, height };
}

/**
 * The layout that suits a frame of so many CSS pixels: all slices in one row where that costs little
 * of the cells' size, else lying as the entries lie in their matrix, else whatever is largest.
 * @param matrixColumns columns of the matrix whose entries the slices stand for
 */
export function fittedLayout(
  shape: Shape,
  along: Mode,
  matrixColumns: number,
  frame: { readonly width: number; readonly height: number },
): FlatLayout {
  const layouts = Array.from({ length: shape[along] }, (_, i) => flatLayout(shape, along, i + 1));
  const scales = layouts.map((layout) => fitScale(layout, frame));
  const best = Math.max(...scales);
  const inOneRow = shape[along] - 1;
  const asMatrix = Math.min(matrixColumns, shape[along]) - 1;
  const chosen =
    scales[inOneRow]! >= 0.8 * best
      ? inOneRow
      : scales[asMatrix]! >= 0.7 * best
        ? asMatrix
        : scales.indexOf(best);
  return layouts[chosen]!;
}

/** CSS pixels a unit at which the whole drawing is seen, and no cell is larger than comfortable. */
export function fitScale(
  { width, height }: { readonly width: number; readonly height: number },
  frame: { readonly width: number; readonly height: number },
): number {
  return Math.min(frame.width / width, frame.height / height, COMFORTABLE / CELL);
}

/** The top left corner of a slice's grid of cells. */
export function sliceCorner(layout: FlatLayout, slice: number): Point {
  const { perRow, pitchX, pitchY, title, rowLabels } = layout;
  return {
    x: MARGIN + rowLabels + (slice % perRow) * pitchX,
    y: MARGIN + title + COLUMN_LABELS + Math.floor(slice / perRow) * pitchY,
  };
}

/** A cell as slice, row and column. */
export interface Place {
  readonly slice: number;
  readonly row: number;
  readonly column: number;
}

export function placeOf(layout: FlatLayout, index: number): Place {
  const at = coordinates(layout.shape, index);
  return { slice: at[layout.along], row: at[layout.rows], column: at[layout.columns] };
}

export function indexAt(layout: FlatLayout, { slice, row, column }: Place): number {
  const at: [number, number, number] = [0, 0, 0];
  at[layout.along] = slice;
  at[layout.rows] = row;
  at[layout.columns] = column;
  return cellIndex(layout.shape, at);
}

/** The top left corner of a cell. */
export function cellCorner(layout: FlatLayout, index: number): Point {
  const { slice, row, column } = placeOf(layout, index);
  const corner = sliceCorner(layout, slice);
  return { x: corner.x + column * CELL, y: corner.y + row * CELL };
}

/** The cell at a point of the drawing; null between slices. */
export function cellAt(layout: FlatLayout, { x, y }: Point): number | null {
  const { shape, perRow, pitchX, pitchY } = layout;
  const first = sliceCorner(layout, 0);
  const across = Math.floor((x - first.x) / pitchX);
  const down = Math.floor((y - first.y) / pitchY);
  const slice = down * perRow + across;
  if (across < 0 || across >= perRow || down < 0 || slice >= shape[layout.along]) return null;
  const column = Math.floor((x - first.x - across * pitchX) / CELL);
  const row = Math.floor((y - first.y - down * pitchY) / CELL);
  if (row >= shape[layout.rows] || column >= shape[layout.columns]) return null;
  return indexAt(layout, { slice, row, column });
}
