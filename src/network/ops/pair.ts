import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, kernelNames, runKernel } from './fused.ts';

/**
 * Lays two grids of S×S tokens side by side so that attention along a row sees both where they share
 * a mode: from a and b [B·S·S, c] to [B·S·2S, c], where row r of a sample holds a's column r (tokens
 * (0, r), (1, r), …), then b's row r.
 */
export function alignPair(a: tf.Tensor2D, b: tf.Tensor2D, size: number): tf.Tensor2D {
  if (hasKernel(kernelNames.alignPair)) {
    return runKernel(kernelNames.alignPair, { a, b }, { size })[0] as tf.Tensor2D;
  }
  const [rows, channels] = a.shape;
  const lines: [number, number] = [rows / size, size * channels];
  const joined = tf.concat([tf.reshape(swapGrid(a, size), lines), tf.reshape(b, lines)], 1);
  return tf.reshape(joined, [2 * rows, channels]);
}

/** The inverse of alignPair: from [B·S·2S, c] the two grids [B·S·S, c]. */
export function splitPair(x: tf.Tensor2D, size: number): [tf.Tensor2D, tf.Tensor2D] {
  if (hasKernel(kernelNames.splitPair)) {
    const [a, b] = runKernel(kernelNames.splitPair, { x }, { size });
    return [a as tf.Tensor2D, b as tf.Tensor2D];
  }
  const [rows, channels] = x.shape;
  const lines = tf.reshape(x, [rows / (2 * size), 2 * size * channels]);
  const halves = tf.split(lines, 2, 1).map((half) => tf.reshape(half, [rows / 2, channels]));
  return [swapGrid(halves[0] as tf.Tensor2D, size), halves[1] as tf.Tensor2D];
}

/** Exchanges rows and columns of each sample's grid. */
function swapGrid(x: tf.Tensor2D, size: number): tf.Tensor2D {
  const [rows, channels] = x.shape;
  const grid = tf.reshape(x, [rows / (size * size), size, size, channels]);
  return tf.reshape(tf.transpose(grid, [0, 2, 1, 3]), [rows, channels]);
}

tf.registerGradient({
  kernelName: kernelNames.alignPair,
  gradFunc: (dy, _saved, { size }) => {
    const [da, db] = splitPair(dy as tf.Tensor2D, Number(size));
    return { a: () => da, b: () => db };
  },
});

tf.registerGradient({
  kernelName: kernelNames.splitPair,
  gradFunc: (dy, _saved, { size }) => {
    const [da, db] = dy as tf.Tensor2D[];
    return { x: () => alignPair(da!, db!, Number(size)) };
  },
});
