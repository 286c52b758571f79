/**
 * The numbers that matrices are filled with: a hash of the position, so that the GPU makes them
 * where they are needed and the reference is computed from the same ones without reading them back.
 * Multiples of 2⁻¹⁰ from −1 to 1, exact in f32 and in f16.
 */

/** The entry at a place of matrix A (stream 1) or B (stream 2). */
export function entry(stream: number, index: number): number {
  let x = (index ^ Math.imul(stream, 0x9e3779b9)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b) >>> 0;
  x = (x ^ (x >>> 16)) >>> 0;
  return ((x >>> 21) - 1024) / 1024;
}

/** WGSL that fills `count` numbers of a buffer (hash: Wellons, “lowbias32”). */
export function fillWgsl(stream: number, count: number, precision: 'f32' | 'f16'): string {
  const seed = Math.imul(stream, 0x9e3779b9) >>> 0;
  return [
    precision === 'f16' ? 'enable f16;' : '',
    `@group(0) @binding(0) var<storage, read_write> out: array<${precision}>;`,
    '@compute @workgroup_size(256)',
    'fn main(@builtin(global_invocation_id) at: vec3<u32>) {',
    'let step = 256u * 4096u;',
    `for (var i = at.x; i < ${count}u; i += step) {`,
    `var x = i ^ ${seed}u;`,
    'x = (x ^ (x >> 16u)) * 0x7feb352du;',
    'x = (x ^ (x >> 15u)) * 0x846ca68bu;',
    'x = x ^ (x >> 16u);',
    `out[i] = ${precision}((f32(x >> 21u) - 1024.0) / 1024.0);`,
    '} }',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

export const FILL_WORKGROUPS = 4096;

/** One entry of the product in double precision. */
export function productEntry(
  [, m, p]: readonly [number, number, number],
  row: number,
  column: number,
): number {
  let sum = 0;
  for (let k = 0; k < m; k++) sum += entry(1, row * m + k) * entry(2, k * p + column);
  return sum;
}
