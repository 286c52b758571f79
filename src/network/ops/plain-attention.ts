import * as tf from '@tensorflow/tfjs-core';
import { matMulTransposedA } from './matmul.ts';

interface Options {
  groups: number;
  heads: number;
  causal: boolean;
}

/**
 * Stands for −∞ before the softmax: any score plus this rounds to this, and its exponential is
 * exactly 0. A true infinity is avoided because WGSL lets a compiler assume there is none.
 */
const MASKED = -1e30;

/** Multi-head attention of 2-D q, k and v, and the probabilities [groups·heads, Lq, Lk] it used. */
export function plainAttention(
  q: tf.Tensor2D,
  k: tf.Tensor2D,
  v: tf.Tensor2D,
  options: Options,
): { value: tf.Tensor2D; probabilities: tf.Tensor } {
  const scaledQ = tf.mul(perHead(q, options), scale(q, options));
  const scores = tf.matMul(scaledQ, perHeadTransposed(k, options));
  const masked = options.causal ? tf.add(scores, causalMask(scores.shape[1]!)) : scores;
  const probabilities = tf.softmax(masked);
  const value = together(tf.matMul(probabilities, perHead(v, options)), options);
  return { value, probabilities };
}

/** Gradients of plainAttention with respect to q, k and v. */
export function plainAttentionGradient(
  dy: tf.Tensor,
  q: tf.Tensor2D,
  k: tf.Tensor2D,
  v: tf.Tensor2D,
  probabilities: tf.Tensor,
  options: Options,
): tf.Tensor2D[] {
  const dyHeads = perHead(dy, options);
  const dv = matMulTransposedA(probabilities, dyHeads);
  const dp = tf.matMul(dyHeads, perHeadTransposed(v, options));
  const weighted = tf.mul(dp, probabilities);
  const centred = tf.sub(weighted, tf.mul(probabilities, tf.sum(weighted, -1, true)));
  const ds = tf.mul(centred, scale(q, options));
  const dq = tf.matMul(ds, perHead(k, options));
  const dk = matMulTransposedA(ds, perHead(q, options));
  return [dq, dk, dv].map((x) => together(x, options));
}

function scale(q: tf.Tensor2D, { heads }: Options): number {
  return 1 / Math.sqrt(q.shape[1] / heads);
}

/** [groups·L, heads·d] → [groups·heads, L, d] */
function perHead(x: tf.Tensor, { groups, heads }: Options): tf.Tensor3D {
  const [rows, channels] = x.shape as [number, number];
  const [length, size] = [rows / groups, channels / heads];
  const split = tf.transpose(tf.reshape(x, [groups, length, heads, size]), [0, 2, 1, 3]);
  return tf.reshape(split, [groups * heads, length, size]);
}

/** [groups·L, heads·d] → [groups·heads, d, L] */
function perHeadTransposed(x: tf.Tensor2D, { groups, heads }: Options): tf.Tensor3D {
  const [rows, channels] = x.shape;
  const [length, size] = [rows / groups, channels / heads];
  const split = tf.transpose(tf.reshape(x, [groups, length, heads, size]), [0, 2, 3, 1]);
  return tf.reshape(split, [groups * heads, size, length]);
}

/** [groups·heads, L, d] → [groups·L, heads·d] */
function together(x: tf.Tensor, { groups, heads }: Options): tf.Tensor2D {
  const [, length, size] = x.shape as [number, number, number];
  const joined = tf.transpose(tf.reshape(x, [groups, heads, length, size]), [0, 2, 1, 3]);
  return tf.reshape(joined, [groups * length, heads * size]);
}

function causalMask(length: number): tf.Tensor2D {
  const values = new Float32Array(length * length);
  for (let row = 0; row < length; row++) {
    values.fill(MASKED, row * length + row + 1, (row + 1) * length);
  }
  return tf.tensor2d(values, [length, length]);
}
