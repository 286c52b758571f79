import type * as tf from '@tensorflow/tfjs-core';
import { runKernel } from '../../replay/index.ts';
import { BUILTINS } from './kernels.ts';

const THREADS = 256;

/**
 * Adds up parts [parts × (first + second)] into two tensors: what workgroups summed for themselves.
 * Tensors come in the given shapes.
 */
export function addParts(
  parts: tf.TensorInfo,
  count: number,
  shapes: readonly (readonly number[])[],
): tf.TensorInfo[] {
  const sizes = shapes.map((shape) => shape.reduce((product, n) => product * n, 1));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const quads = sizes.every((size) => size % 4 === 0);
  const width = quads ? 4 : 1;
  const type = quads ? 'vec4<f32>' : 'f32';
  const columns = total / width;
  // Lanes share the parts of a column; few columns or many parts take more lanes.
  let lanes = 1;
  while (lanes < 64 && lanes * 4 < count && (columns * lanes < 32768 || lanes * 64 < count)) {
    lanes *= 2;
  }
  const perGroup = THREADS / lanes;
  let offset = 0;
  const write = sizes.map((size, i) => {
    const from = offset;
    offset += size / width;
    return `if (column >= ${from}u && column < ${offset}u) { sum${i}[column - ${from}u] = total; }`;
  });
  const outputs = shapes.map((shape, i) => ({ name: `sum${i}`, type, shape }));
  const inputs = [{ name: 'parts', type, tensor: parts }];
  if (lanes === 1) {
    return runKernel({
      label: 'add parts',
      code: `
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  let column = group.x * ${THREADS}u + local;
  if (column >= ${columns}u) { return; }
  var total = ${type}();
  for (var part = 0u; part < ${count}u; part++) { total += parts[part * ${columns}u + column]; }
  ${write.join('\n  ')}
}`,
      outputs,
      inputs,
      workgroups: [Math.ceil(columns / THREADS), 1, 1],
    });
  }
  return runKernel({
    label: 'add parts',
    code: `
var<workgroup> partial: array<${type}, ${THREADS}>;
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  let column = group.x * ${perGroup}u + local % ${perGroup}u;
  let lane = local / ${perGroup}u;
  var total = ${type}();
  if (column < ${columns}u) {
    for (var part = lane; part < ${count}u; part += ${lanes}u) {
      total += parts[part * ${columns}u + column];
    }
  }
  partial[local] = total;
  workgroupBarrier();
  for (var step = ${lanes}u / 2u; step > 0u; step /= 2u) {
    if (lane < step) { partial[local] += partial[local + step * ${perGroup}u]; }
    workgroupBarrier();
  }
  if (lane == 0u && column < ${columns}u) {
    total = partial[local];
    ${write.join('\n    ')}
  }
}`,
    outputs,
    inputs,
    workgroups: [Math.ceil(columns / perGroup), 1, 1],
  });
}
