import * as tf from '@tensorflow/tfjs-core';
import { dense } from './dense.ts';
import type { NormAndLayer } from './dense-of-norm.ts';
import { hasKernel, kernelNames, runKernel } from './fused.ts';
import { layerNorm } from './layer-norm.ts';
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

/** relu(n·up + upBias)·down + downBias + x, where n is the norm of x [N, c]. */
export function perceptron(x: tf.Tensor2D, norm: Norm, layers: Perceptron): tf.Tensor2D {
  if (!hasKernel(kernelNames.perceptron)) {
    const normal = layerNorm(x, norm.gain, norm.bias);
    const hidden = dense(normal, layers.up, layers.upBias, { relu: true });
    return dense(hidden, layers.down, layers.downBias, { residual: x });
  }
  return runKernel(kernelNames.perceptron, { x, ...norm, ...layers })[0] as tf.Tensor2D;
}

/** splitPair(perceptron(x, norm, layers), size), in one pass where there is a kernel for it. */
export function perceptronPair(
  x: tf.Tensor2D,
  norm: Norm,
  layers: Perceptron,
  size: number,
): [tf.Tensor2D, tf.Tensor2D] {
  if (!hasKernel(kernelNames.perceptronPair)) return splitPair(perceptron(x, norm, layers), size);
  const inputs = { x, ...norm, ...layers };
  const [first, second] = runKernel(kernelNames.perceptronPair, inputs, { size });
  return [first as tf.Tensor2D, second as tf.Tensor2D];
}

const inputsToSave = ['x', 'gain', 'up', 'down'];
/** The statistics of x, its normal rows, what is hidden, and its signs. */
const resultsToSave = [true, true, true, true];

/** What a kernel for the gradient needs besides that of the result. */
function inputsOf([x, gain, up, down, statistics, normal, hidden, signs]: tf.Tensor[]) {
  return {
    ...{ x: x!, gain: gain!, up: up!, down: down! },
    ...{ statistics: statistics!, normal: normal!, hidden: hidden!, signs: signs! },
  };
}

/** The gradients by name, from what such a kernel gives. */
function gradientsOf([x, gain, bias, up, upBias, down, downBias]: tf.Tensor[]) {
  return {
    ...{ x: () => x!, gain: () => gain!, bias: () => bias! },
    ...{ up: () => up!, upBias: () => upBias!, down: () => down!, downBias: () => downBias! },
  };
}

tf.registerGradient({
  kernelName: kernelNames.perceptron,
  inputsToSave,
  outputsToSave: [false, ...resultsToSave],
  gradFunc: (dys, saved) => {
    const [dy] = dys as tf.Tensor[];
    return gradientsOf(runKernel(kernelNames.perceptronGradient, { dy: dy!, ...inputsOf(saved) }));
  },
});

tf.registerGradient({
  kernelName: kernelNames.perceptronPair,
  inputsToSave,
  outputsToSave: [false, false, ...resultsToSave],
  gradFunc: (dys, saved, { size }) => {
    const [da, db] = dys as tf.Tensor[];
    const inputs = { da: da!, db: db!, ...inputsOf(saved) };
    const attributes = { size: Number(size) };
    return gradientsOf(runKernel(kernelNames.perceptronPairGradient, inputs, attributes));
  },
});
