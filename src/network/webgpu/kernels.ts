import type * as tf from '@tensorflow/tfjs-core';
import type { Kernel } from '../../replay/index.ts';
import type { KernelAttributes, KernelName } from '../ops/fused.ts';

/** One of our kernels, before it is registered with TensorFlow.js. */
export interface FusedKernel {
  readonly name: KernelName;
  run(
    inputs: Readonly<Record<string, tf.TensorInfo>>,
    attributes: KernelAttributes,
  ): tf.TensorInfo[];
}

/** Most workgroups that WebGPU guarantees along one dimension. */
const MOST_WORKGROUPS = 65535;

/** Workgroups of one index, in two dimensions where one does not reach. */
export function spread(count: number): [number, number, number] {
  if (count <= MOST_WORKGROUPS) return [count, 1, 1];
  const across = Math.ceil(Math.sqrt(count));
  return [across, Math.ceil(count / across), 1];
}

/** WGSL for the index of a workgroup that `spread` laid out. */
export const GROUP_INDEX = 'group.y * groups.x + group.x';

/** The builtin parameters that shaders with `GROUP_INDEX` take. */
export const BUILTINS =
  '@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>, @builtin(local_invocation_index) local: u32';

/** The largest power of two that divides n, at most `most`. */
export function powerOfTwoIn(n: number, most: number): number {
  let power = 1;
  while (power < most && n % (2 * power) === 0) power *= 2;
  return power;
}

/** A row of c numbers in words of a buffer: of four numbers where that goes. */
export function wordsOf(channels: number): { type: string; words: number } {
  return channels % 4 === 0
    ? { type: 'vec4<f32>', words: channels / 4 }
    : { type: 'f32', words: channels };
}

/** WGSL of `sumOfGroup(local, own)`: the sum over a workgroup of so many threads, a power of two. */
export function sumOfGroup(threads: number): string {
  return `
var<workgroup> shares: array<f32, ${threads}>;
fn sumOfGroup(local: u32, own: f32) -> f32 {
  shares[local] = own;
  workgroupBarrier();
  for (var step = ${threads / 2}u; step > 0u; step /= 2u) {
    if (local < step) { shares[local] += shares[local + step]; }
    workgroupBarrier();
  }
  return shares[0];
}`;
}

/** A kernel that does `body` for each index `at` below `count`, a thread each. */
export function perIndex(
  count: number,
  threads: number,
  body: string,
): Pick<Kernel, 'code' | 'workgroups'> {
  return {
    code: `
@compute @workgroup_size(${threads})
fn main(${BUILTINS}) {
  let at = (${GROUP_INDEX}) * ${threads}u + local;
  if (at >= ${count}u) { return; }
  ${body}
}`,
    workgroups: spread(Math.ceil(count / threads)),
  };
}
