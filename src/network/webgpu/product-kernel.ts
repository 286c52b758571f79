import type * as tf from '@tensorflow/tfjs-core';
import { type Kernel, runKernel, webGpuInternals } from '../../replay/index.ts';
import { productCode, workgroupsOf } from './gemm.ts';
import type { Product } from './product.ts';
import { isSmall, smallProductCode, smallWorkgroups } from './small-product.ts';
import { chooseTile } from './tiles.ts';

/** What a kernel of a product is, but for its code. */
type Buffers = Pick<Kernel, 'label' | 'outputs' | 'inputs'>;

/**
 * Runs a product's kernel.
 * @param functions WGSL that its `write` calls
 */
export function runProduct(
  product: Product,
  buffers: Buffers,
  functions = '',
  tile = chooseTile(product.rows, product.columns),
): tf.TensorInfo[] {
  if (isSmall(product) && product.parts === 1) {
    const code = `${smallProductCode(product)}\n${functions}`;
    return runKernel({ ...buffers, code, workgroups: smallWorkgroups(product) });
  }
  const room = webGpuInternals().device.limits.maxComputeWorkgroupStorageSize;
  return runKernel({
    ...buffers,
    code: `${productCode(product, tile, room)}\n${functions}`,
    workgroups: workgroupsOf(product, tile),
  });
}

/** Four numbers from `column` of a row-major buffer's row, or of a vector's where that is null. */
export function quadOf(name: string, columns: number, row: string | null): string {
  const start = row === null ? '' : `${row} * ${columns}u + `;
  if (columns % 4 === 0) return `${name}[(${start}column) / 4u]`;
  const one = (i: number) => `${name}[${start}min(column + ${i}u, ${columns - 1}u)]`;
  return `vec4<f32>(${[0, 1, 2, 3].map(one).join(', ')})`;
}

/** Writes `value` to four columns of a row. */
export function writeQuad(name: string, row: string, columns: number): string {
  if (columns % 4 === 0) return `${name}[((${row}) * ${columns}u + column) / 4u] = value;`;
  return [0, 1, 2, 3]
    .map(
      (i) =>
        `if (column + ${i}u < ${columns}u) { ${name}[(${row}) * ${columns}u + column + ${i}u] = value[${i}]; }`,
    )
    .join('\n');
}
