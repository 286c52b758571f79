import * as tf from '@tensorflow/tfjs-core';
import { dense } from './dense.ts';
import { denseOfNorm, type NormAndLayer } from './dense-of-norm.ts';
import { hasKernel, kernelNames, runKernel } from './fused.ts';
import { splitPair } from './pair.ts';

/** Gain and bias [c] of a layer norm. */
export type Norm = Pick<NormAndLayer, 'gain' | 'bias'>;

/** Two dense layers: weights [c, h] and [h, c], biases [h] and [c]. */
export interface Perceptron {
  readonly up: tf.Tensor2D;
  readonly upBias: tf.Tensor1D;
  readonly down: tf.Tensor2D;
  readonly downBias: tf.Tensor1D;
}

/**
 * relu(n·up + upBias)·down + downBias + x, where n is the norm of x [N, c]. Where there is a kernel for
 * it, the gradient of what is hidden is zeroed as it is made, and relu never looked at again.
 */
export function perceptron(x: tf.Tensor2D, norm: Norm, layers: Perceptron): tf.Tensor2D {
  const [hidden, residual] = hiddenOf(x, norm, layers);
  const reluInput = hasKernel(kernelNames.denseGradientMaskedX);
  return dense(hidden, layers.down, layers.downBias, { residual, reluInput });
}

/** splitPair(perceptron(x, norm, layers), size), in one pass where there is a kernel for it. */
export function perceptronPair(
  x: tf.Tensor2D,
  norm: Norm,
  layers: Perceptron,
  size: number,
): [tf.Tensor2D, tf.Tensor2D] {
  if (!hasKernel(kernelNames.denseSplitPair)) return splitPair(perceptron(x, norm, layers), size);
  const [hidden, residual] = hiddenOf(x, norm, layers);
  const { down: w, downBias: b } = layers;
  const inputs = { x: hidden, w, b, residual };
  const [first, second] = runKernel(kernelNames.denseSplitPair, inputs, { size });
  return [first as tf.Tensor2D, second as tf.Tensor2D];
}

function hiddenOf(
  x: tf.Tensor2D,
  norm: Norm,
  { up, upBias }: Perceptron,
): [hidden: tf.Tensor2D, x: tf.Tensor2D] {
  return denseOfNorm(x, { ...norm, w: up, b: upBias }, true);
}

tf.registerGradient({
  kernelName: kernelNames.denseSplitPair,
  inputsToSave: ['x', 'w'],
  gradFunc: (dys, [x, w], { size }) => {
    const [da, db] = dys as tf.Tensor2D[];
    // What is hidden has its gradient, and on the way that of the aligned rows was written.
    const name = kernelNames.denseSplitPairGradient;
    const inputs = { da: da!, db: db!, w: w!, x: x! };
    const [dx, dy] = runKernel(name, inputs, { size: Number(size) });
    const [dw, dBias] = runKernel(kernelNames.denseGradientW, { x: x!, dy: dy! });
    return { x: () => dx!, w: () => dw!, b: () => dBias!, residual: () => dy! };
  },
});
