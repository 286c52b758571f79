import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../backend.ts';
import { forcePlain } from './index.ts';

/** Where an operation can run: the oracle, and the two ways of wasm. */
export type Way = 'cpu' | 'wasm plain' | 'wasm fused';

const wasmFiles = new URL(
  '../../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/',
  import.meta.url,
);
const started = new Set<string>();

export async function useWay(way: Way): Promise<void> {
  const name = way === 'cpu' ? 'cpu' : 'wasm';
  if (started.has(name)) await tf.setBackend(name);
  else await startBackend(name, fileURLToPath(wasmFiles));
  started.add(name);
  forcePlain(way !== 'wasm fused');
}

export type Operation = (...inputs: tf.Tensor2D[]) => tf.Tensor;

/** An operation with the shapes of its differentiable inputs. */
export interface OperationCase {
  name: string;
  shapes: number[][];
  run: Operation;
}

export interface Evaluation {
  value: Float32Array;
  gradients: Float32Array[];
}

/** Numbers in −1…1 that depend on the seed alone. */
export function numbers(count: number, seed: number): Float32Array {
  let state = seed * 2654435761 + 12345;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

export function inputsOf({ shapes }: OperationCase): Float32Array[] {
  return shapes.map((shape, i) => numbers(tf.util.sizeFromShape(shape), i + 1));
}

/** The value, and the gradients of its product with fixed weights, on the active backend. */
export function evaluate(operation: OperationCase, inputs: Float32Array[]): Evaluation {
  return tf.tidy(() => {
    const tensors = inputs.map((data, i) => tf.tensor(data, operation.shapes[i]));
    const run = (...args: tf.Tensor[]) => operation.run(...(args as tf.Tensor2D[]));
    const value = run(...tensors);
    const weights = tf.tensor(numbers(value.size, 99), value.shape);
    const gradients = tf.grads(run)(tensors, weights);
    return {
      value: value.dataSync<'float32'>().slice(),
      gradients: gradients.map((gradient) => gradient.dataSync<'float32'>().slice()),
    };
  });
}

/** The same gradients by central differences of the value. */
export function numericalGradients(operation: OperationCase, inputs: Float32Array[]) {
  const step = 1 / 512;
  const objective = (): number =>
    tf.tidy(() => {
      const tensors = inputs.map((data, i) => tf.tensor(data, operation.shapes[i]));
      const value = operation.run(...(tensors as tf.Tensor2D[])).dataSync();
      const weights = numbers(value.length, 99);
      return weights.reduce((sum, weight, i) => sum + weight * value[i]!, 0);
    });
  return inputs.map((data) =>
    data.map((x, i) => {
      data[i] = x + step;
      const above = objective();
      data[i] = x - step;
      const below = objective();
      data[i] = x;
      return (above - below) / (2 * step);
    }),
  );
}

/** The greatest difference, relative to the greatest expected number. */
export function relativeError(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  const scale = expected.reduce((greatest, x) => Math.max(greatest, Math.abs(x)), 1e-6);
  const worst = actual.reduce((most, x, i) => Math.max(most, Math.abs(x - expected[i]!)), 0);
  return worst / scale;
}
