/** Which cells a frame shows. */
import { CELL, sliceCorner } from './flat-layout.ts';
import type { FlatPicture } from './picture.ts';

/** The part of a slice that the frame shows. */
export interface Seen {
  readonly slice: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** The slices in sight, and of each the rows and columns. */
export function seenSlices({ layout, view, frame }: Omit<FlatPicture, 'cells'>): Seen[] {
  const { shape, rows, columns, along, title } = layout;
  const [left, top] = [-view.x / view.k, -view.y / view.k];
  const [right, bottom] = [(frame.width - view.x) / view.k, (frame.height - view.y) / view.k];
  const seen: Seen[] = [];
  for (let slice = 0; slice < shape[along]; slice++) {
    const { x, y } = sliceCorner(layout, slice);
    const [width, height] = [shape[columns] * CELL, shape[rows] * CELL];
    if (x > right + CELL || x + width < left || y + height < top) continue;
    if (y - title - CELL > bottom) continue;
    seen.push({
      slice,
      firstRow: Math.max(0, Math.floor((top - y) / CELL)),
      lastRow: Math.min(shape[rows] - 1, Math.floor((bottom - y) / CELL)),
      firstColumn: Math.max(0, Math.floor((left - x) / CELL)),
      lastColumn: Math.min(shape[columns] - 1, Math.floor((right - x) / CELL)),
    });
  }
  return seen;
}
