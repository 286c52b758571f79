/**
 * Cells too small for values, pixel by pixel: all 15,625 of 5×5×5 may change with one click, and so
 * many rectangles cost a canvas more than a frame, where pixels cost a millisecond.
 *
 * Plus is a square and minus a bar; a frame of the change's colour surrounds what a move would
 * change, and a solved cell is such a frame with nothing in it.
 */
import { isFramed, toneCode } from './cells.ts';
import { CELL, indexAt, sliceCorner } from './flat-layout.ts';
import type { FlatPicture } from './picture.ts';
import type { Seen } from './seen.ts';

/** Pixels as the bytes red, green, blue, alpha: 0 is transparent. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint32Array;
}

/** Colours as pixels: by index into TONES, by index into CHANGES, and of a hint. */
export interface PixelColours {
  readonly tones: Uint32Array;
  readonly changes: Uint32Array;
  readonly hint: number;
}

/** @param ratio pixels a CSS pixel */
export function paintPixels(
  pixels: Pixels,
  { cells, layout, view }: FlatPicture,
  seen: readonly Seen[],
  colours: PixelColours,
  ratio: number,
): void {
  pixels.data.fill(0);
  const side = CELL * view.k * ratio;
  const border = Math.max(1, Math.round(0.13 * side));
  const gap = side >= 8 ? Math.max(1, Math.round(0.06 * side)) : 0;
  for (const { slice, firstRow, lastRow, firstColumn, lastColumn } of seen) {
    const corner = sliceCorner(layout, slice);
    const left = (corner.x * view.k + view.x) * ratio;
    const top = (corner.y * view.k + view.y) * ratio;
    for (let row = firstRow; row <= lastRow; row++) {
      const y0 = Math.round(top + row * side);
      const y1 = Math.round(top + (row + 1) * side);
      for (let column = firstColumn; column <= lastColumn; column++) {
        const index = indexAt(layout, { slice, row, column });
        const value = cells.after[index]!;
        const framed = isFramed(cells, index);
        if (value === 0 && !framed) continue;
        const x0 = Math.round(left + column * side);
        const x1 = Math.round(left + (column + 1) * side);
        // A line of ground between neighbours.
        const [right, bottom] = side >= 3 ? [x1 - 1, y1 - 1] : [x1, y1];
        if (!framed) {
          square(pixels, x0, y0, right, bottom, value, colours);
          continue;
        }
        const change = cells.change[index]!;
        const colour = change === 0 ? colours.hint : colours.changes[change]!;
        box(pixels, x0, y0, right, bottom, colour);
        if (change !== 0 && cells.marked[index] !== 0) {
          // Both: the hint's colour on one half.
          box(pixels, x0, y0, Math.ceil((x0 + right) / 2), bottom, colours.hint);
        }
        box(pixels, x0 + border, y0 + border, right - border, bottom - border, colours.tones[0]!);
        const inset = border + gap;
        square(pixels, x0 + inset, y0 + inset, right - inset, bottom - inset, value, colours);
      }
    }
  }
}

/** A value's mark: all of the box for plus, its middle for minus. */
function square(
  pixels: Pixels,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  value: number,
  { tones }: PixelColours,
): void {
  if (value === 0) return;
  const trim = value < 0 ? Math.round(0.3 * (y1 - y0)) : 0;
  box(pixels, x0, y0 + trim, x1, y1 - trim, tones[toneCode(value)]!);
}

/** From the first corner up to, and without, the second; what is outside the picture is left out. */
function box(
  { width, height, data }: Pixels,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  colour: number,
): void {
  const [from, to] = [Math.max(0, x0), Math.min(width, x1)];
  for (let y = Math.max(0, y0); y < Math.min(height, y1); y++) {
    const row = y * width;
    for (let x = from; x < to; x++) data[row + x] = colour;
  }
}
