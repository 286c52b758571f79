import type * as tf from '@tensorflow/tfjs-core';
import { kernelNames } from '../ops/fused.ts';
import { gradientW, gradientX } from './dense-gradients.ts';
import { inGrid, pairRows } from './grid-rows.ts';
import type { FusedKernel } from './kernels.ts';
import { operandType } from './operand.ts';
import type { Product } from './product.ts';
import { quadOf, runProduct, writeQuad } from './product-kernel.ts';

export const denseKernels: FusedKernel[] = [
  {
    name: kernelNames.dense,
    run: (inputs, { relu = false }) => denseForward(inputs, relu, null),
  },
  {
    name: kernelNames.denseGradientX,
    run: ({ dy, w, output }) => gradientX(dy!, w!, { output }),
  },
  {
    name: kernelNames.denseGradientW,
    run: ({ x, dy, output }) => gradientW(x!, dy!, output),
  },
];

/** @param pair the size of the two grids that the aligned rows of the result are written to */
export function denseForward(
  { x, w, b, residual }: Readonly<Record<string, tf.TensorInfo>>,
  relu: boolean,
  pair: number | null,
): tf.TensorInfo[] {
  const [rows, terms] = x!.shape as [number, number];
  const columns = w!.shape[1]!;
  const added = [
    ...(b ? [quadOf('bias', columns, null)] : []),
    ...(residual ? [quadOf('residual', columns, 'row')] : []),
  ];
  const write =
    pair === null
      ? writeQuad('y', 'row', columns)
      : `${pairRows(pair).find}
        ${inGrid(['gridA', 'gridB'], (name) => writeQuad(name, 'gridRow', columns))}`;
  const product: Product = {
    ...{ rows, columns, terms, parts: 1, sumsColumns: false },
    left: { name: 'x', stride: terms, summedAlongRow: true },
    right: { name: 'w', stride: columns, summedAlongRow: false },
    extra: added.length > 0 ? added.join(' + ') : undefined,
    write: `${added.length > 0 ? 'value += extra;' : ''}
        ${relu ? 'value = select(value, vec4<f32>(), value < vec4<f32>());' : ''}
        ${write}`,
  };
  const type = operandType(columns);
  return runProduct(product, {
    label: `dense ${terms}→${columns}`,
    outputs: (pair === null ? ['y'] : ['gridA', 'gridB']).map((name) => ({
      ...{ name, type, shape: [pair === null ? rows : rows / 2, columns] },
    })),
    inputs: [
      { name: 'x', type: operandType(terms), tensor: x! },
      { name: 'w', type, tensor: w! },
      ...(b ? [{ name: 'bias', type, tensor: b }] : []),
      ...(residual ? [{ name: 'residual', type, tensor: residual }] : []),
    ],
  });
}
