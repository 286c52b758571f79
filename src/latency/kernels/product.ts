/**
 * WGSL for products of matrices: C ← Σ over products of coefficients · (Σ A blocks)·(Σ B blocks).
 *
 * Linear combinations of blocks are formed while tiles are loaded, and a product is added to its
 * blocks of C from registers, so that no workspace is needed (Huang, Yu, van de Geijn, “Strassen's
 * Algorithm Reloaded on GPUs”, ACM TOMS 2020, arXiv 1808.07984). WGSL has no atomic addition of
 * floats; it is not needed either: an invocation owns the same elements in every block of C, so its
 * additions are in order within a dispatch as well as from one dispatch to the next.
 */
import { type Block, type BlockProduct, classDeclaration, type ProductClass } from './blocks.ts';
import { multiplyLines } from './multiply.ts';
import { vectorType } from './text.ts';
import { checkTile, invocations, type Precision, patchRows, type Tile } from './tile.ts';
import { type Loads, transferLines } from './transfer.ts';

export type Work =
  /** z counts products; operand z begins z times so many vec4 from the start. */
  | { readonly kind: 'batch'; readonly strides: readonly [a: number, b: number, c: number] }
  /** All products one after another in every workgroup, written out. */
  | { readonly kind: 'sequence'; readonly products: readonly BlockProduct[] }
  /** One product, whose blocks stand in a uniform buffer (`classParameters`). */
  | { readonly kind: 'class'; readonly counts: ProductClass };

export interface ProductKernel {
  readonly tile: Tile;
  readonly precision: Precision;
  /** Rows, depth and columns of one product of blocks. */
  readonly extent: readonly [n: number, m: number, p: number];
  /** Elements from one row to the next. */
  readonly pitches: readonly [a: number, b: number, c: number];
  /** Any extent, read and written element by element within bounds; else a multiple of the tile. */
  readonly guarded: boolean;
  readonly work: Work;
}

/** Workgroups along x and y; z is the number of products of a batch. */
export function productWorkgroups({ tile, extent }: ProductKernel): [x: number, y: number] {
  const tiles = Math.ceil(extent[0] / tile.rows) * Math.ceil(extent[2] / tile.columns);
  const x = Math.min(tiles, 32768);
  return [x, Math.ceil(tiles / x)];
}

/** @throws RangeError when the extent or the tile do not divide as they must */
export function productWgsl(kernel: ProductKernel): string {
  const { tile, precision, extent, guarded, work } = kernel;
  checkTile(tile);
  const [n, m, p] = extent;
  if (!guarded && (n % tile.rows || m % tile.depth || p % tile.columns)) {
    throw new RangeError(`${n}×${m}×${p} is no multiple of the tile`);
  }
  const products = work.kind === 'sequence' ? work.products : [undefined];
  const { declarations, body } = bodies(kernel, products);
  const element = guarded ? precision : vectorType(precision);
  return [
    precision === 'f16' ? 'enable f16;' : '',
    tile.a === 'quad' ? 'enable subgroups;\ndiagnostic(off, subgroup_uniformity);' : '',
    `@group(0) @binding(0) var<storage, read> a: array<${element}>;`,
    `@group(0) @binding(1) var<storage, read> b: array<${element}>;`,
    `@group(0) @binding(2) var<storage, read_write> c: array<${element}>;`,
    ...(work.kind === 'class' ? classDeclaration(work.counts) : []),
    ...declarations,
    `@compute @workgroup_size(${invocations(tile)})`,
    'fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) me: u32) {',
    ...placeLines(kernel),
    ...body,
    '}',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function bodies(
  kernel: ProductKernel,
  products: readonly (BlockProduct | undefined)[],
): { declarations: string[]; body: string[] } {
  const { tile, precision, extent } = kernel;
  const steps = Math.ceil(extent[1] / tile.depth);
  const multiply = multiplyLines(tile, precision);
  const declarations: string[] = [];
  const body: string[] = [];
  for (const [index, product] of products.entries()) {
    const loop = transferLines(tile, precision, loadCalls(index), steps, multiply);
    if (index === 0) declarations.push(...loop.declarations);
    declarations.push(...loadFunctions(kernel, index, product));
    body.push('{', ...loop.body, ...outputLines(kernel, product), '}');
  }
  return { declarations, body };
}

/** Which tile a workgroup computes, and which rows and columns of it an invocation. */
function placeLines({ tile, extent }: ProductKernel): string[] {
  const [n, , p] = extent;
  const down = Math.ceil(n / tile.rows);
  const across = Math.ceil(p / tile.columns);
  const band = Math.min(tile.band, down);
  const wide = tile.columns / tile.columnsEach;
  const high = patchRows(tile);
  const patches = wide / tile.patch;
  const lines = [
    `let id = group.y * ${Math.min(down * across, 32768)}u + group.x;`,
    `if (id >= ${down * across}u) { return; }`,
    `let first = (id / ${band * across}u) * ${band}u;`,
    `let height = min(${down}u - first, ${band}u);`,
    `let within = id % ${band * across}u;`,
    `let row0 = (first + within % height) * ${tile.rows}u;`,
    `let column0 = (within / height) * ${tile.columns / 4}u;`,
    `let patch_index = me / ${tile.patch * high}u;`,
    `let in_patch = me % ${tile.patch * high}u;`,
    `let tx = (patch_index % ${patches}u) * ${tile.patch}u + in_patch % ${tile.patch}u;`,
    `let ty = (patch_index / ${patches}u) * ${high}u + in_patch / ${tile.patch}u;`,
  ];
  return lines;
}

/**
 * Functions for the vec4 of A at (row, k / 4) and of B at (k, column / 4), numbered by product. They
 * are functions also because Dawn's analysis of ranges takes seconds for long expressions of indices.
 */
function loadFunctions(kernel: ProductKernel, index: number, product?: BlockProduct): string[] {
  const { guarded, precision, extent, pitches } = kernel;
  const [n, m, p] = extent;
  const vec = vectorType(precision);
  const load = (name: 'a' | 'b', pitch: number, bounds: readonly [number, number]) => [
    `fn load_${name}${index}(z: u32, row: u32, column4: u32) -> ${vec} {`,
    ...(guarded
      ? guardedLoad(name, precision, bounds, pitch)
      : [`let at = row * ${pitch / 4}u + column4;`, `return ${blockSum(kernel, name, product)};`]),
    '}',
  ];
  return [...load('a', pitches[0], [n, m]), ...load('b', pitches[1], [m, p])];
}

function blockSum(kernel: ProductKernel, name: 'a' | 'b', product?: BlockProduct): string {
  const { work, precision } = kernel;
  if (work.kind === 'batch') return `${name}[z * ${work.strides[name === 'a' ? 0 : 1]}u + at]`;
  if (product !== undefined) return writtenSum(name, product[name], precision);
  const counts = (work as Work & { kind: 'class' }).counts;
  return Array.from({ length: counts[name] }, (_, i) => {
    const lane = `[${i >> 2}].${'xyzw'[i & 3]}`;
    const value = `${name}[blocks.${name}_offset${lane} + at]`;
    return `${precision}(blocks.${name}_factor${lane}) * ${value}`;
  }).join(' + ');
}

function loadCalls(index: number): Loads {
  return {
    a: (row, k4) => `load_a${index}(group.z, ${row}, ${k4})`,
    b: (k, column4) => `load_b${index}(group.z, ${k}, ${column4})`,
  };
}

function writtenSum(name: string, blocks: readonly Block[], precision: Precision): string {
  return blocks
    .map(({ offset, coefficient }, index) => {
      const value = `${name}[${offset}u + at]`;
      if (coefficient === 1) return index === 0 ? value : `+ ${value}`;
      if (coefficient === -1) return `- ${value}`;
      return `${index === 0 ? '' : '+ '}${precision}(${coefficient}) * ${value}`;
    })
    .join(' ');
}

function guardedLoad(
  name: string,
  precision: Precision,
  [rows, columns]: readonly [number, number],
  pitch: number,
): string[] {
  return [
    `let at = row * ${pitch}u + column4 * 4u;`,
    `let inside = row < ${rows}u;`,
    // Without branches: the software adapter takes minutes to compile many of them.
    `let last = ${rows * pitch - 1}u;`,
    `return ${vectorType(precision)}(`,
    ...[0, 1, 2, 3].map(
      (i) =>
        `select(${precision}(0), ${name}[min(at + ${i}u, last)], inside & (column4 * 4u + ${i}u < ${columns}u)),`,
    ),
    ');',
  ];
}

/** Rows an invocation owns: interleaved, or in groups of four where A is turned. */
export function rowOf(tile: Tile, i: number): string {
  const down = tile.rows / tile.rowsEach;
  if (tile.a === 'turned') return `ty * 4u + ${(i >> 2) * down * 4 + (i & 3)}u`;
  return `ty + ${i * down}u`;
}

function outputLines(kernel: ProductKernel, product?: BlockProduct): string[] {
  const { tile, precision, work, guarded, extent, pitches } = kernel;
  const vec = vectorType(precision);
  const across = tile.columns / tile.columnsEach;
  const lines: string[] = [];
  for (let i = 0; i < tile.rowsEach; i++) {
    lines.push(`{ let row = row0 + ${rowOf(tile, i)};`);
    for (let j = 0; j < tile.columnsEach / 4; j++) {
      const column4 = `column0 + tx + ${j * across}u`;
      if (guarded) {
        for (let e = 0; e < 4; e++) {
          lines.push(
            `if ((row < ${extent[0]}u) & ((${column4}) * 4u + ${e}u < ${extent[2]}u)) { c[row * ${pitches[2]}u + (${column4}) * 4u + ${e}u] = ${precision}(c${i}_${j}.${'xyzw'[e]}); }`,
          );
        }
        continue;
      }
      const at = `row * ${pitches[2] / 4}u + ${column4}`;
      const put = (index: string, factor: string, fresh: boolean) =>
        `c[${index}] = ${fresh ? '' : `c[${index}] + `}${vec}(${factor}c${i}_${j});`;
      if (work.kind === 'batch') {
        const stride = work.strides[2];
        lines.push(put(stride === 0 ? at : `group.z * ${stride}u + ${at}`, '', true));
      } else if (product !== undefined) {
        for (const { offset, coefficient, fresh } of product.c) {
          const factor = coefficient === 1 ? '' : `f32(${coefficient}) * `;
          lines.push(put(`${offset}u + ${at}`, factor, fresh));
        }
      } else {
        const { fresh, added } = (work as Work & { kind: 'class' }).counts;
        for (let o = 0; o < fresh + added; o++) {
          const lane = `[${o >> 2}].${'xyzw'[o & 3]}`;
          lines.push(put(`blocks.c_offset${lane} + ${at}`, `blocks.c_factor${lane} * `, o < fresh));
        }
      }
    }
    lines.push('}');
  }
  return lines;
}
