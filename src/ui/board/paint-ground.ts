/** What lies under the cells on a canvas: it changes only with what the frame shows. */
import { CELL, sliceCorner } from './flat-layout.ts';
import { detailOf, LINES_FROM } from './looks.ts';
import type { Pen } from './pen.ts';
import type { FlatPicture } from './picture.ts';
import type { Seen } from './seen.ts';
import type { Colours } from './theme-colours.ts';

/** The grids of the slices in sight, a dot for every zero: tiles cover those of other cells. */
export function paintGround(
  pen: Pen,
  { layout, view }: Omit<FlatPicture, 'cells'>,
  seen: readonly Seen[],
  colours: Colours,
): void {
  const side = CELL * view.k;
  const { shape, rows, columns } = layout;
  const [width, height] = [shape[columns] * side, shape[rows] * side];
  for (const { slice, firstRow, lastRow, firstColumn, lastColumn } of seen) {
    const corner = sliceCorner(layout, slice);
    const [x, y] = [corner.x * view.k + view.x, corner.y * view.k + view.y];
    pen.fillStyle = colours.slice;
    pen.fillRect(x, y, width, height);
    if (side >= LINES_FROM) {
      pen.beginPath();
      for (let row = Math.max(1, firstRow); row <= lastRow; row++) {
        pen.moveTo(x, Math.round(y + row * side) + 0.5);
        pen.lineTo(x + width, Math.round(y + row * side) + 0.5);
      }
      for (let column = Math.max(1, firstColumn); column <= lastColumn; column++) {
        pen.moveTo(Math.round(x + column * side) + 0.5, y);
        pen.lineTo(Math.round(x + column * side) + 0.5, y + height);
      }
      pen.strokeStyle = colours.line;
      pen.lineWidth = 1;
      pen.stroke();
    }
    pen.strokeStyle = colours['line-strong'];
    pen.lineWidth = 1;
    pen.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1);
    if (detailOf(side) === 'far') continue;
    const dot = Math.max(1, 0.07 * side);
    pen.fillStyle = colours['line-strong'];
    for (let row = firstRow; row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) {
        pen.fillRect(
          x + (column + 0.5) * side - dot / 2,
          y + (row + 0.5) * side - dot / 2,
          dot,
          dot,
        );
      }
    }
  }
}
