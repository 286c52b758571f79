import * as tf from '@tensorflow/tfjs-core';
import { runKernel } from '../../replay/index.ts';
import { BLOCK } from './flat-parameters.ts';
import { BUILTINS, GROUP_INDEX, spread, sumOfGroup } from './kernels.ts';

const THREADS = 256;
/** Workgroups that sum squares, each a share of the gradient. */
const PARTS = 128;

/** What a step needs besides the vectors: see `AdamWSettings`. */
export const SETTINGS = 8;

export interface AdamWSettings {
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Largest norm of the gradient. */
  readonly clip: number;
  /** Steps taken, this one included. */
  readonly step: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** The settings as the kernel takes them. */
export function settingsVector(settings: AdamWSettings): Float32Array {
  const { learningRate, weightDecay, clip, step, beta1, beta2, epsilon } = settings;
  return Float32Array.of(
    ...[learningRate, weightDecay, clip, 1 / (1 - beta1 ** step)],
    ...[1 / (1 - beta2 ** step), beta1, beta2, epsilon],
  );
}

export interface AdamWVectors {
  /** All of one length, in the order of `FlatParameters`. */
  readonly parameters: tf.Tensor1D;
  readonly first: tf.Tensor1D;
  readonly second: tf.Tensor1D;
  readonly gradient: tf.Tensor1D;
  /** int32 [length / BLOCK] */
  readonly decays: tf.Tensor1D;
}

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2) on the whole vector, in
 * place, after its gradient was scaled down to a norm of at most `clip`. Gives the norm it had, [1].
 */
export function adamWStep(vectors: AdamWVectors, settings: tf.Tensor): tf.Tensor1D {
  const { gradient, parameters, first, second, decays } = vectors;
  const words = gradient.size / 4;
  const quads = (name: string, tensor: tf.Tensor) => ({ name, type: 'vec4<f32>', tensor });
  const perPart = Math.ceil(words / PARTS);
  const [squares] = runKernel({
    label: 'norm of the gradient',
    code: `
${sumOfGroup(THREADS)}
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  var sum = 0.0;
  let end = min(${words}u, (group.x + 1u) * ${perPart}u);
  for (var i = group.x * ${perPart}u + local; i < end; i += ${THREADS}u) {
    sum += dot(gradient[i], gradient[i]);
  }
  let all = sumOfGroup(local, sum);
  if (local == 0u) { squares[group.x] = all; }
}`,
    outputs: [{ name: 'squares', type: 'f32', shape: [PARTS] }],
    inputs: [quads('gradient', gradient)],
    workgroups: [PARTS, 1, 1],
  });
  const [norm] = runKernel({
    label: 'AdamW',
    code: `
${sumOfGroup(THREADS)}
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  let index = ${GROUP_INDEX};
  var share = 0.0;
  if (local < ${PARTS}u) { share = squares[local]; }
  let length = sqrt(sumOfGroup(local, share));
  if (index == 0u && local == 0u) { norm[0] = length; }
  let i = index * ${THREADS}u + local;
  if (i >= ${words}u) { return; }
  let rates = settings[0];
  let more = settings[1];
  let g = gradient[i] * min(1.0, rates.z / max(length, 1e-30));
  let m = mix(g, first[i], vec4<f32>(more.y));
  let v = mix(g * g, second[i], vec4<f32>(more.z));
  first[i] = m;
  second[i] = v;
  let adam = (m * rates.w) / (sqrt(v * more.x) + more.w);
  let decay = select(0.0, rates.y, decays[i / ${BLOCK / 4}u] == 1);
  let p = parameters[i];
  parameters[i] = p - rates.x * (adam + decay * p);
}`,
    outputs: [{ name: 'norm', type: 'f32', shape: [1] }],
    changes: [quads('parameters', parameters), quads('first', first), quads('second', second)],
    inputs: [
      quads('gradient', gradient),
      { name: 'squares', type: 'f32', tensor: squares! },
      { name: 'decays', type: 'i32', tensor: decays },
      quads('settings', settings),
    ],
    workgroups: spread(Math.ceil(words / THREADS)),
  });
  tf.engine().makeTensorFromTensorInfo(squares!);
  return tf.engine().makeTensorFromTensorInfo(norm!) as tf.Tensor1D;
}
