import * as tf from '@tensorflow/tfjs-core';
import { activeRecorder, runKernel, webGpuInternals } from '../../replay/index.ts';
import { addingKernel } from './adding.ts';
import { sumsToCome } from './sums-to-come.ts';

/**
 * Adds up parts [parts × (first + second + …)] into tensors of the given shapes: what workgroups summed
 * for themselves. Within a capture many of them are added up by one dispatch: see `SumsToCome`.
 */
export function addParts(
  parts: tf.TensorInfo,
  count: number,
  shapes: readonly (readonly number[])[],
): tf.TensorInfo[] {
  const sizes = shapes.map((shape) => tf.util.sizeFromShape([...shape]));
  const quads = sizes.every((size) => size % 4 === 0);
  const recorder = activeRecorder(webGpuInternals());
  if (quads && recorder !== undefined) {
    return sumsToCome(recorder).add(recorder.binding(parts), count, shapes);
  }
  const type = quads ? 'vec4<f32>' : 'f32';
  const sums = sizes.map((size, i) => ({
    ...{ words: quads ? size / 4 : size, into: `sum${i}`, offset: 0 },
  }));
  return runKernel({
    label: 'add parts',
    ...addingKernel(type, [{ parts: 'parts', count, sums }]),
    outputs: shapes.map((shape, i) => ({ name: `sum${i}`, type, shape })),
    inputs: [{ name: 'parts', type, tensor: parts }],
  });
}
