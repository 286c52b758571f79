/** Labels of the slices on a canvas: they stay in sight while a part of their slice is in the frame. */
import { CELL, COLUMN_LABELS, sliceCorner } from './flat-layout.ts';
import { labelPlan, titleSize } from './looks.ts';
import type { Fonts, Pen } from './pen.ts';
import type { FlatPicture } from './picture.ts';
import type { Seen } from './seen.ts';
import type { Colours } from './theme-colours.ts';
import { labelOf } from './words.ts';

export function paintLabels(
  pen: Pen,
  { layout, view, frame, modes }: Omit<FlatPicture, 'cells'>,
  seen: readonly Seen[],
  colours: Colours,
  fonts: Fonts,
): void {
  const { shape, rows, columns, along, title } = layout;
  const side = CELL * view.k;
  const [width, height] = [shape[columns] * side, shape[rows] * side];
  const colourOf = (mode: 0 | 1 | 2) => colours[`mode-${modes[mode].letter}`];
  const plan = labelPlan(layout, modes, view.k);
  const large = titleSize(layout, plan !== null, view.k);
  pen.textBaseline = 'middle';
  const titleFont = `650 ${large.toFixed(1)}px ${fonts.text}`;
  const labelFont = `500 ${(plan?.size ?? 0).toFixed(1)}px ${fonts.text}`;
  // A browser reads the list of fonts anew each time it is set.
  let font = '';
  const setFont = (wanted: string) => {
    if (font !== wanted) pen.font = wanted;
    font = wanted;
  };
  const heading = (slice: number, x: number, y: number) => {
    setFont(titleFont);
    pen.fillStyle = colourOf(along);
    pen.textAlign = 'center';
    pen.fillText(labelOf(modes[along], slice), x, y);
  };
  for (const { slice } of seen) {
    const corner = sliceCorner(layout, slice);
    const [x, y] = [corner.x * view.k + view.x, corner.y * view.k + view.y];
    if (plan === null) {
      heading(slice, x + width / 2, y - ((title + COLUMN_LABELS) / 2) * view.k);
      continue;
    }
    const { size, rowStep, columnStep } = plan;
    // Stuck to the frame's edge, labels lie over cells: they bring their own ground.
    const left = Math.max(x - 6 * view.k, Math.min(2.3 * size, x + width));
    const top = Math.max(
      y - Math.max(11 * view.k, 0.72 * size),
      Math.min(large * 1.3 + size * 0.8, y + height),
    );
    pen.fillStyle = colours.surface;
    if (left > x) pen.fillRect(0, Math.max(y, 0), left + 4, Math.min(y + height, frame.height));
    if (top > y - 8) {
      const right = Math.min(x + width, frame.width);
      pen.fillRect(Math.max(x - 40, 0), 0, right - Math.max(x - 40, 0), top + size * 0.75);
    }
    setFont(labelFont);
    pen.fillStyle = colourOf(rows);
    pen.textAlign = 'right';
    for (let row = 0; row < shape[rows]; row += rowStep) {
      const at = y + (row + 0.5) * side;
      if (at > top + size && at < frame.height + side) {
        pen.fillText(labelOf(modes[rows], row), left, at);
      }
    }
    pen.fillStyle = colourOf(columns);
    pen.textAlign = 'center';
    for (let column = 0; column < shape[columns]; column += columnStep) {
      const at = x + (column + 0.5) * side;
      if (at > left + size && at < frame.width + side) {
        pen.fillText(labelOf(modes[columns], column), at, top);
      }
    }
    const [seenLeft, seenRight] = [Math.max(x, left), Math.min(x + width, frame.width)];
    const above = top - size * 0.7 - large * 0.6 - 2;
    heading(slice, (seenLeft + seenRight) / 2, Math.max(above, large * 0.6));
  }
}
