/** WGSL of matrix products: one generator for the dense layer and both of its gradients. */

import { blockLoad, blockStore, loader, type Operand } from './operand.ts';
import { roundUp, type Tile } from './tiles.ts';

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

export function workgroupsOf(product: Product, tile: Tile): [number, number, number] {
  return [
    Math.ceil(product.columns / tile.columns),
    Math.ceil(product.rows / tile.rows),
    product.parts,
  ];
}

/**
 * Words from one term of each tile to the next. One is left empty where an operand is transposed on the
 * way in, so that neighbours write to different banks (a tenth of the time on an H100), unless workgroup
 * memory of `room` bytes is too small for that.
 */
function pitchesOf({ left, right }: Product, tile: Tile, room: number): [number, number] {
  const pitches = (pad: number): [number, number] => [
    tile.rows / 4 + (left.summedAlongRow ? pad : 0),
    tile.columns / 4 + (right.summedAlongRow ? pad : 0),
  ];
  const [one, other] = pitches(1);
  return 16 * tile.depth * (one + other) <= room ? [one, other] : pitches(0);
}

/**
 * A compute shader for the product; buffers are declared elsewhere, `main` is its entry.
 * @param room bytes of workgroup memory that the device has
 */
export function productCode(product: Product, tile: Tile, room: number): string {
  const { rows, columns, threadRows, threadColumns, depth } = tile;
  const across = columns / threadColumns;
  const threads = (rows / threadRows) * across;
  const termsPerPart = roundUp(Math.ceil(product.terms / product.parts), depth);
  const leftBlocks = (rows * depth) / 16;
  const blocks = leftBlocks + (columns * depth) / 16;
  const loads = Math.ceil(blocks / threads);
  const [leftPitch, rightPitch] = pitchesOf(product, tile, room);
  const rowQuads = threadRows / 4;
  const columnQuads = threadColumns / 4;
  const quads = threadRows * columnQuads;
  const each = (n: number, line: (i: number) => string) =>
    Array.from({ length: n }, (_, i) => line(i)).join('\n');
  /** Quads of a thread lie apart, so that neighbours read neighbouring words. */
  const rowOf = (i: number) =>
    `row0 + ${Math.floor(i / 4) * (rows / rowQuads)}u + 4u * down + ${i % 4}u`;
  const columnOf = (j: number) => `column0 + ${j * (columns / columnQuads)}u + 4u * along`;
  const load = (j: number) => `
    {
      let block = local + ${j * threads}u;
      if (block < ${leftBlocks}u) {
        ${blockLoad(product.left, rows, depth, 'block', 'row0', j)}
      } else if (block < ${blocks}u) {
        ${blockLoad(product.right, columns, depth, `(block - ${leftBlocks}u)`, 'column0', j)}
      }
    }`;
  const store = (j: number) => `
    {
      let block = local + ${j * threads}u;
      if (block < ${leftBlocks}u) {
        ${blockStore(product.left, rows, depth, 'block', `leftTile[${leftPitch}u * `, j)}
      } else if (block < ${blocks}u) {
        ${blockStore(product.right, columns, depth, `(block - ${leftBlocks}u)`, `rightTile[${rightPitch}u * `, j)}
        ${product.sumsColumns ? `columnSum${j} += ${[0, 1, 2, 3].map((i) => `fetched${4 * j + i}`).join(' + ')};` : ''}
      }
    }`;
  const place: Place = {
    ...{ tile, across, rowOf, columnOf },
    sumOf: (i, j) => `sum${i * columnQuads + j}`,
  };
  const writeQuad = (write: string) => (i: number) =>
    `{
      let row = ${rowOf(Math.floor(i / columnQuads))};
      let column = ${columnOf(i % columnQuads)};
      var value = sum${i};
      ${product.extra === undefined ? '' : 'let extra = extraAt(row, column);'}
      if (row < ${product.rows}u && column < ${product.columns}u) {
        ${write}
      }
    }`;
  const oneTerm = (t: string) => `
      ${each(rowQuads, (q) => `let l${q} = leftTile[${t} * ${leftPitch}u + ${q * (rows / rowQuads / 4)}u + down];`)}
      ${each(columnQuads, (q) => `let r${q} = rightTile[${t} * ${rightPitch}u + ${q * (columns / columnQuads / 4)}u + along];`)}
      ${each(quads, (i) => {
        const [row, quad] = [Math.floor(i / columnQuads), i % columnQuads];
        return `sum${i} = fma(vec4<f32>(l${Math.floor(row / 4)}[${row % 4}]), r${quad}, sum${i});`;
      })}`;
  const multiply = tile.unrolled
    ? each(depth, (t) => `{\n${oneTerm(`${t}u`)}\n}`)
    : `for (var t = 0u; t < ${depth}u; t++) {\n${oneTerm('t')}\n}`;
  return `
const END = ${product.terms}u;
var<workgroup> leftTile: array<vec4<f32>, ${depth * leftPitch}>;
var<workgroup> rightTile: array<vec4<f32>, ${depth * rightPitch}>;

${loader(product.left, product.rows, rows, product.terms, depth)}
${loader(product.right, product.columns, columns, product.terms, depth)}

${product.extra === undefined ? '' : extraCode(product.extra)}
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) local: u32) {
  let row0 = group.y * ${rows}u;
  let column0 = group.x * ${columns}u;
  let part = group.z;
  let first = part * ${termsPerPart}u;
  let last = min(first + ${termsPerPart}u, END);
  ${threadPlace(across)}
  ${each(quads, (i) => `var sum${i} = vec4<f32>();`)}
  ${each(4 * loads, (i) => `var fetched${i} = vec4<f32>();`)}
  ${product.sumsColumns ? each(loads, (j) => `var columnSum${j} = vec4<f32>();`) : ''}
  var term0 = first;
  ${each(loads, load)}
  loop {
    if (term0 >= last) { break; }
    ${each(loads, store)}
    workgroupBarrier();
    term0 += ${depth}u;
    if (term0 < last) {
      ${each(loads, load)}
    }
    ${multiply}
    workgroupBarrier();
  }
  ${typeof product.write === 'string' ? each(quads, writeQuad(product.write)) : product.write(place)}
  ${product.sumsColumns ? columnSums(product, tile, loads, [leftBlocks, blocks, threads]) : ''}
}`;
}

/**
 * Which quads of the tile a thread has. Those that run together, 32 as a rule, lie in patches of eight
 * by four, which need fewer words of workgroup memory than two long rows (a fourteenth of the time on an H100).
 */
function threadPlace(across: number): string {
  if (across % 8 !== 0) return `let along = local % ${across}u;\n  let down = local / ${across}u;`;
  return `let team = local / 32u;
  let along = team % ${across / 8}u * 8u + local % 8u;
  let down = team / ${across / 8}u * 4u + local % 32u / 8u;`;
}

/** Each thread summed the blocks of the right operand that it fetched; here their sums come together. */
function columnSums(
  { columns }: Product,
  tile: Tile,
  loads: number,
  [from, to, threads]: readonly [number, number, number],
): string {
  const across = tile.columns / 4;
  const each = (n: number, line: (i: number) => string) =>
    Array.from({ length: n }, (_, i) => line(i)).join('\n  ');
  return `${each(
    loads,
    (j) => `{
    let block = local + ${j * threads}u;
    if (block >= ${from}u && block < ${to}u) { rightTile[block - ${from}u] = columnSum${j}; }
  }`,
  )}
  workgroupBarrier();
  if (group.y == 0u && local < ${across}u) {
    let column = column0 + 4u * local;
    let value = ${Array.from({ length: tile.depth / 4 }, (_, i) => `rightTile[${i * across}u + local]`).join(' + ')};
    if (column < ${columns}u) { writeColumnSums(part, column, value); }
  }`;
}

/** A function for what is needed to write the product. */
export function extraCode(extra: string): string {
  return `fn extraAt(row: u32, column: u32) -> vec4<f32> { return ${extra}; }`;
}
