/** What is left in a game as a small picture: its slices in a block, as near to a square as it goes. */
import { dimensions, type Size } from '../../tensor/size.ts';

export interface BoardPicture {
  /** In cells. */
  readonly width: number;
  readonly height: number;
  /** The grounds of the slices. */
  readonly ground: string;
  /** Full squares: positive entries. */
  readonly plus: string;
  /** Rings: negative entries. */
  readonly minus: string;
}

/** Cells between two slices. */
const GAP = 1;
/** Half of what is left free between two cells. */
const INSET = 0.08;

/** @param residual row-major in the target's shape */
export function boardPicture(size: Size, residual: Int8Array): BoardPicture {
  const [rows, columns, count] = dimensions(size);
  const across = Math.ceil(Math.sqrt((count * rows) / columns));
  const down = Math.ceil(count / across);
  let ground = '';
  let plus = '';
  let minus = '';
  for (let slice = 0; slice < count; slice++) {
    const left = (slice % across) * (columns + GAP);
    const top = Math.floor(slice / across) * (rows + GAP);
    ground += `M${left},${top}h${columns}v${rows}h${-columns}z`;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const value = residual[(row * columns + column) * count + slice]!;
        if (value > 0) plus += square(left + column, top + row, INSET);
        else if (value < 0) {
          minus += square(left + column, top + row, INSET) + square(left + column, top + row, 0.3);
        }
      }
    }
  }
  return {
    width: across * (columns + GAP) - GAP,
    height: down * (rows + GAP) - GAP,
    ...{ ground, plus, minus },
  };
}

function square(x: number, y: number, inset: number): string {
  const side = 1 - 2 * inset;
  return `M${x + inset},${y + inset}h${side}v${side}h${-side}z`;
}
