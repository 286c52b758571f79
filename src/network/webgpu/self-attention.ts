/**
 * Attention within short sequences, by way of workgroup memory: a workgroup takes some heads of some
 * sequences, reads and writes them in the order in which they lie in memory, and a thread has one row
 * of one head. Neighbouring threads have neighbouring rows of a head, so that all of them look at the
 * same key at once.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { runKernel } from '../../replay/index.ts';
import { type AttentionPlan, dotWords, eachWord, loadWords } from './attention-plan.ts';
import { BUILTINS, GROUP_INDEX, powerOfTwoIn, spread } from './kernels.ts';

/** Workgroup memory that every WebGPU has. */
const MOST_BYTES = 16384;
/** Threads from which on more sequences in a workgroup are worth nothing. */
const ENOUGH_THREADS = 64;
const MOST_THREADS = 256;

/** What a workgroup takes, and how it lies in workgroup memory. */
interface Share {
  readonly heads: number;
  readonly sequences: number;
  /** Words of its heads in a row of one matrix. */
  readonly span: number;
  /** Words from one row to the next; odd, so that neighbouring rows lie in different banks. */
  readonly pitch: number;
  readonly rows: number;
  readonly threads: number;
}

/** @param matrices how many are kept: queries, keys, values and so on; null when no head fits */
function shareOf(plan: AttentionPlan, matrices: number): Share | null {
  const share = (heads: number, sequences: number): Share => {
    const span = heads * plan.size;
    const rows = sequences * plan.queries;
    return {
      ...{ heads, sequences, span, rows, pitch: matrices * span + 1 },
      threads: rows * heads,
    };
  };
  // Besides the matrices, what the gradient keeps of each row: two numbers a head.
  const fits = ({ rows, pitch, heads, threads }: Share) =>
    rows * (16 * pitch + 8 * heads) <= MOST_BYTES && threads <= MOST_THREADS;
  for (let heads = plan.heads; heads > 0; heads--) {
    if (plan.heads % heads !== 0 || !fits(share(heads, 1))) continue;
    const most = powerOfTwoIn(plan.groups, ENOUGH_THREADS);
    let sequences = 1;
    while (sequences < most && share(heads, sequences).threads < ENOUGH_THREADS) {
      if (!fits(share(heads, 2 * sequences))) break;
      sequences *= 2;
    }
    return share(heads, sequences);
  }
  return null;
}

/** As the kernel for any attention, for queries, keys and values side by side; null when too long. */
export function selfAttention(q: tf.TensorInfo, plan: AttentionPlan): tf.TensorInfo[] | null {
  const share = shareOf(plan, 3);
  if (share === null) return null;
  const { size, width, heads, scale } = plan;
  const { span, threads } = share;
  const code = `
var<workgroup> tile: array<vec4<f32>, ${share.rows * share.pitch}>;
@compute @workgroup_size(${threads})
fn main(${BUILTINS}) {
  ${placeOf(plan, share)}
  ${eachWord(3, (matrix) => copy(plan, share, matrix, (at, from) => `${at} = q[${from}];`))}
  workgroupBarrier();
  ${loadWords('q', size, 'tile', 'own')}
  ${eachWord(size, (i) => `var sum${i} = vec4<f32>();`)}
  var greatest = -3.0e38;
  var total = 0.0;
  for (var j = 0u; j < ${plan.causal ? 'place + 1u' : `${plan.keys}u`}; j++) {
    let other = first + j * ${share.pitch}u;
    ${loadWords('k', size, 'tile', `other + ${span}u`)}
    let score = ${scale} * (${dotWords('q', 'k', size)});
    let next = max(greatest, score);
    let shrink = exp(greatest - next);
    let weight = exp(score - next);
    greatest = next;
    total = total * shrink + weight;
    ${eachWord(size, (i) => `sum${i} = sum${i} * shrink + weight * tile[other + ${2 * span + i}u];`)}
  }
  // Nobody else reads this row's query.
  ${eachWord(size, (i) => `tile[own + ${i}u] = sum${i} / total;`)}
  normaliser[(row0 + row) * ${heads}u + head0 + head] = greatest + log(total);
  workgroupBarrier();
  ${copy(plan, share, 0, (at) => `y[at_row * ${width}u + at_word] = ${at};`)}
}`;
  return runKernel({
    label: `attention ${plan.queries}→${plan.keys}`,
    code,
    outputs: [
      { name: 'y', type: 'vec4<f32>', shape: [q.shape[0]!, 4 * width] },
      { name: 'normaliser', type: 'f32', shape: [q.shape[0]!, heads] },
    ],
    inputs: [{ name: 'q', type: 'vec4<f32>', tensor: q }],
    workgroups: workgroupsOf(plan, share),
  });
}

/** The gradient of queries, keys and values side by side; null when sequences are too long. */
export function selfAttentionGradient(
  tensors: Readonly<Record<'dy' | 'q' | 'normaliser', tf.TensorInfo>>,
  plan: AttentionPlan,
): tf.TensorInfo[] | null {
  const share = shareOf(plan, 4);
  if (share === null) return null;
  const { size, width, heads, scale, causal, queries } = plan;
  const { span, pitch, threads, rows } = share;
  const code = `
const scale = ${scale};
var<workgroup> tile: array<vec4<f32>, ${rows * pitch}>;
/** of each row and head: the softmax's normaliser, and the product of its result and its gradient */
var<workgroup> known: array<vec2<f32>, ${threads}>;
@compute @workgroup_size(${threads})
fn main(${BUILTINS}) {
  ${placeOf(plan, share)}
  ${eachWord(3, (matrix) => copy(plan, share, matrix, (at, from) => `${at} = q[${from}];`))}
  ${copy(plan, share, 3, (at) => `${at} = dy[at_row * ${width}u + at_word];`)}
  let norm = normaliser[(row0 + row) * ${heads}u + head0 + head];
  workgroupBarrier();
  ${loadWords('q', size, 'tile', 'own')}
  ${loadWords('dy', size, 'tile', `own + ${3 * span}u`)}
  ${eachWord(size, (i) => `var dq${i} = vec4<f32>();\n  var mean${i} = vec4<f32>();`)}
  // The product of the result and its gradient, for which its row need not be read.
  var drift = 0.0;
  for (var j = 0u; j < ${causal ? 'place + 1u' : `${queries}u`}; j++) {
    let other = first + j * ${pitch}u;
    ${loadWords('a', size, 'tile', `other + ${span}u`)}
    ${loadWords('b', size, 'tile', `other + ${2 * span}u`)}
    let weight = exp(scale * (${dotWords('q', 'a', size)}) - norm);
    let slope = weight * (${dotWords('dy', 'b', size)});
    drift += slope;
    ${eachWord(size, (i) => `dq${i} += slope * a${i};\n    mean${i} += weight * a${i};`)}
  }
  ${eachWord(size, (i) => `dq${i} = scale * (dq${i} - drift * mean${i});`)}
  known[row * ${share.heads}u + head] = vec2<f32>(norm, drift);
  workgroupBarrier();
  ${loadWords('k', size, 'tile', `own + ${span}u`)}
  ${loadWords('v', size, 'tile', `own + ${2 * span}u`)}
  ${eachWord(size, (i) => `var dk${i} = vec4<f32>();\n  var dv${i} = vec4<f32>();`)}
  for (var j = ${causal ? 'place' : '0u'}; j < ${queries}u; j++) {
    let other = first + j * ${pitch}u;
    ${loadWords('a', size, 'tile', 'other')}
    ${loadWords('b', size, 'tile', `other + ${3 * span}u`)}
    let there = known[(row - place + j) * ${share.heads}u + head];
    let weight = exp(scale * (${dotWords('a', 'k', size)}) - there.x);
    let slope = scale * weight * (${dotWords('b', 'v', size)} - there.y);
    ${eachWord(size, (i) => `dk${i} += slope * a${i};\n    dv${i} += weight * b${i};`)}
  }
  workgroupBarrier();
  ${eachWord(size, (i) => `tile[own + ${i}u] = dq${i};\n  tile[own + ${span + i}u] = dk${i};\n  tile[own + ${2 * span + i}u] = dv${i};`)}
  workgroupBarrier();
  ${eachWord(3, (matrix) => copy(plan, share, matrix, (at, from) => `dq[${from}] = ${at};`))}
}`;
  const input = (name: string, tensor: tf.TensorInfo, type = 'vec4<f32>') => ({
    ...{ name, type, tensor },
  });
  return runKernel({
    label: `attention ${queries}→${queries}, gradient`,
    code,
    outputs: [{ name: 'dq', type: 'vec4<f32>', shape: tensors.q.shape }],
    inputs: [
      ...[input('dy', tensors.dy), input('q', tensors.q)],
      input('normaliser', tensors.normaliser, 'f32'),
    ],
    workgroups: workgroupsOf(plan, share),
  });
}

function workgroupsOf({ groups, heads }: AttentionPlan, share: Share): [number, number, number] {
  return spread((groups / share.sequences) * (heads / share.heads));
}

/**
 * What is the workgroup's: rows from `row0`, heads from `head0`; and the thread's: row and head among
 * them, its `place` in its sequence, where its words begin (`own`) and those of its sequence (`first`).
 */
function placeOf({ groups, heads, queries, size }: AttentionPlan, share: Share): string {
  const perSequence = heads / share.heads;
  const count = (groups / share.sequences) * perSequence;
  return `let index = ${GROUP_INDEX};
  if (index >= ${count}u) { return; }
  let row0 = index / ${perSequence}u * ${share.rows}u;
  let head0 = index % ${perSequence}u * ${share.heads}u;
  let place = local % ${queries}u;
  let head = local / ${queries}u % ${share.heads}u;
  let row = local / ${queries * share.heads}u * ${queries}u + place;
  let first = (row - place) * ${share.pitch}u + head * ${size}u;
  let own = row * ${share.pitch}u + head * ${size}u;`;
}

/**
 * Lines that go through one matrix of the workgroup's rows in the order of memory, a word a thread at
 * a time: `at` is the word in the tile, `from` that in a buffer of queries, keys and values; in one of
 * results it is word `at_word` of row `at_row`.
 */
function copy(
  { size, width }: AttentionPlan,
  { span, pitch, threads }: Share,
  matrix: number,
  line: (at: string, from: string, i: number) => string,
): string {
  return eachWord(
    size,
    (i) => `{
    let at = local + ${i * threads}u;
    let own = at / ${span}u;
    let at_row = row0 + own;
    let at_word = head0 * ${size}u + at % ${span}u;
    ${line(
      `tile[own * ${pitch}u + ${matrix * span}u + at % ${span}u]`,
      `at_row * ${3 * width}u + ${matrix * width}u + at_word`,
      i,
    )}
  }`,
  );
}
