import * as tf from '@tensorflow/tfjs-core';

/** The three grids [B·S², c] of tokens [B·3S², c], of B = `count` samples. */
export function splitGrids(tokens: tf.Tensor2D, count: number): tf.Tensor2D[] {
  const [rows, channels] = tokens.shape;
  const line = (rows / count / 3) * channels;
  const samples = tf.reshape(tokens, [count, 3 * line]);
  return tf.split(samples, 3, 1).map((grid) => tf.reshape(grid, [rows / 3, channels]));
}

/** The inverse of splitGrids. */
export function joinGrids(grids: readonly tf.Tensor2D[], count: number): tf.Tensor2D {
  const [rows, channels] = grids[0]!.shape;
  const lines = grids.map((grid) =>
    tf.reshape(grid, [count, (rows / count) * channels] as [number, number]),
  );
  return tf.reshape(tf.concat(lines, 1), [3 * rows, channels]);
}
