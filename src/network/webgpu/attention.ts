import type * as tf from '@tensorflow/tfjs-core';
import { type Kernel, runKernel } from '../../replay/index.ts';
import { kernelNames } from '../ops/fused.ts';
import {
  type AttentionPlan,
  attentionPlan,
  dotWords,
  eachWord,
  loadWords,
} from './attention-plan.ts';
import { crossAttentionGradient } from './cross-attention.ts';
import { BUILTINS, type FusedKernel, GROUP_INDEX, spread } from './kernels.ts';
import { selfAttention, selfAttentionGradient } from './self-attention.ts';

const THREADS = 64;

export const attentionKernels: FusedKernel[] = [
  {
    // Beside the result it gives the logarithm of each softmax's denominator, for the gradient.
    name: kernelNames.attention,
    run({ q, kv }, attributes) {
      const plan = attentionPlan(q!, kv, attributes);
      const staged = kv === undefined ? selfAttention(q!, plan) : null;
      if (staged !== null) return staged;
      const { size, keyBuffer, width } = plan;
      const rows = q!.shape[0]!;
      const code = `
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  ${threadOf(rows, plan, 'queries')}
  ${loadWords('q', size, 'q', `row * ${plan.queryStride}u + head * ${size}u`)}
  ${eachWord(size, (i) => `var sum${i} = vec4<f32>();`)}
  var greatest = -3.0e38;
  var total = 0.0;
  for (var j = 0u; j < ${plan.causal ? 'place + 1u' : `${plan.keys}u`}; j++) {
    ${keyAddress(plan, 'j')}
    ${loadWords('k', size, keyBuffer, 'key')}
    let score = ${plan.scale} * (${dotWords('q', 'k', size)});
    let next = max(greatest, score);
    let shrink = exp(greatest - next);
    let weight = exp(score - next);
    greatest = next;
    total = total * shrink + weight;
    ${eachWord(size, (i) => `sum${i} = sum${i} * shrink + weight * ${keyBuffer}[value + ${i}u];`)}
  }
  ${eachWord(size, (i) => `y[row * ${width}u + head * ${size}u + ${i}u] = sum${i} / total;`)}
  normaliser[row * ${plan.heads}u + head] = greatest + log(total);
}`;
      return runKernel({
        label: `attention ${plan.queries}→${plan.keys}`,
        code,
        outputs: [
          { name: 'y', type: 'vec4<f32>', shape: [rows, 4 * width] },
          { name: 'normaliser', type: 'f32', shape: [rows, plan.heads] },
        ],
        inputs: buffers({ q, kv }),
        workgroups: spread(Math.ceil((rows * plan.heads) / THREADS)),
      });
    },
  },
  {
    name: kernelNames.attentionGradient,
    run({ dy, y, probabilities, q, kv }, attributes) {
      const plan = attentionPlan(q!, kv, attributes);
      const tensors = { dy: dy!, y: y!, q: q!, normaliser: probabilities! };
      const staged = kv
        ? crossAttentionGradient({ ...tensors, kv }, plan)
        : selfAttentionGradient(tensors, plan);
      if (staged !== null) return staged;
      const label = `attention ${plan.queries}→${plan.keys}, gradient`;
      const inputs = [
        ...buffers({ dy, y, q, kv }),
        { name: 'normaliser', type: 'f32', tensor: probabilities! },
      ];
      const run = (side: 'queries' | 'keys', body: string, of: tf.TensorInfo, name: string) =>
        runKernel({
          label,
          code: `
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  ${threadOf(of.shape[0]!, plan, side)}
  ${body}
}`,
          outputs: [{ name, type: 'vec4<f32>', shape: of.shape }],
          inputs,
          workgroups: spread(Math.ceil((of.shape[0]! * plan.heads) / THREADS)),
        })[0]!;
      if (kv === undefined) {
        const body = `{ ${queryGradient(plan, 'dq')} }\n{ ${keyGradient(plan, 'dq')} }`;
        return [run('queries', body, q!, 'dq')];
      }
      return [
        run('queries', queryGradient(plan, 'dq'), q!, 'dq'),
        run('keys', keyGradient(plan, 'dkv'), kv, 'dkv'),
      ];
    },
  },
];

/** From the gradient of a query's result to that of the query. */
function queryGradient(plan: AttentionPlan, into: string): string {
  const { size, keyBuffer, width, heads, scale } = plan;
  return `
  ${loadWords('q', size, 'q', `row * ${plan.queryStride}u + head * ${size}u`)}
  ${loadWords('dy', size, 'dy', `row * ${width}u + head * ${size}u`)}
  ${loadWords('y', size, 'y', `row * ${width}u + head * ${size}u`)}
  let norm = normaliser[row * ${heads}u + head];
  let drift = ${dotWords('dy', 'y', size)};
  ${eachWord(size, (i) => `var sum${i} = vec4<f32>();`)}
  for (var j = 0u; j < ${plan.causal ? 'place + 1u' : `${plan.keys}u`}; j++) {
    ${keyAddress(plan, 'j')}
    ${loadWords('k', size, keyBuffer, 'key')}
    ${loadWords('v', size, keyBuffer, 'value')}
    let weight = exp(${scale} * (${dotWords('q', 'k', size)}) - norm);
    let slope = ${scale} * weight * (${dotWords('dy', 'v', size)} - drift);
    ${eachWord(size, (i) => `sum${i} += slope * k${i};`)}
  }
  ${eachWord(size, (i) => `${into}[row * ${plan.queryStride}u + head * ${size}u + ${i}u] = sum${i};`)}`;
}

/** From the gradients of all results to those of one key and its value. */
function keyGradient(plan: AttentionPlan, into: string): string {
  const { size, keyBuffer, width, heads, scale, queries } = plan;
  return `
  ${keyAddress(plan, 'place')}
  ${loadWords('k', size, keyBuffer, 'key')}
  ${loadWords('v', size, keyBuffer, 'value')}
  ${eachWord(size, (i) => `var dk${i} = vec4<f32>();\n  var dv${i} = vec4<f32>();`)}
  for (var j = ${plan.causal ? 'place' : '0u'}; j < ${queries}u; j++) {
    let other = sequence * ${queries}u + j;
    ${loadWords('q', size, 'q', `other * ${plan.queryStride}u + head * ${size}u`)}
    ${loadWords('dy', size, 'dy', `other * ${width}u + head * ${size}u`)}
    ${loadWords('y', size, 'y', `other * ${width}u + head * ${size}u`)}
    let weight = exp(${scale} * (${dotWords('q', 'k', size)}) - normaliser[other * ${heads}u + head]);
    let slope = ${scale} * weight * (${dotWords('dy', 'v', size)} - (${dotWords('dy', 'y', size)}));
    ${eachWord(size, (i) => `dk${i} += slope * q${i};\n    dv${i} += weight * dy${i};`)}
  }
  ${eachWord(size, (i) => `${into}[key + ${i}u] = dk${i};\n  ${into}[value + ${i}u] = dv${i};`)}`;
}

/**
 * Which row and head a thread works on; rows of a sequence are neighbours, which look at the same row of
 * the other side at once.
 */
function threadOf(
  rows: number,
  { heads, queries, keys }: AttentionPlan,
  side: 'queries' | 'keys',
): string {
  const length = side === 'queries' ? queries : keys;
  return `let thread = (${GROUP_INDEX}) * ${THREADS}u + local;
  if (thread >= ${rows * heads}u) { return; }
  let place = thread % ${length}u;
  let head = thread / ${length}u % ${heads}u;
  let sequence = thread / ${length * heads}u;
  let row = sequence * ${length}u + place;`;
}

function keyAddress(
  { keys, keyStride, keyOffset, valueOffset, size }: AttentionPlan,
  j: string,
): string {
  return `let key = (sequence * ${keys}u + ${j}) * ${keyStride}u + ${keyOffset}u + head * ${size}u;
    let value = key + ${valueOffset - keyOffset}u;`;
}

function buffers(tensors: Record<string, tf.TensorInfo | undefined>): Kernel['inputs'] {
  return Object.entries(tensors).flatMap(([name, tensor]) =>
    tensor ? [{ name, type: 'vec4<f32>', tensor }] : [],
  );
}
