import type * as tf from '@tensorflow/tfjs-core';
import { denseForward } from './dense.ts';
import { operandType } from './operand.ts';
import type { Product } from './product.ts';
import { quadOf, runProduct } from './product-kernel.ts';
import { notesSigns, shapeOfSigns, writeWithSigns } from './signs.ts';
import { share } from './tensors.ts';
import type { Tile } from './tiles.ts';

/** relu(x·w + bias), and its signs: see `signs.ts`. */
export function reluForward(
  x: tf.TensorInfo,
  w: tf.TensorInfo,
  bias: tf.TensorInfo,
  tile?: Tile,
): [y: tf.TensorInfo, signs: tf.TensorInfo] {
  const [rows, terms] = x.shape as [number, number];
  const columns = w.shape[1]!;
  const product: Product = {
    ...{ rows, columns, terms, parts: 1, sumsColumns: false },
    left: { name: 'x', stride: terms, summedAlongRow: true },
    right: { name: 'w', stride: columns, summedAlongRow: false },
    extra: quadOf('bias', columns, null),
    write: writeWithSigns(rows, columns),
  };
  if (!notesSigns(product)) {
    const [y] = denseForward({ x, w, b: bias }, true, null);
    return [y!, share(y!)];
  }
  const type = operandType(columns);
  const buffers = {
    label: `dense ${terms}→${columns}`,
    outputs: [
      { name: 'y', type, shape: [rows, columns] },
      { name: 'signs', type: 'u32', shape: shapeOfSigns(rows, columns), dtype: 'int32' as const },
    ],
    inputs: [
      { name: 'x', type: operandType(terms), tensor: x },
      { name: 'w', type, tensor: w },
      { name: 'bias', type, tensor: bias },
    ],
  };
  const [y, signs] = runProduct(product, buffers, '', tile);
  return [y!, signs!];
}
