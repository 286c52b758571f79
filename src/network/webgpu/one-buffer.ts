/** Sums of a product from one piece of each operand at a time; the next waits in registers. */

import { blockLoad, blockStore } from './operand.ts';
import { addTerm, lines, type Product, pitchesOf, type Summing, threadsOf } from './product.ts';
import type { Tile } from './tiles.ts';

/** Threads fetch the operands in blocks of 4 × 4 numbers. */
export function sumWithOneBuffer(product: Product, tile: Tile, room: number): Summing {
  const { rows, columns, depth } = tile;
  const [threads] = threadsOf(tile);
  const leftBlocks = (rows * depth) / 16;
  const blocks = leftBlocks + (columns * depth) / 16;
  const loads = Math.ceil(blocks / threads);
  const [leftPitch, rightPitch] = pitchesOf(product, tile, depth, room);
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
  const add = (t: string) => addTerm(tile, `${t} * ${leftPitch}u`, `${t} * ${rightPitch}u`);
  const multiply = tile.unrolled
    ? lines(depth, (t) => `{\n${add(`${t}u`)}\n}`)
    : `for (var t = 0u; t < ${depth}u; t++) {\n${add('t')}\n}`;
  return {
    memory: `var<workgroup> leftTile: array<vec4<f32>, ${depth * leftPitch}>;
var<workgroup> rightTile: array<vec4<f32>, ${depth * rightPitch}>;`,
    code: `
  ${lines(4 * loads, (i) => `var fetched${i} = vec4<f32>();`)}
  ${product.sumsColumns ? lines(loads, (j) => `var columnSum${j} = vec4<f32>();`) : ''}
  var term0 = first;
  ${lines(loads, load)}
  loop {
    if (term0 >= last) { break; }
    ${lines(loads, store)}
    workgroupBarrier();
    term0 += ${depth}u;
    if (term0 < last) {
      ${lines(loads, load)}
    }
    ${multiply}
    workgroupBarrier();
  }`,
    columnSums: product.sumsColumns
      ? columnSums(product, tile, loads, [leftBlocks, blocks, threads])
      : '',
  };
}

/** Each thread summed the blocks of the right operand that it fetched; here their sums come together. */
function columnSums(
  { columns }: Product,
  tile: Tile,
  loads: number,
  [from, to, threads]: readonly [number, number, number],
): string {
  const across = tile.columns / 4;
  return `${lines(
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
