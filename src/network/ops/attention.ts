import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './custom.ts';
import { hasKernel, kernelNames, runKernel } from './fused.ts';
import { plainAttention, plainAttentionGradient } from './plain-attention.ts';

export interface AttentionOptions {
  /** How many sequences the rows hold, one after the other, all of the same length. */
  groups: number;
  heads: number;
}

/**
 * Attention within each group of L rows. Of qkv [groups·L, 3c] the first c columns are queries, then
 * keys, then values, each split into heads of c/heads columns. With `causal` a row sees itself and
 * the rows before it in its group.
 */
export function selfAttention(
  qkv: tf.Tensor2D,
  { groups, heads, causal = false }: AttentionOptions & { causal?: boolean | undefined },
): tf.Tensor2D {
  const options = { groups, heads, causal };
  const channels = qkv.shape[1] / 3;
  if (canRun(channels, heads)) return runFused({ q: qkv }, options);
  const split = (x: tf.Tensor) => columns(x, [0, channels, 2 * channels, 3 * channels]);
  const y = withGradient(
    [qkv],
    () => {
      const [q, k, v] = split(qkv);
      const { value, probabilities } = plainAttention(q!, k!, v!, options);
      return { value, saved: [qkv, probabilities] };
    },
    (dy, [saved, probabilities]) => {
      const [q, k, v] = split(saved!);
      return [tf.concat(plainAttentionGradient(dy, q!, k!, v!, probabilities!, options), 1)];
    },
  );
  return y as tf.Tensor2D;
}

/**
 * Attention from each group's rows of q [groups·Lq, c] to the same group's rows of kv [groups·Lk, 2c],
 * keys in the first c columns, values in the others.
 */
export function crossAttention(
  q: tf.Tensor2D,
  kv: tf.Tensor2D,
  { groups, heads }: AttentionOptions,
): tf.Tensor2D {
  const options = { groups, heads, causal: false };
  const channels = q.shape[1];
  if (canRun(channels, heads)) return runFused({ q, kv }, options);
  const split = (x: tf.Tensor) => columns(x, [0, channels, 2 * channels]);
  const y = withGradient(
    [q, kv],
    () => {
      const [k, v] = split(kv);
      const { value, probabilities } = plainAttention(q, k!, v!, options);
      return { value, saved: [q, kv, probabilities] };
    },
    (dy, [savedQ, savedKv, probabilities]) => {
      const [k, v] = split(savedKv!);
      const [dq, dk, dv] = plainAttentionGradient(
        dy,
        savedQ as tf.Tensor2D,
        k!,
        v!,
        probabilities!,
        options,
      );
      return [dq!, tf.concat([dk!, dv!], 1)];
    },
  );
  return y as tf.Tensor2D;
}

/** The kernel works on four columns of a head at a time. */
function canRun(channels: number, heads: number): boolean {
  return (channels / heads) % 4 === 0 && hasKernel(kernelNames.attention);
}

function runFused(
  inputs: { q: tf.Tensor2D; kv?: tf.Tensor2D },
  options: { groups: number; heads: number; causal: boolean },
): tf.Tensor2D {
  const y = withGradient(
    Object.values(inputs),
    () => {
      const [value, probabilities] = runKernel(kernelNames.attention, { ...inputs }, options);
      return { value: value!, saved: [probabilities!, value!, ...Object.values(inputs)] };
    },
    (dy, [probabilities, y, q, kv]) => {
      const saved = { dy, y: y!, probabilities: probabilities!, q: q!, ...(kv ? { kv } : {}) };
      return runKernel(kernelNames.attentionGradient, saved, options);
    },
  );
  return y as tf.Tensor2D;
}

function columns(x: tf.Tensor, bounds: number[]): tf.Tensor2D[] {
  const rows = x.shape[0]!;
  return bounds
    .slice(1)
    .map((end, i) => tf.slice(x as tf.Tensor2D, [0, bounds[i]!], [rows, end - bounds[i]!]));
}
