import * as tf from '@tensorflow/tfjs-core';
import { dense } from './dense.ts';
import { hasKernel, kernelNames, runKernel } from './fused.ts';
import { alignPair, splitPair } from './pair.ts';

/** Two dense layers: weights [i, h] and [h, o], biases [h] and [o]. */
export interface Perceptron {
  readonly up: tf.Tensor2D;
  readonly upBias: tf.Tensor1D;
  readonly down: tf.Tensor2D;
  readonly downBias: tf.Tensor1D;
}

/**
 * relu(x·up + upBias)·down + downBias + residual, for x [N, i] and residual [N, o]. Where there is a
 * kernel for it, the gradient of what is hidden is zeroed as it is made, and relu never looked at again.
 */
export function perceptron(x: tf.Tensor2D, layers: Perceptron, residual: tf.Tensor2D): tf.Tensor2D {
  const reluInput = hasKernel(kernelNames.denseGradientMaskedX);
  return dense(hiddenOf(x, layers), layers.down, layers.downBias, { residual, reluInput });
}

/** splitPair(perceptron(x, layers, residual), size), in one pass where there is a kernel for it. */
export function perceptronPair(
  x: tf.Tensor2D,
  layers: Perceptron,
  residual: tf.Tensor2D,
  size: number,
): [tf.Tensor2D, tf.Tensor2D] {
  if (!hasKernel(kernelNames.denseSplitPair))
    return splitPair(perceptron(x, layers, residual), size);
  const { down: w, downBias: b } = layers;
  const inputs = { x: hiddenOf(x, layers), w, b, residual };
  const [first, second] = runKernel(kernelNames.denseSplitPair, inputs, { size });
  return [first as tf.Tensor2D, second as tf.Tensor2D];
}

function hiddenOf(x: tf.Tensor2D, { up, upBias }: Perceptron): tf.Tensor2D {
  return dense(x, up, upBias, {
    relu: true,
    masked: hasKernel(kernelNames.denseGradientMaskedX),
  });
}

tf.registerGradient({
  kernelName: kernelNames.denseSplitPair,
  inputsToSave: ['x', 'w'],
  gradFunc: (dys, [x, w], { size }) => {
    const [da, db] = dys as tf.Tensor2D[];
    const dy = alignPair(da!, db!, Number(size));
    const [dw, dBias] = runKernel(kernelNames.denseGradientW, { x: x!, dy });
    const [dx] = runKernel(kernelNames.denseGradientMaskedX, { dy, w: w!, x: x! });
    return { x: () => dx!, w: () => dw!, b: () => dBias!, residual: () => dy };
  },
});
