/** Large boards: the same picture as flat-svg.ts, painted; what is out of sight or too small is left out. */
import type { ThreeModes } from '../../tensor/bilinear.ts';
import { type Cells, changeOf, TONES, toneCode } from './cells.ts';
import { CELL, type FlatLayout, indexAt, sliceCorner } from './flat-layout.ts';
import type { Palette } from './palette.ts';
import { figures, labelOf } from './words.ts';

/** Drawing units to CSS pixels: pixel = k · unit + (x, y). */
export interface Placement {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export interface FlatScene {
  readonly layout: FlatLayout;
  readonly cells: Cells;
  readonly modes: ThreeModes;
  readonly palette: Palette;
  readonly placement: Placement;
  readonly width: number;
  readonly height: number;
  readonly cursor: number | null;
}

/** What painting needs of a canvas's context. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'rect'
  | 'arc'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'strokeRect'
  | 'fillText'
  | 'clearRect'
  | 'setLineDash'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
>;

/** Cells from so many pixels on have room for figures; labels need less. */
const FIGURES = 15;
const LABELS = 11;
const LINES = 5;

export function paintFlat(pen: Pen, scene: FlatScene): void {
  const { layout, width, height, placement } = scene;
  pen.clearRect(0, 0, width, height);
  pen.textBaseline = 'middle';
  const { shape, along, rows, columns } = layout;
  const side = CELL * placement.k;
  for (let slice = 0; slice < shape[along]; slice++) {
    const corner = sliceCorner(layout, slice);
    const left = placement.k * corner.x + placement.x;
    const top = placement.k * corner.y + placement.y;
    const right = left + shape[columns] * side;
    const bottom = top + shape[rows] * side;
    const margin = 48 * placement.k;
    if (right < 0 || bottom < 0 || left - margin > width || top - margin > height) continue;
    paintSlice(pen, scene, slice, { left, top, side });
  }
}

interface Corner {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

function paintSlice(pen: Pen, scene: FlatScene, slice: number, { left, top, side }: Corner): void {
  const { layout, cells, palette, width, height, cursor } = scene;
  const { shape, rows, columns } = layout;
  const [rowCount, columnCount] = [shape[rows], shape[columns]];
  pen.fillStyle = palette.grid;
  pen.fillRect(left, top, columnCount * side, rowCount * side);
  const first = (edge: number) => Math.max(0, Math.floor(-edge / side));
  const last = (edge: number, end: number, count: number) =>
    Math.min(count - 1, Math.floor((end - edge) / side));
  const [fromRow, toRow] = [first(top), last(top, height, rowCount)];
  const [fromColumn, toColumn] = [first(left), last(left, width, columnCount)];
  if (side >= LINES) paintLines(pen, scene, { left, top, side });
  paintNames(pen, scene, slice, { left, top, side });
  pen.textAlign = 'center';
  for (let row = fromRow; row <= toRow; row++) {
    for (let column = fromColumn; column <= toColumn; column++) {
      const index = indexAt(layout, { slice, row, column });
      const [before, after] = [cells.before[index]!, cells.after[index]!];
      const marked = cells.marked[index] !== 0;
      if (before === 0 && after === 0 && !marked && index !== cursor) continue;
      const x = left + column * side;
      const y = top + row * side;
      const inset = Math.min(1, side * 0.06);
      if (after !== 0) {
        pen.fillStyle = palette.tones[TONES[toneCode(after)]!];
        pen.fillRect(x + inset, y + inset, side - 2 * inset, side - 2 * inset);
      }
      if (before !== after) outline(pen, scene, index, { left: x, top: y, side });
      if (side >= FIGURES && (before !== 0 || after !== 0)) {
        const text = figures(before, after);
        pen.fillStyle = after === 0 ? palette.ink : palette.onSign;
        pen.font = `600 ${Math.round(side * (text.length > 2 ? 0.3 : 0.46))}px ${palette.font}`;
        pen.fillText(text, x + side / 2, y + side / 2);
      }
      if (marked) ring(pen, palette, x + side / 2, y + side / 2, side / 2 - inset);
      if (index === cursor) {
        pen.strokeStyle = palette.ink;
        pen.lineWidth = 2;
        pen.strokeRect(x, y, side, side);
      }
    }
  }
}

/** How a cell would change: dashed where it is solved, bold where it gets worse. */
function outline(
  pen: Pen,
  { cells, palette }: FlatScene,
  index: number,
  { left, top, side }: Corner,
): void {
  const change = changeOf(cells, index);
  const bold = change === 'farther';
  pen.strokeStyle = bold ? palette.ink : palette.accent;
  pen.lineWidth = Math.max(1, side * (bold ? 0.1 : 0.07));
  pen.setLineDash(bold || side < FIGURES ? [] : [side * 0.14, side * 0.1]);
  const inset = pen.lineWidth / 2 + Math.min(1, side * 0.06);
  pen.strokeRect(left + inset, top + inset, side - 2 * inset, side - 2 * inset);
  pen.setLineDash([]);
}

function ring(pen: Pen, palette: Palette, x: number, y: number, radius: number): void {
  pen.strokeStyle = palette.ink;
  pen.lineWidth = Math.max(1, radius * 0.18);
  pen.beginPath();
  pen.arc(x, y, Math.max(1, radius * 0.86), 0, 2 * Math.PI);
  pen.stroke();
}

function paintLines(pen: Pen, scene: FlatScene, at: Corner): void {
  const { layout, palette } = scene;
  const [rows, columns] = [layout.shape[layout.rows], layout.shape[layout.columns]];
  pen.strokeStyle = palette.line;
  pen.lineWidth = at.side >= FIGURES ? 0.75 : 0.3;
  pen.beginPath();
  for (let row = 0; row <= rows; row++) {
    pen.moveTo(at.left, at.top + row * at.side);
    pen.lineTo(at.left + columns * at.side, at.top + row * at.side);
  }
  for (let column = 0; column <= columns; column++) {
    pen.moveTo(at.left + column * at.side, at.top);
    pen.lineTo(at.left + column * at.side, at.top + rows * at.side);
  }
  pen.stroke();
}

/** The slice's title and, where there is room, the names of its rows and columns. */
function paintNames(pen: Pen, scene: FlatScene, slice: number, at: Corner): void {
  const { layout, modes, palette, placement } = scene;
  const { along, rows, columns, shape, title } = layout;
  pen.textAlign = 'center';
  pen.fillStyle = palette.ink;
  pen.font = `600 ${Math.max(10, Math.round(0.6 * title * placement.k))}px ${palette.font}`;
  const above = at.side >= LABELS ? 24 * placement.k : 4;
  const middle = at.left + (shape[columns] * at.side) / 2;
  pen.fillText(labelOf(modes[along], slice), middle, at.top - above - 0.4 * title * placement.k);
  if (at.side < LABELS) return;
  pen.fillStyle = palette.soft;
  pen.font = `${Math.min(13, Math.round(0.36 * at.side))}px ${palette.font}`;
  for (let column = 0; column < shape[columns]; column++) {
    const x = at.left + (column + 0.5) * at.side;
    pen.fillText(labelOf(modes[columns], column), x, at.top - 10 * placement.k);
  }
  pen.textAlign = 'right';
  for (let row = 0; row < shape[rows]; row++) {
    const y = at.top + (row + 0.5) * at.side;
    pen.fillText(labelOf(modes[rows], row), at.left - 6 * placement.k, y);
  }
}
