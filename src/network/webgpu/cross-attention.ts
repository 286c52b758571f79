/**
 * The gradient of attention of a few queries to the keys and values of a sequence, by way of workgroup
 * memory: a workgroup takes some heads of a sequence, and reads and writes them in the order in which they
 * lie in memory. A thread has one key of one head, with which it meets all queries; then one word of a
 * query's gradient, for which it meets all keys. Attention itself is no faster that way (H100, 2026-11).
 */
import type * as tf from '@tensorflow/tfjs-core';
import { runKernel, webGpuInternals } from '../../replay/index.ts';
import { type AttentionPlan, dotWords, eachWord, loadWords } from './attention-plan.ts';
import { BUILTINS, GROUP_INDEX, spread } from './kernels.ts';

const ENOUGH_THREADS = 64;
const MOST_THREADS = 256;

/** What a workgroup takes, and how it lies in workgroup memory. */
interface Share {
  readonly heads: number;
  readonly threads: number;
  /** Words of its heads in a row of one matrix. */
  readonly span: number;
  /** Words from one key to the next, and numbers from one query's slopes to the next: odd, for the banks. */
  readonly pitch: number;
  readonly line: number;
}

/** Null when one query has none to share keys with, or no head fits. */
function shareOf(plan: AttentionPlan): Share | null {
  const { keys, queries, size, causal } = plan;
  if (causal || queries === 1) return null;
  const room = webGpuInternals().device.limits.maxComputeWorkgroupStorageSize;
  let best: Share | null = null;
  for (let heads = 1; heads <= plan.heads; heads++) {
    const span = heads * size;
    const share = {
      ...{ heads, span, threads: keys * heads, pitch: 2 * span + 1 },
      line: keys + 1 - (keys % 2),
    };
    // Besides keys and values, queries and what is given to their results, slopes, and numbers of queries.
    const bytes =
      16 * keys * share.pitch + 32 * queries * span + 4 * heads * queries * (share.line + size + 2);
    if (plan.heads % heads !== 0) continue;
    if (bytes > room || share.threads > MOST_THREADS) break;
    best = share;
    if (share.threads >= ENOUGH_THREADS) break;
  }
  return best !== null && best.threads >= ENOUGH_THREADS / 2 ? best : null;
}

/** The gradients of queries, and of keys and values; null where this way does not fit. */
export function crossAttentionGradient(
  tensors: Readonly<Record<'dy' | 'y' | 'q' | 'kv' | 'normaliser', tf.TensorInfo>>,
  plan: AttentionPlan,
): tf.TensorInfo[] | null {
  const share = shareOf(plan);
  if (share === null) return null;
  const { size, heads, scale, queries, keys } = plan;
  const { span, pitch, line } = share;
  const code = `
const scale = ${scale};
var<workgroup> tile: array<vec4<f32>, ${keys * pitch}>;
var<workgroup> asking: array<vec4<f32>, ${queries * span}>;
var<workgroup> given: array<vec4<f32>, ${queries * span}>;
var<workgroup> products: array<f32, ${queries * span}>;
/** of each query and head: the softmax's normaliser, and the product of its result and its gradient */
var<workgroup> known: array<vec2<f32>, ${queries * share.heads}>;
var<workgroup> slopes: array<f32, ${share.heads * queries * line}>;
@compute @workgroup_size(${share.threads})
fn main(${BUILTINS}) {
  ${placeOf(plan, share)}
  ${fetchKeys(plan, share)}
  ${eachQueryWord(
    plan,
    share,
    `asking[at] = q[there];
    let slope = dy[there];
    given[at] = slope;
    products[at] = dot(slope, y[there]);`,
  )}
  workgroupBarrier();
  for (var at = local; at < ${queries * share.heads}u; at += ${share.threads}u) {
    let norm = normaliser[(sequence * ${queries}u + at / ${share.heads}u) * ${heads}u + head0 + at % ${share.heads}u];
    known[at] = vec2<f32>(norm, ${Array.from({ length: size }, (_, i) => `products[at * ${size}u + ${i}u]`).join(' + ')});
  }
  workgroupBarrier();
  ${loadWords('k', size, 'tile', 'own')}
  ${loadWords('v', size, 'tile', `own + ${span}u`)}
  ${eachWord(size, (i) => `var dk${i} = vec4<f32>();\n  var dv${i} = vec4<f32>();`)}
  for (var i = 0u; i < ${queries}u; i++) {
    ${loadWords('q', size, 'asking', `i * ${span}u + head * ${size}u`)}
    ${loadWords('dy', size, 'given', `i * ${span}u + head * ${size}u`)}
    let there = known[i * ${share.heads}u + head];
    let weight = exp(scale * (${dotWords('q', 'k', size)}) - there.x);
    let slope = scale * weight * (${dotWords('dy', 'v', size)} - there.y);
    ${eachWord(size, (i) => `dk${i} += slope * q${i};\n    dv${i} += weight * dy${i};`)}
    slopes[(head * ${queries}u + i) * ${line}u + key] = slope;
  }
  workgroupBarrier();
  ${eachQueryWord(
    plan,
    share,
    `let first = (word / ${size}u * ${queries}u + i) * ${line}u;
    var sum = vec4<f32>();
    for (var j = 0u; j < ${keys}u; j++) { sum += slopes[first + j] * tile[j * ${pitch}u + word]; }
    dq[there] = sum;`,
  )}
  workgroupBarrier();
  ${eachWord(size, (i) => `tile[own + ${i}u] = dk${i};\n  tile[own + ${span + i}u] = dv${i};`)}
  workgroupBarrier();
  ${writeKeys(plan, share)}
}`;
  const input = (name: 'dy' | 'y' | 'q' | 'kv') => ({
    ...{ name, type: 'vec4<f32>', tensor: tensors[name] },
  });
  return runKernel({
    label: `attention ${queries}→${keys}, gradient`,
    code,
    outputs: [
      { name: 'dq', type: 'vec4<f32>', shape: tensors.q.shape },
      { name: 'dkv', type: 'vec4<f32>', shape: tensors.kv.shape },
    ],
    inputs: [
      ...[input('dy'), input('y'), input('q'), input('kv')],
      { name: 'normaliser', type: 'f32', tensor: tensors.normaliser },
    ],
    workgroups: workgroupsOf(plan, share),
  });
}

function workgroupsOf({ groups, heads }: AttentionPlan, share: Share): [number, number, number] {
  return spread((groups * heads) / share.heads);
}

/** What is the workgroup's: a sequence, heads from `head0`; and the thread's: head and key, at `own`. */
function placeOf({ groups, heads, keys, size }: AttentionPlan, share: Share): string {
  const perSequence = heads / share.heads;
  return `let index = ${GROUP_INDEX};
  if (index >= ${groups * perSequence}u) { return; }
  let sequence = index / ${perSequence}u;
  let head0 = index % ${perSequence}u * ${share.heads}u;
  let key = local % ${keys}u;
  let head = local / ${keys}u;
  let own = key * ${share.pitch}u + head * ${size}u;`;
}

/**
 * The workgroup's words of keys and values, so many a thread, all fetched before the first is put into
 * the tile: one after the other they would be waited for one by one.
 */
function fetchKeys(plan: AttentionPlan, share: Share): string {
  return `${eachWord(
    2 * plan.size,
    (i) => `let from${i} = local + ${i * share.threads}u;
  let fetched${i} = kv[${keyWord(plan, share, `from${i}`)}];`,
  )}
  ${eachWord(2 * plan.size, (i) => `${tileWord(share, `from${i}`)} = fetched${i};`)}`;
}

function writeKeys(plan: AttentionPlan, share: Share): string {
  return eachWord(
    2 * plan.size,
    (i) => `{
    let at = local + ${i * share.threads}u;
    dkv[${keyWord(plan, share, 'at')}] = ${tileWord(share, 'at')};
  }`,
  );
}

/** Word `at` of the workgroup's keys and values in a buffer, and in the tile. */
function keyWord(
  { keys, size, keyStride, keyOffset, valueOffset }: AttentionPlan,
  { span }: Share,
  at: string,
): string {
  const word = `(${at} % ${2 * span}u)`;
  return `(sequence * ${keys}u + ${at} / ${2 * span}u) * ${keyStride}u + select(${valueOffset - span}u, ${keyOffset}u, ${word} < ${span}u) + head0 * ${size}u + ${word}`;
}

function tileWord({ span, pitch }: Share, at: string): string {
  return `tile[${at} / ${2 * span}u * ${pitch}u + ${at} % ${2 * span}u]`;
}

/**
 * Goes through the workgroup's words of queries or their results, `at` in its own order: word `word` of
 * query `i`, `there` in a buffer.
 */
function eachQueryWord(
  { queries, size, width }: AttentionPlan,
  { threads, span }: Share,
  body: string,
): string {
  return `for (var at = local; at < ${queries * span}u; at += ${threads}u) {
    let i = at / ${span}u;
    let word = at % ${span}u;
    let there = (sequence * ${queries}u + i) * ${width}u + head0 * ${size}u + word;
    ${body}
  }`;
}
