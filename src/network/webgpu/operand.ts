/** WGSL for the factors of a product of matrices: from their buffers into workgroup memory. */

import { inGrid, pairRows } from './grid-rows.ts';

/** A factor of the product, as it lies in memory: row-major. */
export interface Operand {
  /** Name of its buffer. */
  readonly name: string;
  /** Numbers in a row of its buffer. */
  readonly stride: number;
  /** True when the summed index runs along its rows, so that tiles are transposed on the way in. */
  readonly summedAlongRow: boolean;
  /** Name of a buffer of the same shape: where that is not positive, the operand counts as zero. */
  readonly mask?: string | undefined;
  /**
   * Its rows come from two grids of size S, in the buffers `first` and `second`, and are aligned on the
   * way in. Rows are in words of four.
   */
  readonly pair?:
    | { readonly first: string; readonly second: string; readonly size: number }
    | undefined;
}

/** The WGSL type of an operand's buffer: four numbers at a time where rows allow it. */
export function operandType(stride: number): string {
  return stride % 4 === 0 ? 'vec4<f32>' : 'f32';
}

/**
 * A function for four numbers of a row of the buffer; what lies beyond the operand counts as zero.
 * @param side the operand's rows or columns that are not summed, of which a tile takes `tileSide`
 */
export function loader(
  operand: Operand,
  side: number,
  tileSide: number,
  terms: number,
  depth: number,
): string {
  const { name, stride, mask, pair, summedAlongRow } = operand;
  const guards: string[] = [];
  const [row, at] = summedAlongRow ? [side, terms] : [terms, side];
  const [rowStep, step] = summedAlongRow ? [tileSide, depth] : [depth, tileSide];
  if (row % rowStep !== 0) guards.push(`row >= ${row}u`);
  if (at % step !== 0) guards.push(`at >= ${at}u`);
  const one = (buffer: string, i: number) =>
    `select(0.0, ${buffer}[row * ${stride}u + min(at + ${i}u, ${at - 1}u)], at + ${i}u < ${at}u)`;
  const quad = (buffer: string) =>
    stride % 4 === 0
      ? `${buffer}[(row * ${stride}u + at) / 4u]`
      : `vec4<f32>(${[0, 1, 2, 3].map((i) => one(buffer, i)).join(', ')})`;
  const guard = guards.length > 0 ? `if (${guards.join(' || ')}) { return vec4<f32>(); }` : '';
  if (pair) return pairLoader(operand, pair, guard);
  const value = quad(name);
  return `fn load_${name}(row: u32, at: u32) -> vec4<f32> {
  ${guard}
  return ${mask ? `select(vec4<f32>(), ${value}, ${quad(mask)} > vec4<f32>())` : value};
}`;
}

function pairLoader(
  { name, stride }: Operand,
  { first, second, size }: NonNullable<Operand['pair']>,
  guard: string,
): string {
  return `fn load_${name}(row: u32, at: u32) -> vec4<f32> {
  ${guard}
  ${pairRows(size).find}
  let word = (gridRow * ${stride}u + at) / 4u;
  ${inGrid([first, second], (grid) => `return ${grid}[word];`)}
}`;
}

/** Reads a block of 4 × 4 numbers, four in a row of the buffer, into fetched(4·j)…(4·j + 3). */
export function blockLoad(
  { name, summedAlongRow }: Operand,
  length: number,
  depth: number,
  block: string,
  origin: string,
  j: number,
): string {
  const perRow = (summedAlongRow ? depth : length) / 4;
  const [rowFrom, atFrom] = summedAlongRow ? [origin, 'term0'] : ['term0', origin];
  return [0, 1, 2, 3]
    .map(
      (i) =>
        `fetched${4 * j + i} = load_${name}(${rowFrom} + 4u * (${block} / ${perRow}u) + ${i}u, ${atFrom} + 4u * (${block} % ${perRow}u));`,
    )
    .join('\n');
}

/** Puts the block into the tile, where four numbers along the product's side lie together. */
export function blockStore(
  operand: Operand,
  length: number,
  depth: number,
  block: string,
  /** The tile and what a term is multiplied by in its index. */
  into: string,
  j: number,
): string {
  const f = (i: number) => `fetched${4 * j + i}`;
  return [0, 1, 2, 3]
    .map((i) => {
      if (!operand.summedAlongRow) {
        return `${into}(4u * (${block} / ${length / 4}u) + ${i}u) + ${block} % ${length / 4}u] = ${f(i)};`;
      }
      const transposed = `vec4<f32>(${f(0)}[${i}], ${f(1)}[${i}], ${f(2)}[${i}], ${f(3)}[${i}])`;
      return `${into}(4u * (${block} % ${depth / 4}u) + ${i}u) + ${block} / ${depth / 4}u] = ${transposed};`;
    })
    .join('\n');
}

/** WGSL for a unit of 4 numbers of a row of the buffer, of the tile's piece that begins with `term`. */
export function unitLoad(
  { name, summedAlongRow }: Operand,
  length: number,
  depth: number,
  unit: string,
  origin: string,
  term: string,
): string {
  const perRow = (summedAlongRow ? depth : length) / 4;
  const [rowFrom, atFrom] = summedAlongRow ? [origin, term] : [term, origin];
  return `load_${name}(${rowFrom} + ${unit} / ${perRow}u, ${atFrom} + 4u * (${unit} % ${perRow}u))`;
}

/** Puts the unit into the tile, where four numbers along the product's side lie together. */
export function unitStore(
  { summedAlongRow }: Operand,
  length: number,
  depth: number,
  unit: string,
  /** The tile, where the piece begins in it, and the words of a term. */
  [tile, start, pitch]: readonly [string, number, number],
  fetched: string,
): string {
  if (!summedAlongRow) {
    return `${tile}[${start}u + ${pitch}u * (${unit} / ${length / 4}u) + ${unit} % ${length / 4}u] = ${fetched};`;
  }
  const [line, quad] = [`(${unit} / ${depth / 4}u)`, `(${unit} % ${depth / 4}u)`];
  return [0, 1, 2, 3]
    .map(
      (i) =>
        `${tile}[${start + i * pitch}u + ${4 * pitch}u * ${quad} + ${line} / 4u][${line} % 4u] = ${fetched}[${i}];`,
    )
    .join('\n');
}
