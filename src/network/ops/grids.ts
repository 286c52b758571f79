import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, kernelNames, runKernel } from './fused.ts';

/** The three grids [B·S², c] of tokens [B·3S², c], of B = `count` samples. */
export function splitGrids(tokens: tf.Tensor2D, count: number): tf.Tensor2D[] {
  if (hasKernel(kernelNames.splitGrids)) {
    // Not TensorFlow.js's own list, by which it finds gradients: who asks may change theirs.
    return [...runKernel(kernelNames.splitGrids, { tokens }, { count })] as tf.Tensor2D[];
  }
  const [rows, channels] = tokens.shape;
  const line = (rows / count / 3) * channels;
  const samples = tf.reshape(tokens, [count, 3 * line]);
  return tf.split(samples, 3, 1).map((grid) => tf.reshape(grid, [rows / 3, channels]));
}

/** The inverse of splitGrids. */
export function joinGrids(grids: readonly tf.Tensor2D[], count: number): tf.Tensor2D {
  const [a, b, c] = grids as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  if (hasKernel(kernelNames.joinGrids)) {
    return runKernel(kernelNames.joinGrids, { a, b, c }, { count })[0] as tf.Tensor2D;
  }
  const [rows, channels] = a.shape;
  const lines = grids.map((grid) =>
    tf.reshape(grid, [count, (rows / count) * channels] as [number, number]),
  );
  return tf.reshape(tf.concat(lines, 1), [3 * rows, channels]);
}

tf.registerGradient({
  kernelName: kernelNames.splitGrids,
  gradFunc: (dys, _saved, { count }) => ({
    tokens: () => joinGrids(dys as tf.Tensor2D[], Number(count)),
  }),
});

tf.registerGradient({
  kernelName: kernelNames.joinGrids,
  gradFunc: (dy, _saved, { count }) => {
    const [a, b, c] = splitGrids(dy as tf.Tensor2D, Number(count));
    return { a: () => a!, b: () => b!, c: () => c! };
  },
});
