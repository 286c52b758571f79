/** WGSL of matrix products: one generator for the dense layer and both of its gradients. */

import { roundUp, type Tile } from './tiles.ts';

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
}

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
  /** WGSL of what is added to the product at `row` and 4 columns from `column`; perhaps beyond its edge. */
  readonly begin?: string | undefined;
  /** WGSL that takes `value`, 4 columns from `column` of row `row`, and writes them. */
  readonly write: string;
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

/** The WGSL type of an operand's buffer: four numbers at a time where rows allow it. */
export function operandType(stride: number): string {
  return stride % 4 === 0 ? 'vec4<f32>' : 'f32';
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
      }
    }`;
  const oneTerm = (t: string) => `
      ${each(rowQuads, (q) => `let l${q} = leftTile[${t} * ${leftPitch}u + ${q * (rows / rowQuads / 4)}u + down];`)}
      ${each(columnQuads, (q) => `let r${q} = rightTile[${t} * ${rightPitch}u + ${q * (columns / columnQuads / 4)}u + along];`)}
      ${each(threadRows * columnQuads, (i) => {
        const [row, quad] = [Math.floor(i / columnQuads), i % columnQuads];
        return `sum${i} = fma(vec4<f32>(l${Math.floor(row / 4)}[${row % 4}]), r${quad}, sum${i});`;
      })}`;
  const multiply = `${
    product.sumsColumns
      ? `if (local < ${columns / 4}u) {
      for (var t = 0u; t < ${depth}u; t++) { columnSum += rightTile[t * ${rightPitch}u + local]; }
    }`
      : ''
  }
    ${
      tile.unrolled
        ? each(depth, (t) => `{\n${oneTerm(`${t}u`)}\n}`)
        : `for (var t = 0u; t < ${depth}u; t++) {\n${oneTerm('t')}\n}`
    }`;
  return `
const END = ${product.terms}u;
var<workgroup> leftTile: array<vec4<f32>, ${depth * leftPitch}>;
var<workgroup> rightTile: array<vec4<f32>, ${depth * rightPitch}>;

${loader(product.left, product.rows, rows, product.terms, depth)}
${loader(product.right, product.columns, columns, product.terms, depth)}

${product.begin === undefined ? '' : beginning(product.begin)}
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) local: u32) {
  let row0 = group.y * ${rows}u;
  let column0 = group.x * ${columns}u;
  let part = group.z;
  let first = part * ${termsPerPart}u;
  let last = min(first + ${termsPerPart}u, END);
  let along = local % ${across}u;
  let down = local / ${across}u;
  ${each(threadRows * columnQuads, (i) => {
    if (product.begin === undefined) return `var sum${i} = vec4<f32>();`;
    return `var sum${i} = beginning(${rowOf(Math.floor(i / columnQuads))}, ${columnOf(i % columnQuads)});`;
  })}
  ${each(4 * loads, (i) => `var fetched${i} = vec4<f32>();`)}
  ${product.sumsColumns ? 'var columnSum = vec4<f32>();' : ''}
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
  ${each(threadRows * columnQuads, (i) => {
    const [row, quad] = [Math.floor(i / columnQuads), i % columnQuads];
    return `{
      let row = ${rowOf(row)};
      let column = ${columnOf(quad)};
      var value = sum${i};
      if (row < ${product.rows}u && column < ${product.columns}u) {
        ${product.write}
      }
    }`;
  })}
  ${
    product.sumsColumns
      ? `if (group.y == 0u && local < ${columns / 4}u) {
    let column = column0 + 4u * local;
    let value = columnSum;
    if (column < ${product.columns}u) { writeColumnSums(part, column, value); }
  }`
      : ''
  }
}`;
}

/** A function for what a product's sums begin with. */
export function beginning(begin: string): string {
  return `fn beginning(row: u32, column: u32) -> vec4<f32> { return ${begin}; }`;
}

/**
 * A function for four numbers of a row of the buffer; what lies beyond the operand counts as zero.
 * @param side the operand's rows or columns that are not summed, of which a tile takes `tileSide`
 */
function loader(
  operand: Operand,
  side: number,
  tileSide: number,
  terms: number,
  depth: number,
): string {
  const { name, stride, mask, summedAlongRow } = operand;
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
  const value = quad(name);
  return `fn load_${name}(row: u32, at: u32) -> vec4<f32> {
  ${guards.length > 0 ? `if (${guards.join(' || ')}) { return vec4<f32>(); }` : ''}
  return ${mask ? `select(vec4<f32>(), ${value}, ${quad(mask)} > vec4<f32>())` : value};
}`;
}

/** Reads a block of 4 × 4 numbers, four in a row of the buffer, into fetched(4·j)…(4·j + 3). */
function blockLoad(
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
function blockStore(
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
