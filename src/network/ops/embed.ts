import * as tf from '@tensorflow/tfjs-core';
import { dense } from './dense.ts';
import { hasKernel, kernelNames, runKernel } from './fused.ts';
import { splitGrids } from './grids.ts';

/** How tokens begin: weights [f, c], bias [c], and a learnt row for each token of a sample [3S², c]. */
export interface Embedding {
  readonly w: tf.Tensor2D;
  readonly b: tf.Tensor1D;
  readonly positions: tf.Tensor2D;
}

/**
 * x·w + b + positions of features x [B·3S², f], which are data, as three grids [B·S², c]; B = `count`
 * samples.
 */
export function embedGrids(
  x: tf.Tensor2D,
  { w, b, positions }: Embedding,
  count: number,
): tf.Tensor2D[] {
  if (hasKernel(kernelNames.embedGrids)) {
    // Not TensorFlow.js's own list, by which it finds gradients: who asks may change theirs.
    const grids = runKernel(kernelNames.embedGrids, { x, w, b, positions }, { count });
    return [...grids] as tf.Tensor2D[];
  }
  const tokens = dense(x, w, b, { constantInput: true });
  const [rows, channels] = tokens.shape;
  const line = (rows / count) * channels;
  const sum = tf.add(tf.reshape(tokens, [count, line]), tf.reshape(positions, [1, line]));
  return splitGrids(tf.reshape(sum, [rows, channels]), count);
}

tf.registerGradient({
  kernelName: kernelNames.embedGrids,
  inputsToSave: ['x'],
  gradFunc: (dys, [x], { count }) => {
    const [da, db, dc] = dys as tf.Tensor[];
    const inputs = { x: x!, da: da!, db: db!, dc: dc! };
    const attributes = { count: Number(count) };
    const [dw, dBias, dPositions] = runKernel(kernelNames.embedGridsGradient, inputs, attributes);
    return { w: () => dw!, b: () => dBias!, positions: () => dPositions! };
  },
});
