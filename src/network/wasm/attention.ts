import type * as tf from '@tensorflow/tfjs-core';
import type { KernelAttributes } from '../ops/fused.ts';
import { kernelNames } from '../ops/fused.ts';
import { F32_BYTES, type FusedKernel, type Host, roundUp } from './host.ts';

/** Without kv, q holds queries, keys and values side by side; with it, kv holds keys and values. */
export const attentionKernels: FusedKernel[] = [
  {
    name: kernelNames.attention,
    run(host, { q, kv }, attributes) {
      const plan = planOf(q!, kv, attributes);
      const { groups, heads, queries, keys, size, channels } = plan;
      const padded = roundUp(keys, 4);
      const y = host.output(q!.shape[0]!, channels);
      const probabilities = host.output(groups * heads, queries, padded);
      const { query, key, value, queryStride, keyStride } = addresses(host, plan, q!, kv);
      host.withScratch(size * padded, (scratch) => {
        host.module.attention(
          ...([groups, heads, queries, keys, size, plan.causal, plan.scale] as const),
          ...([query, queryStride, key, value, keyStride] as const),
          ...([host.pointer(y), channels * F32_BYTES, host.pointer(probabilities)] as const),
          scratch,
        );
      });
      return [y, probabilities];
    },
  },
  {
    name: kernelNames.attentionGradient,
    run(host, { dy, probabilities, q, kv }, attributes) {
      const plan = planOf(q!, kv, attributes);
      const { groups, heads, queries, keys, size, channels } = plan;
      const dq = host.output(...q!.shape);
      const dkv = kv && host.output(...kv.shape);
      const { query, key, value, queryStride, keyStride } = addresses(host, plan, q!, kv);
      const gradient = addresses(host, plan, dq, dkv);
      host.withScratch((size + queries) * roundUp(keys, 4), (scratch) => {
        host.module.attentionGradient(
          ...([groups, heads, queries, keys, size, plan.scale] as const),
          ...([query, queryStride, key, value, keyStride] as const),
          ...([host.pointer(dy), channels * F32_BYTES, host.pointer(probabilities)] as const),
          ...([gradient.query, gradient.key, gradient.value, scratch] as const),
        );
      });
      return dkv ? [dq, dkv] : [dq];
    },
  },
];

interface Plan {
  groups: number;
  heads: number;
  causal: boolean;
  channels: number;
  size: number;
  scale: number;
  queries: number;
  keys: number;
}

function planOf(
  q: tf.TensorInfo,
  kv: tf.TensorInfo | undefined,
  { groups = 1, heads = 1, causal = false }: KernelAttributes,
): Plan {
  const channels = kv ? q.shape[1]! : q.shape[1]! / 3;
  const size = channels / heads;
  return {
    ...{ groups, heads, channels, size },
    causal,
    scale: 1 / Math.sqrt(size),
    queries: q.shape[0]! / groups,
    keys: (kv ?? q).shape[0]! / groups,
  };
}

function addresses(
  host: Host,
  { channels }: Plan,
  q: tf.TensorInfo,
  kv: tf.TensorInfo | undefined,
) {
  const bytes = channels * F32_BYTES;
  const query = host.pointer(q);
  if (!kv) {
    const stride = 3 * bytes;
    const [key, value] = [query + bytes, query + 2 * bytes];
    return { query, key, value, queryStride: stride, keyStride: stride };
  }
  const key = host.pointer(kv);
  return { query, key, value: key + bytes, queryStride: bytes, keyStride: 2 * bytes };
}
