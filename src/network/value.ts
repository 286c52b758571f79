import * as tf from '@tensorflow/tfjs-core';
import { type Lookup, linear } from './layers.ts';

/** Level of quantile i of q: the midpoints (2i + 1) / 2q, as in AlphaTensor. */
export function quantileLevel(index: number, quantiles: number): number {
  return (2 * index + 1) / (2 * quantiles);
}

/**
 * The value head: an MLP from the features of the decoder's first position [B, c] to the quantiles
 * of the return [B, q], in moves.
 */
export function valueHead(features: tf.Tensor2D, p: Lookup): tf.Tensor2D {
  let x = linear(features, 'value.1', p, { relu: true });
  x = linear(x, 'value.2', p, { relu: true });
  return linear(x, 'value.3', p);
}

/** AlphaTensor's level of risk-seeking. */
export const RISK = 0.75;

/**
 * Mean of the quantiles at levels above `risk` (AlphaTensor: 0.75), of the highest one at least: one
 * number a row.
 */
export function riskSeeking(quantiles: Float32Array, count: number, risk = RISK): Float32Array {
  const q = quantiles.length / count;
  const values = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    let sum = 0;
    let used = 0;
    for (let i = 0; i < q; i++) {
      if (quantileLevel(i, q) <= risk && i < q - 1) continue;
      sum += quantiles[row * q + i]!;
      used++;
    }
    values[row] = sum / used;
  }
  return values;
}

/**
 * Quantile regression with the Huber loss (Dabney et al. 2018, eq. 10; δ = 1), mean over rows and
 * quantiles. Written with relu because TensorFlow.js has no gradient for comparisons in a loss.
 * @param quantiles [B, q]
 * @param targets [B, 1]
 */
export function quantileLoss(quantiles: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  const q = quantiles.shape[1];
  const levels = tf.tensor2d(
    Array.from({ length: q }, (_, i) => quantileLevel(i, q)),
    [1, q],
  );
  const error = tf.sub(targets, quantiles);
  // huber(|e|) for each sign: h(x) = x²/2 up to 1, then x − 1/2, as (x² − relu(x − 1)²) / 2.
  const above = tf.relu(error);
  const below = tf.relu(tf.neg(error));
  const loss = tf.add(
    tf.mul(levels, huber(above)),
    tf.mul(tf.sub(tf.scalar(1), levels), huber(below)),
  );
  return tf.mean(loss);
}

function huber(x: tf.Tensor): tf.Tensor {
  return tf.mul(0.5, tf.sub(tf.square(x), tf.square(tf.relu(tf.sub(x, 1)))));
}
