import type * as tf from '@tensorflow/tfjs-core';
import { type Kernel, runKernel } from '../../replay/index.ts';
import { kernelNames } from '../ops/fused.ts';
import {
  BUILTINS,
  type FusedKernel,
  GROUP_INDEX,
  type KernelAttributes,
  spread,
} from './kernels.ts';

const THREADS = 64;

/** Sizes of an attention, and where heads lie; strides and offsets in words of four numbers. */
interface Plan {
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
function planOf(
  q: tf.TensorInfo,
  kv: tf.TensorInfo | undefined,
  { groups = 1, heads = 1, causal = false }: KernelAttributes,
): Plan {
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

export const attentionKernels: FusedKernel[] = [
  {
    // Beside the result it gives the logarithm of each softmax's denominator, for the gradient.
    name: kernelNames.attention,
    run({ q, kv }, attributes) {
      const plan = planOf(q!, kv, attributes);
      const { size, keyBuffer, width } = plan;
      const rows = q!.shape[0]!;
      const code = `
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  ${threadOf(rows, plan, 'queries')}
  ${load('q', size, 'q', `row * ${plan.queryStride}u + head * ${size}u`)}
  ${each(size, (i) => `var sum${i} = vec4<f32>();`)}
  var greatest = -3.0e38;
  var total = 0.0;
  for (var j = 0u; j < ${plan.causal ? 'place + 1u' : `${plan.keys}u`}; j++) {
    ${keyAddress(plan, 'j')}
    ${load('k', size, keyBuffer, 'key')}
    let score = ${plan.scale} * (${dot('q', 'k', size)});
    let next = max(greatest, score);
    let shrink = exp(greatest - next);
    let weight = exp(score - next);
    greatest = next;
    total = total * shrink + weight;
    ${each(size, (i) => `sum${i} = sum${i} * shrink + weight * ${keyBuffer}[value + ${i}u];`)}
  }
  ${each(size, (i) => `y[row * ${width}u + head * ${size}u + ${i}u] = sum${i} / total;`)}
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
      const plan = planOf(q!, kv, attributes);
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
function queryGradient(plan: Plan, into: string): string {
  const { size, keyBuffer, width, heads, scale } = plan;
  return `
  ${load('q', size, 'q', `row * ${plan.queryStride}u + head * ${size}u`)}
  ${load('dy', size, 'dy', `row * ${width}u + head * ${size}u`)}
  ${load('y', size, 'y', `row * ${width}u + head * ${size}u`)}
  let norm = normaliser[row * ${heads}u + head];
  let drift = ${dot('dy', 'y', size)};
  ${each(size, (i) => `var sum${i} = vec4<f32>();`)}
  for (var j = 0u; j < ${plan.causal ? 'place + 1u' : `${plan.keys}u`}; j++) {
    ${keyAddress(plan, 'j')}
    ${load('k', size, keyBuffer, 'key')}
    ${load('v', size, keyBuffer, 'value')}
    let weight = exp(${scale} * (${dot('q', 'k', size)}) - norm);
    let slope = ${scale} * weight * (${dot('dy', 'v', size)} - drift);
    ${each(size, (i) => `sum${i} += slope * k${i};`)}
  }
  ${each(size, (i) => `${into}[row * ${plan.queryStride}u + head * ${size}u + ${i}u] = sum${i};`)}`;
}

/** From the gradients of all results to those of one key and its value. */
function keyGradient(plan: Plan, into: string): string {
  const { size, keyBuffer, width, heads, scale, queries } = plan;
  return `
  ${keyAddress(plan, 'place')}
  ${load('k', size, keyBuffer, 'key')}
  ${load('v', size, keyBuffer, 'value')}
  ${each(size, (i) => `var dk${i} = vec4<f32>();\n  var dv${i} = vec4<f32>();`)}
  for (var j = ${plan.causal ? 'place' : '0u'}; j < ${queries}u; j++) {
    let other = sequence * ${queries}u + j;
    ${load('q', size, 'q', `other * ${plan.queryStride}u + head * ${size}u`)}
    ${load('dy', size, 'dy', `other * ${width}u + head * ${size}u`)}
    ${load('y', size, 'y', `other * ${width}u + head * ${size}u`)}
    let weight = exp(${scale} * (${dot('q', 'k', size)}) - normaliser[other * ${heads}u + head]);
    let slope = ${scale} * weight * (${dot('dy', 'v', size)} - (${dot('dy', 'y', size)}));
    ${each(size, (i) => `dk${i} += slope * q${i};\n    dv${i} += weight * dy${i};`)}
  }
  ${each(size, (i) => `${into}[key + ${i}u] = dk${i};\n  ${into}[value + ${i}u] = dv${i};`)}`;
}

/** Which row and head a thread works on; heads of a row are neighbours. */
function threadOf(rows: number, { heads, queries, keys }: Plan, side: 'queries' | 'keys'): string {
  const length = side === 'queries' ? queries : keys;
  return `let thread = (${GROUP_INDEX}) * ${THREADS}u + local;
  if (thread >= ${rows * heads}u) { return; }
  let row = thread / ${heads}u;
  let head = thread % ${heads}u;
  let sequence = row / ${length}u;
  let place = row % ${length}u;`;
}

function keyAddress({ keys, keyStride, keyOffset, valueOffset, size }: Plan, j: string): string {
  return `let key = (sequence * ${keys}u + ${j}) * ${keyStride}u + ${keyOffset}u + head * ${size}u;
    let value = key + ${valueOffset - keyOffset}u;`;
}

function load(name: string, size: number, buffer: string, from: string): string {
  return each(size, (i) => `let ${name}${i} = ${buffer}[${from} + ${i}u];`);
}

function dot(a: string, b: string, size: number): string {
  return Array.from({ length: size }, (_, i) => `dot(${a}${i}, ${b}${i})`).join(' + ');
}

function each(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join('\n  ');
}

function buffers(tensors: Record<string, tf.TensorInfo | undefined>): Kernel['inputs'] {
  return Object.entries(tensors).flatMap(([name, tensor]) =>
    tensor ? [{ name, type: 'vec4<f32>', tensor }] : [],
  );
}
