/** What a matrix product is, and what its shader is made of. */

import type { Operand } from './operand.ts';
import type { Tile } from './tiles.ts';

export interface Product {
  /** The product has this shape, and sums over so many terms. */
  readonly rows: number;
  readonly columns: number;
  readonly terms: number;
  /** [rows × terms], in one layout or the other */
  readonly left: Operand;
  /** [terms × columns] */
  readonly right: Operand;
  /** Parts that the sum is cut into; each workgroup makes one (workgroup id z). */
  readonly parts: number;
  /** Also sums each column of the right operand, into `columnSums`. */
  readonly sumsColumns: boolean;
  /**
   * WGSL of four numbers that `write` needs, 4 columns from `column` of row `row`, perhaps beyond the
   * product's edge. They come last: sums that begin with them wait for them (H100, 2026-11).
   */
  readonly extra?: string | undefined;
  /**
   * WGSL that takes `value`, 4 columns from `column` of row `row`, and `extra` there, and writes them; or,
   * where a row has to be known as a whole, WGSL for all that a thread has summed.
   */
  readonly write: string | ((place: Place) => string);
}

/** What a thread has of a product, for whoever writes it. */
export interface Place {
  readonly tile: Tile;
  /** Threads of a workgroup in a row. */
  readonly across: number;
  /** WGSL of row i of a thread, of the first column of its quad j, and of the variable with their sums. */
  readonly rowOf: (i: number) => string;
  readonly columnOf: (j: number) => string;
  readonly sumOf: (i: number, j: number) => string;
}

/** How a workgroup sums its tile from pieces of the operands. */
export interface Summing {
  /** Declarations of its workgroup memory, where pieces lie term by term. */
  readonly memory: string;
  /** From the variables sum0, sum1, … on: they are zero before, and the thread's sums after. */
  readonly code: string;
  /** Writes the sums of columns, where they are wanted. */
  readonly columnSums: string;
}

/** Threads of a workgroup, all of them and those in a row. */
export function threadsOf({ rows, columns, threadRows, threadColumns }: Tile): [number, number] {
  const across = columns / threadColumns;
  return [(rows / threadRows) * across, across];
}

export function lines(n: number, line: (i: number) => string): string {
  return Array.from({ length: n }, (_, i) => line(i)).join('\n');
}

/** A function for what is needed to write the product. */
export function extraCode(extra: string): string {
  return `fn extraAt(row: u32, column: u32) -> vec4<f32> { return ${extra}; }`;
}

/**
 * Words from one term of each tile to the next. One is left empty where an operand is transposed on the
 * way in, so that neighbours write to different banks (a tenth of the time on an H100), unless workgroup
 * memory of `room` bytes is too small for that.
 * @param terms that are kept at a time
 */
export function pitchesOf(
  { left, right }: Product,
  tile: Tile,
  terms: number,
  room: number,
): [number, number] {
  const pitches = (pad: number): [number, number] => [
    tile.rows / 4 + (left.summedAlongRow ? pad : 0),
    tile.columns / 4 + (right.summedAlongRow ? pad : 0),
  ];
  const [one, other] = pitches(1);
  return 16 * terms * (one + other) <= room ? [one, other] : pitches(0);
}

/** Adds one term to a thread's sums, from where it begins in the tile of each operand. */
export function addTerm(tile: Tile, left: string, right: string): string {
  const { rows, columns, threadRows, threadColumns } = tile;
  const [rowQuads, columnQuads] = [threadRows / 4, threadColumns / 4];
  return `
      ${lines(rowQuads, (q) => `let l${q} = leftTile[${left} + ${q * (rows / rowQuads / 4)}u + down];`)}
      ${lines(columnQuads, (q) => `let r${q} = rightTile[${right} + ${q * (columns / columnQuads / 4)}u + along];`)}
      ${lines(threadRows * columnQuads, (i) => {
        const [row, quad] = [Math.floor(i / columnQuads), i % columnQuads];
        return `sum${i} = fma(vec4<f32>(l${Math.floor(row / 4)}[${row % 4}]), r${quad}, sum${i});`;
      })}`;
}
