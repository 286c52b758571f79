import type * as tf from '@tensorflow/tfjs-core';
import { type Lookup, linear } from './layers.ts';
import { quantileLevel } from './ops/index.ts';

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
