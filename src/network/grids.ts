import * as tf from '@tensorflow/tfjs-core';

/** Each row `times` times in a row: [N, c] to [N·times, c]. */
export function repeatRows(x: tf.Tensor2D, times: number): tf.Tensor2D {
  const [rows, channels] = x.shape;
  const tiled = tf.tile(tf.reshape(x, [rows, 1, channels]), [1, times, 1]);
  return tf.reshape(tiled, [rows * times, channels]);
}
