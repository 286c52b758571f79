/** How a product of matrices is divided among workgroups and threads. */

/** Sizes of the piece of the product that a workgroup makes. */
export interface Tile {
  /** Rows and columns of a workgroup, */
  readonly rows: number;
  readonly columns: number;
  /** of a thread (multiples of 4), */
  readonly threadRows: number;
  readonly threadColumns: number;
  /** and how deep the pieces of the operands are that it keeps at a time (a multiple of 4). */
  readonly depth: number;
  /** Terms that are written out one after the other: all of a piece, or one. */
  readonly unrolled: boolean;
  /** Pieces of each operand that it has room for: one, or two in turn, which are always unrolled. */
  readonly buffers: 1 | 2;
}

/** Measured on an H100 (2026-11) with 131,072 rows: the first up to 42 TFLOP/s, the second up to 38. */
const LARGE: Tile = tile([128, 128], [8, 8], true);
const WIDE: Tile = tile([128, 64], [8, 4], true);
const MIDDLE: Tile = tile([64, 64], [4, 8], false);
const LOW: Tile = tile([32, 128], [4, 4], true);
const SMALL: Tile = tile([32, 32], [4, 4], false);
/** For sums of 131,072 terms: 47 TFLOP/s with two parts to a processor, where the first of all has 42. */
const LONG: Tile = { ...tile([128, 128], [16, 8], true), depth: 8, buffers: 2 };

function tile(
  [rows, columns]: [number, number],
  [threadRows, threadColumns]: [number, number],
  unrolled: boolean,
): Tile {
  return { rows, columns, threadRows, threadColumns, depth: 16, unrolled, buffers: 1 };
}

export const TILES: readonly Tile[] = [LARGE, WIDE, MIDDLE, LOW, SMALL, LONG];

/** Workgroups that fill a large GPU. */
const FULL = 132;

/** The largest tile that leaves enough workgroups. */
export function chooseTile(rows: number, columns: number): Tile {
  for (const tile of [LARGE, WIDE, MIDDLE]) {
    const groups = Math.ceil(rows / tile.rows) * Math.ceil(columns / tile.columns);
    const wasted = roundUp(columns, tile.columns) / columns;
    if (groups >= FULL && wasted <= 1.34) return tile;
  }
  return SMALL;
}

/**
 * A tile, and parts to cut a long sum into, for a product that is itself small: enough workgroups
 * share it, and few parts have to be added up.
 */
export function chooseParts(rows: number, columns: number, terms: number): [Tile, number] {
  const tile = terms < 1024 ? SMALL : partTile(rows, columns, terms);
  const tiles = Math.ceil(rows / tile.rows) * Math.ceil(columns / tile.columns);
  // So many small tiles are at work on a processor at once.
  const full = (tile === LOW ? 4 : 2) * FULL;
  const parts = Math.min(Math.ceil(full / tiles), Math.floor(terms / 128));
  return [tile, Math.max(1, parts)];
}

/**
 * For a long sum the largest tile of which no more than half is beyond the product's edge; that in two
 * buffers makes more parts, and pays only where adding them up is little against the sums (H100, 2026-11).
 */
function partTile(rows: number, columns: number, terms: number): Tile {
  const whole = ({ rows: high, columns: wide }: Tile) =>
    roundUp(rows, high) * roundUp(columns, wide) <= 2 * rows * columns;
  return [...(terms > 65536 ? [LONG] : []), WIDE, LOW].find(whole) ?? SMALL;
}

export function roundUp(n: number, step: number): number {
  return Math.ceil(n / step) * step;
}
