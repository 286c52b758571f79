import type * as tf from '@tensorflow/tfjs-core';
import {
  dense,
  denseOfNorm,
  layerNorm,
  type Norm,
  type NormAndLayer,
  type Perceptron,
  perceptron,
} from './ops/index.ts';

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
  const { gain, bias } = normOf(name, p);
  return layerNorm(x, gain, bias);
}

/** The parameters `name.gain` and `name.bias`. */
export function normOf(name: string, p: Lookup): Norm {
  return { gain: p(`${name}.gain`) as tf.Tensor1D, bias: p(`${name}.bias`) as tf.Tensor1D };
}

/** The parameters of a norm, and `name.w` and `name.b` of the layer after it. */
export function normAndLayerOf(normName: string, name: string, p: Lookup): NormAndLayer {
  const [w, b] = [p(`${name}.w`) as tf.Tensor2D, p(`${name}.b`) as tf.Tensor1D];
  return { ...normOf(normName, p), w, b };
}

/** norm(x)·w + b, and x for what a branch is added to; see `denseOfNorm`. */
export function linearOfNorm(
  x: tf.Tensor2D,
  normName: string,
  name: string,
  p: Lookup,
): [y: tf.Tensor2D, x: tf.Tensor2D] {
  return denseOfNorm(x, normAndLayerOf(normName, name, p));
}

/** x + down(relu(up(norm(x)))) */
export function feedForward(
  x: tf.Tensor2D,
  normName: string,
  name: string,
  p: Lookup,
): tf.Tensor2D {
  return perceptron(x, normOf(normName, p), perceptronOf(name, p));
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
