import * as tf from '@tensorflow/tfjs-core';
import { dense, layerNorm, layerNormFork, type Perceptron, perceptron } from './ops/index.ts';

/** Finds a parameter by its name in the layout. */
export type Lookup = (name: string) => tf.Tensor;

/** x·w + b with the parameters `name.w` and `name.b`. */
export function linear(
  x: tf.Tensor2D,
  name: string,
  p: Lookup,
  options?: Parameters<typeof dense>[3],
): tf.Tensor2D {
  return dense(x, p(`${name}.w`) as tf.Tensor2D, p(`${name}.b`) as tf.Tensor1D, options);
}

export function norm(x: tf.Tensor2D, name: string, p: Lookup): tf.Tensor2D {
  return layerNorm(x, ...normOf(name, p));
}

/** The parameters `name.gain` and `name.bias`. */
export function normOf(name: string, p: Lookup): [gain: tf.Tensor1D, bias: tf.Tensor1D] {
  return [p(`${name}.gain`) as tf.Tensor1D, p(`${name}.bias`) as tf.Tensor1D];
}

/** The norm of x, and x for what a branch is added to; see `layerNormFork`. */
export function fork(x: tf.Tensor2D, name: string, p: Lookup): [tf.Tensor2D, tf.Tensor2D] {
  return layerNormFork(x, ...normOf(name, p));
}

/** x + down(relu(up(norm(x)))) */
export function feedForward(
  x: tf.Tensor2D,
  normName: string,
  name: string,
  p: Lookup,
): tf.Tensor2D {
  const [normal, same] = fork(x, normName, p);
  return perceptron(normal, perceptronOf(name, p), same);
}

/** The parameters `name.up` and `name.down`. */
export function perceptronOf(name: string, p: Lookup): Perceptron {
  return {
    up: p(`${name}.up.w`) as tf.Tensor2D,
    upBias: p(`${name}.up.b`) as tf.Tensor1D,
    down: p(`${name}.down.w`) as tf.Tensor2D,
    downBias: p(`${name}.down.b`) as tf.Tensor1D,
  };
}

/** Adds one learnt row per token of a sample: x [B·T, c] and positions [T, c]. */
export function addPositions(x: tf.Tensor2D, positions: tf.Tensor2D, count: number): tf.Tensor2D {
  const [rows, channels] = x.shape;
  const line = (rows / count) * channels;
  const sum = tf.add(tf.reshape(x, [count, line]), tf.reshape(positions, [1, line]));
  return tf.reshape(sum, [rows, channels]);
}
