/** WGSL of matrix products: one generator for the dense layer and both of its gradients. */

import { sumWithOneBuffer } from './one-buffer.ts';
import { loader } from './operand.ts';
import { extraCode, lines, type Place, type Product, threadsOf } from './product.ts';
import { roundUp, type Tile } from './tiles.ts';
import { sumWithTwoBuffers } from './two-buffers.ts';

export function workgroupsOf(product: Product, tile: Tile): [number, number, number] {
  return [
    Math.ceil(product.columns / tile.columns),
    Math.ceil(product.rows / tile.rows),
    product.parts,
  ];
}

/**
 * A compute shader for the product; buffers are declared elsewhere, `main` is its entry.
 * @param room bytes of workgroup memory that the device has
 */
export function productCode(product: Product, tile: Tile, room: number): string {
  const { rows, columns, threadRows, threadColumns, depth, buffers } = tile;
  const [threads, across] = threadsOf(tile);
  const termsPerPart = roundUp(Math.ceil(product.terms / product.parts), depth);
  const rowQuads = threadRows / 4;
  const columnQuads = threadColumns / 4;
  const quads = threadRows * columnQuads;
  /** Quads of a thread lie apart, so that neighbours read neighbouring words. */
  const rowOf = (i: number) =>
    `row0 + ${Math.floor(i / 4) * (rows / rowQuads)}u + 4u * down + ${i % 4}u`;
  const columnOf = (j: number) => `column0 + ${j * (columns / columnQuads)}u + 4u * along`;
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
  const summing = (buffers === 2 ? sumWithTwoBuffers : sumWithOneBuffer)(product, tile, room);
  return `
const END = ${product.terms}u;
${summing.memory}

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
  ${lines(quads, (i) => `var sum${i} = vec4<f32>();`)}
  ${summing.code}
  ${typeof product.write === 'string' ? lines(quads, writeQuad(product.write)) : product.write(place)}
  ${summing.columnSums}
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
