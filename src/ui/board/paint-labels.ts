/** Labels of the slices on a canvas: they stay in sight while a part of their slice is in the frame. */
import { CELL, sliceCorner } from './flat-layout.ts';
import { LABELS_FROM } from './looks.ts';
import type { Fonts, Pen } from './pen.ts';
import type { FlatPicture } from './picture.ts';
import type { Colours } from './theme-colours.ts';
import { labelOf } from './words.ts';

const LARGEST = 15;

export function paintLabels(
  pen: Pen,
  { layout, view, frame, modes }: FlatPicture,
  slices: readonly number[],
  colours: Colours,
  fonts: Fonts,
): void {
  const { shape, rows, columns, along, title } = layout;
  const side = CELL * view.k;
  const [width, height] = [shape[columns] * side, shape[rows] * side];
  const colourOf = (mode: 0 | 1 | 2) => colours[`mode-${modes[mode].letter}`];
  const size = Math.min(LARGEST, Math.max(9, side * 0.42));
  const labelled = side >= LABELS_FROM;
  pen.textBaseline = 'middle';
  for (const slice of slices) {
    const corner = sliceCorner(layout, slice);
    const [x, y] = [corner.x * view.k + view.x, corner.y * view.k + view.y];
    if (labelled) {
      const font = `500 ${size.toFixed(1)}px ${fonts.text}`;
      pen.font = font;
      // Stuck to the frame's edge, labels lie over cells: they bring their own ground.
      const left = Math.max(x - 7, Math.min(2.4 * size, x + width));
      if (left > x - 7)
        band(pen, 0, Math.max(y, 0), left + 4, Math.min(height + y, frame.height), colours);
      pen.fillStyle = colourOf(rows);
      pen.textAlign = 'right';
      for (let row = 0; row < shape[rows]; row++) {
        const at = y + (row + 0.5) * side;
        if (at > -side && at < frame.height + side)
          pen.fillText(labelOf(modes[rows], row), left, at);
      }
      const above = Math.max(y - 11 * view.k, Math.min(2.2 * size + 11, y + height));
      if (above > y - 11 * view.k) {
        band(pen, Math.max(x, 0), 0, Math.min(x + width, frame.width), above + size * 0.8, colours);
      }
      pen.fillStyle = colourOf(columns);
      pen.textAlign = 'center';
      for (let column = 0; column < shape[columns]; column++) {
        const at = x + (column + 0.5) * side;
        if (at > left && at < frame.width + side) {
          pen.fillText(labelOf(modes[columns], column), at, above);
        }
      }
      heading(
        Math.max(x + width / 2, Math.min(frame.width / 2, x + width - 20)),
        above - 11 - size * 0.9,
      );
    } else {
      heading(x + width / 2, y - Math.max(9, (title / 2 + 8) * view.k));
    }

    function heading(at: number, down: number): void {
      const large = labelled ? size * 1.25 : Math.min(22, Math.max(10, title * 0.62 * view.k));
      pen.font = `650 ${large.toFixed(1)}px ${fonts.text}`;
      pen.fillStyle = colourOf(along);
      pen.textAlign = 'center';
      pen.fillText(labelOf(modes[along], slice), at, labelled ? Math.max(down, large * 0.6) : down);
    }
  }
}

function band(
  pen: Pen,
  left: number,
  top: number,
  right: number,
  bottom: number,
  colours: Colours,
): void {
  pen.fillStyle = colours.surface;
  pen.fillRect(left, top, right - left, bottom - top);
}
