import type * as tf from '@tensorflow/tfjs-core';
import type { KernelAttributes } from '../ops/fused.ts';

/** Sizes of an attention, and where heads lie; strides and offsets in words of four numbers. */
export interface AttentionPlan {
  readonly groups: number;
  readonly heads: number;
  readonly causal: boolean;
  /** Words of a head. */
  readonly size: number;
  readonly scale: number;
  readonly queries: number;
  readonly keys: number;
  readonly queryStride: number;
  readonly keyStride: number;
  readonly keyOffset: number;
  readonly valueOffset: number;
  /** Words of a row of the result. */
  readonly width: number;
  /** Buffer that holds keys and values: that of the queries in self-attention. */
  readonly keyBuffer: 'q' | 'kv';
}

/** Without kv, q holds queries, keys and values side by side; with it, kv holds keys and values. */
export function attentionPlan(
  q: tf.TensorInfo,
  kv: tf.TensorInfo | undefined,
  { groups = 1, heads = 1, causal = false }: KernelAttributes,
): AttentionPlan {
  const channels = kv ? q.shape[1]! : q.shape[1]! / 3;
  const width = channels / 4;
  return {
    ...{ groups, heads, causal, width },
    size: width / heads,
    scale: 1 / Math.sqrt(channels / heads),
    queries: q.shape[0]! / groups,
    keys: (kv ?? q).shape[0]! / groups,
    queryStride: kv ? width : 3 * width,
    keyStride: kv ? 2 * width : 3 * width,
    keyOffset: kv ? 0 : width,
    valueOffset: kv ? width : 2 * width,
    keyBuffer: kv ? 'kv' : 'q',
  };
}

/** WGSL for the words of a head: `let NAME0 = BUFFER[FROM]; …` */
export function loadWords(name: string, size: number, buffer: string, from: string): string {
  return eachWord(size, (i) => `let ${name}${i} = ${buffer}[${from} + ${i}u];`);
}

/** WGSL for the product of two heads that were loaded. */
export function dotWords(a: string, b: string, size: number): string {
  return Array.from({ length: size }, (_, i) => `dot(${a}${i}, ${b}${i})`).join(' + ');
}

export function eachWord(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join('\n  ');
}
