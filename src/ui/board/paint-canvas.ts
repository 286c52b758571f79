/** Cells painted on a canvas, large enough to be read: only those in sight. */
import { CHANGES, type Change, isFramed, TONES, toneCode } from './cells.ts';
import { CELL, cellCorner, indexAt } from './flat-layout.ts';
import {
  BECOMES_Y,
  DASHES,
  type Detail,
  detailOf,
  figureSize,
  GLYPHS,
  OUTLINE_INSET,
  tile,
  WAS,
} from './looks.ts';
import type { Fonts, Pen } from './pen.ts';
import type { FlatPicture } from './picture.ts';
import type { Seen } from './seen.ts';
import type { Colours } from './theme-colours.ts';
import { figure } from './words.ts';

/** The cells in sight, each with its value; for cells too small for values see `paintPixels`. */
export function paintCanvas(
  pen: Pen,
  picture: FlatPicture,
  seen: readonly Seen[],
  colours: Colours,
  fonts: Fonts,
): void {
  const detail = detailOf(CELL * picture.view.k);
  const { tiles, changed, marked } = sortCells(picture, seen);
  paintTiles(pen, picture, tiles, detail, colours);
  paintOutlines(pen, picture, changed, colours);
  paintBrackets(pen, picture, marked, colours);
  paintFigures(pen, picture, tiles, detail, colours, fonts);
  if (detail === 'near') paintGlyphs(pen, picture, changed, colours);
}

interface Sorted {
  /** Cells by code of tone; under 0 those that a move would solve. */
  readonly tiles: readonly number[][];
  /** Cells by code of change. */
  readonly changed: readonly number[][];
  readonly marked: readonly number[];
}

/** By colour, so that each colour is one path. */
function sortCells({ layout, cells }: FlatPicture, seen: readonly Seen[]): Sorted {
  const tiles: number[][] = TONES.map(() => []);
  const changed: number[][] = CHANGES.map(() => []);
  const marked: number[] = [];
  for (const { slice, firstRow, lastRow, firstColumn, lastColumn } of seen) {
    for (let row = firstRow; row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) {
        const index = indexAt(layout, { slice, row, column });
        const [value, change] = [cells.after[index]!, cells.change[index]!];
        if (value !== 0 || change !== 0) tiles[toneCode(value)]!.push(index);
        if (change !== 0) changed[change]!.push(index);
        if (cells.marked[index] !== 0) marked.push(index);
      }
    }
  }
  return { tiles, changed, marked };
}

function paintTiles(
  pen: Pen,
  { layout, cells, view }: FlatPicture,
  tiles: Sorted['tiles'],
  detail: Detail,
  colours: Colours,
): void {
  for (const [code, indices] of tiles.entries()) {
    if (indices.length === 0) continue;
    const value = cells.after[indices[0]!]!;
    const boxes = [tile(value, detail, false), tile(value, detail, true)] as const;
    pen.fillStyle = colours[TONES[code]!];
    for (const index of indices) {
      const { x, y } = cellCorner(layout, index);
      const box = boxes[isFramed(cells, index) ? 1 : 0];
      pen.fillRect(
        (x + box.x) * view.k + view.x,
        (y + box.y) * view.k + view.y,
        box.width * view.k,
        box.height * view.k,
      );
    }
  }
}

function paintOutlines(
  pen: Pen,
  { layout, view }: FlatPicture,
  changed: Sorted['changed'],
  colours: Colours,
): void {
  const width = Math.max(1.5, CELL * view.k * 0.075);
  const inset = Math.max(OUTLINE_INSET * view.k, width / 2);
  const side = CELL * view.k - 2 * inset;
  pen.lineWidth = width;
  for (const [code, indices] of changed.entries()) {
    const kind: Change = CHANGES[code]!;
    if (kind === 'same' || indices.length === 0) continue;
    pen.strokeStyle = colours[kind];
    pen.setLineDash(DASHES[kind].map((dash) => dash * view.k));
    pen.beginPath();
    for (const index of indices) {
      const { x, y } = cellCorner(layout, index);
      pen.rect(x * view.k + view.x + inset, y * view.k + view.y + inset, side, side);
    }
    pen.stroke();
  }
  pen.setLineDash([]);
}

/** Brackets in the corners. */
function paintBrackets(
  pen: Pen,
  { layout, view }: FlatPicture,
  marked: readonly number[],
  colours: Colours,
): void {
  if (marked.length === 0) return;
  const side = CELL * view.k;
  const arm = side * 0.25;
  const inset = 2 * view.k;
  pen.strokeStyle = colours.hint;
  pen.lineWidth = Math.max(1.5, side * 0.09);
  pen.beginPath();
  for (const index of marked) {
    const corner = cellCorner(layout, index);
    const [x, y] = [corner.x * view.k + view.x, corner.y * view.k + view.y];
    for (const [cx, cy, sx, sy] of [
      [x + inset, y + inset, 1, 1],
      [x + side - inset, y + inset, -1, 1],
      [x + side - inset, y + side - inset, -1, -1],
      [x + inset, y + side - inset, 1, -1],
    ] as const) {
      pen.moveTo(cx, cy + sy * arm);
      pen.lineTo(cx, cy);
      pen.lineTo(cx + sx * arm, cy);
    }
  }
  pen.stroke();
}

function paintFigures(
  pen: Pen,
  { layout, cells, view }: FlatPicture,
  tiles: Sorted['tiles'],
  detail: Detail,
  colours: Colours,
  fonts: Fonts,
): void {
  pen.textBaseline = 'middle';
  let font = '';
  const write = (text: string, size: number, x: number, y: number) => {
    const wanted = `600 ${(size * view.k).toFixed(1)}px ${fonts.figures}`;
    if (wanted !== font) pen.font = wanted;
    font = wanted;
    pen.fillText(text, x * view.k + view.x, y * view.k + view.y);
  };
  for (const [code, indices] of tiles.entries()) {
    pen.fillStyle = colours[`on-${TONES[code]!}`];
    pen.textAlign = 'center';
    for (const index of indices) {
      const { x, y } = cellCorner(layout, index);
      const text = figure(cells.after[index]!);
      const isStacked = detail === 'near' && cells.change[index] !== 0;
      const size = figureSize(text.length, detail, isFramed(cells, index));
      write(text, size, x + CELL / 2, y + 0.8 + (isStacked ? BECOMES_Y : CELL / 2));
    }
    if (detail !== 'near') continue;
    pen.textAlign = 'left';
    for (const index of indices) {
      if (cells.change[index] === 0) continue;
      const { x, y } = cellCorner(layout, index);
      write(`${figure(cells.before[index]!)}→`, WAS.size, x + WAS.x, y + WAS.y + 0.4);
    }
  }
}

function paintGlyphs(
  pen: Pen,
  { layout, view, cells }: FlatPicture,
  changed: Sorted['changed'],
  colours: Colours,
): void {
  for (const [code, indices] of changed.entries()) {
    const kind: Change = CHANGES[code]!;
    if (kind === 'same') continue;
    const segments = glyphSegments(GLYPHS[kind]);
    const closed = GLYPHS[kind].endsWith('Z');
    pen.lineWidth = 1.8 * view.k;
    for (const index of indices) {
      const corner = cellCorner(layout, index);
      const colour = colours[`on-${TONES[toneCode(cells.after[index]!)]!}`];
      pen.beginPath();
      for (const points of segments) {
        for (const [at, [x, y]] of points.entries()) {
          const [px, py] = [(corner.x + x) * view.k + view.x, (corner.y + y) * view.k + view.y];
          if (at === 0) pen.moveTo(px, py);
          else pen.lineTo(px, py);
        }
      }
      if (closed) {
        pen.closePath();
        pen.fillStyle = colour;
        pen.fill();
      } else {
        pen.strokeStyle = kind === 'solved' ? colours.solved : colour;
        pen.stroke();
      }
    }
  }
}

/** The lines of a path that is made of M, L and H alone. */
function glyphSegments(path: string): [number, number][][] {
  return path
    .split('M')
    .slice(1)
    .map((line) => {
      const points: [number, number][] = [];
      for (const [, kind, rest] of `L${line}`.matchAll(/([LH])([^LHZ]*)/g)) {
        const numbers = rest!.trim().split(/[ ,]+/).map(Number);
        if (kind === 'H') points.push([numbers[0]!, points.at(-1)![1]]);
        else points.push([numbers[0]!, numbers[1]!]);
      }
      return points;
    });
}
