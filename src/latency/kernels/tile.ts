/** How a product kernel divides its work: the description from which its WGSL is generated. */

export type Precision = 'f32' | 'f16';

/**
 * Where the values of A that an invocation multiplies come from:
 * - `staged`: a tile of A in workgroup memory, k contiguous;
 * - `turned`: the same tile transposed, so that one k of four rows is one vec4;
 * - `quad`: four neighbouring invocations load four k each and share them (`quadBroadcast`);
 * - `direct`: every invocation loads its own rows from the storage buffer.
 */
export type SourceOfA = 'staged' | 'turned' | 'quad' | 'direct';
export type SourceOfB = 'staged' | 'direct';

export interface Tile {
  /** Rows and columns of C that a workgroup computes; its step along k. */
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** Rows and columns of C an invocation holds in registers; multiples of 4 (columns) */
  readonly rowsEach: number;
  readonly columnsEach: number;
  readonly a: SourceOfA;
  readonly b: SourceOfB;
  /** Tiles in workgroup memory at once: with two, one barrier a step instead of two. */
  readonly buffers: 1 | 2;
  /** The next tile's values are fetched while this one is multiplied. */
  readonly prefetch: boolean;
  /** Width of the patch of neighbouring invocations, a power of two: what a subgroup covers. */
  readonly patch: number;
  /** Rows of tiles that are worked on together, so that their B stays in the cache. */
  readonly band: number;
  /** Empty vec4 after each row of A (`staged`) or each k (`turned`): keeps rows in different banks. */
  readonly pad: 0 | 1;
  /** Groups of four k written out in a row; the whole depth where larger. */
  readonly unroll: number;
}

export function invocations({ rows, columns, rowsEach, columnsEach }: Tile): number {
  return (rows / rowsEach) * (columns / columnsEach);
}

/** Rows of a patch: it has 32 invocations, or all of the workgroup's where there are fewer rows. */
export function patchRows(tile: Tile): number {
  return Math.min(tile.rows / tile.rowsEach, Math.max(1, 32 / tile.patch));
}

/** Bytes of workgroup memory. */
export function workgroupBytes(tile: Tile, precision: Precision): number {
  const vec4s = (vec4sOfA(tile) + vec4sOfB(tile)) * tile.buffers;
  return vec4s * (precision === 'f32' ? 16 : 8);
}

/** vec4 in one tile of A in workgroup memory. */
export function vec4sOfA({ a, rows, depth, pad }: Tile): number {
  if (a === 'staged') return rows * (depth / 4 + pad);
  return a === 'turned' ? depth * (rows / 4 + pad) : 0;
}

/** vec4 in one tile of B in workgroup memory. */
export function vec4sOfB({ b, columns, depth }: Tile): number {
  return b === 'staged' ? (columns / 4) * depth : 0;
}

/** 'staged 128×128×16, 8×8 each, 2 buffers' */
export function tileName(tile: Tile): string {
  const source = tile.b === tile.a ? tile.a : `${tile.a}/${tile.b}`;
  const words = [
    `${source} ${tile.rows}×${tile.columns}×${tile.depth}`,
    `${tile.rowsEach}×${tile.columnsEach} each`,
    `patch ${tile.patch}`,
    `band ${tile.band}`,
  ];
  if (tile.buffers === 2) words.push('2 buffers');
  if (tile.prefetch) words.push('prefetch');
  return words.join(', ');
}

/** @throws RangeError when the numbers do not divide as the generator needs */
export function checkTile(tile: Tile): void {
  const { rows, columns, depth, rowsEach, columnsEach, patch } = tile;
  const count = invocations(tile);
  const across = columns / columnsEach;
  const fits =
    rows % rowsEach === 0 &&
    columns % columnsEach === 0 &&
    columnsEach % 4 === 0 &&
    depth % 4 === 0 &&
    (tile.a !== 'turned' || rowsEach % 4 === 0) &&
    (tile.a === 'direct' || tile.a === 'quad' || ((rows * depth) / 4) % count === 0) &&
    (tile.b === 'direct' || ((columns * depth) / 4) % count === 0) &&
    across % patch === 0 &&
    (tile.a !== 'quad' || (patch % 4 === 0 && depth % 16 === 0)) &&
    count % (patch * patchRows(tile)) === 0;
  if (!fits) throw new RangeError(`The tile ${tileName(tile)} does not divide evenly`);
}

const BASE: Tile = {
  rows: 128,
  columns: 128,
  depth: 16,
  rowsEach: 8,
  columnsEach: 8,
  a: 'staged',
  b: 'staged',
  buffers: 1,
  prefetch: true,
  patch: 8,
  band: 8,
  pad: 1,
  unroll: 8,
};

/**
 * What the tuner chooses from: those that won a search over some sixty on an H100 (2026-11; 45
 * TFLOP/s the first, 43 the third, 34 the 64×64 one), those that need less workgroup memory or none,
 * and small ones, which keep small matrices from leaving a GPU idle.
 */
export const TILES: readonly Tile[] = [
  { ...BASE, depth: 32, a: 'turned' },
  { ...BASE, depth: 8, a: 'turned' },
  { ...BASE, depth: 32 },
  BASE,
  { ...BASE, depth: 8, buffers: 2 },
  { ...BASE, a: 'quad' },
  { ...BASE, rows: 64, columns: 64, depth: 32, rowsEach: 4, columnsEach: 4 },
  { ...BASE, rows: 64, columns: 64, rowsEach: 4, columnsEach: 4 },
  { ...BASE, rows: 64, columns: 64, rowsEach: 8, columnsEach: 8 },
  { ...BASE, rows: 32, columns: 32, rowsEach: 4, columnsEach: 4 },
  { ...BASE, rows: 64, columns: 64, a: 'direct', b: 'direct', rowsEach: 4, columnsEach: 4 },
];

/** A tile small and short enough for a software adapter, whose compiler takes seconds for others. */
export const TINY_TILE: Tile = {
  ...BASE,
  rows: 16,
  columns: 16,
  depth: 8,
  rowsEach: 4,
  columnsEach: 4,
  patch: 4,
  band: 2,
};
