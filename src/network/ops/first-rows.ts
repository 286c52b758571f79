import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, kernelNames, runKernel } from './fused.ts';

/**
 * The first row of each of B = `count` groups of rows of x [N, c]: [B, c]; and x again for what takes all
 * rows, so that where there is a kernel for it, both gradients are added up in one pass.
 */
export function firstRows(x: tf.Tensor2D, count: number): [first: tf.Tensor2D, x: tf.Tensor2D] {
  if (hasKernel(kernelNames.firstRows)) {
    const [first, same] = runKernel(kernelNames.firstRows, { x }, { count });
    return [first as tf.Tensor2D, same as tf.Tensor2D];
  }
  const [rows, channels] = x.shape;
  const groups = tf.reshape(x, [count, (rows / count) * channels]) as tf.Tensor2D;
  return [tf.slice(groups, [0, 0], [count, channels]), x];
}

tf.registerGradient({
  kernelName: kernelNames.firstRows,
  gradFunc: (dys, _saved, { count }) => {
    const [first, all] = dys as tf.Tensor[];
    const inputs = { first: first!, all: all! };
    const attributes = { count: Number(count) };
    return { x: () => runKernel(kernelNames.firstRowsGradient, inputs, attributes)[0]! };
  },
});
