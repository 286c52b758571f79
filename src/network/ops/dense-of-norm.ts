import * as tf from '@tensorflow/tfjs-core';
import { dense } from './dense.ts';
import { hasKernel, kernelNames, runKernel } from './fused.ts';
import { layerNorm } from './layer-norm.ts';
import { alignPair } from './pair.ts';

/** Parameters of a layer norm [c] and of the dense layer [c, o], [o] that follows it. */
export interface NormAndLayer {
  readonly gain: tf.Tensor1D;
  readonly bias: tf.Tensor1D;
  readonly w: tf.Tensor2D;
  readonly b: tf.Tensor1D;
}

/**
 * dense(layerNorm(x)), and x again for what a branch is added to: where there is a kernel for it, the
 * gradients of both are added up as they are made.
 */
export function denseOfNorm(
  x: tf.Tensor2D,
  { gain, bias, w, b }: NormAndLayer,
): [y: tf.Tensor2D, x: tf.Tensor2D] {
  if (!hasKernel(kernelNames.denseOfNorm)) {
    return [dense(layerNorm(x, gain, bias), w, b), x];
  }
  const inputs = { x, gain, bias, w, layerBias: b };
  const [y, same] = runKernel(kernelNames.denseOfNorm, inputs);
  return [y as tf.Tensor2D, same as tf.Tensor2D];
}

/** denseOfNorm(alignPair(a, b, size)), aligned on the way where there is a kernel for it. */
export function denseOfPairNorm(
  [a, b]: readonly [tf.Tensor2D, tf.Tensor2D],
  parameters: NormAndLayer,
  size: number,
): [y: tf.Tensor2D, x: tf.Tensor2D] {
  if (!hasKernel(kernelNames.denseOfPairNorm)) {
    return denseOfNorm(alignPair(a, b, size), parameters);
  }
  const { gain, bias, w, b: layerBias } = parameters;
  const inputs = { a, b, gain, bias, w, layerBias };
  const [y, x] = runKernel(kernelNames.denseOfPairNorm, inputs, { size });
  return [y as tf.Tensor2D, x as tf.Tensor2D];
}

const kept = {
  inputsToSave: ['gain', 'w'],
  // All but the result: the rows, their statistics, and what they are when normal.
  outputsToSave: [false, true, true, true],
};

/** What both gradients begin with: the layer's own, and what the other kernel makes the rest of. */
function layerGradient(dys: tf.Tensor | tf.Tensor[], saved: tf.Tensor[]) {
  const [dy, skip] = dys as tf.Tensor[];
  const [gain, w, x, statistics, normal] = saved;
  const [dw, dLayerBias] = runKernel(kernelNames.denseGradientW, { x: normal!, dy: dy! });
  return {
    parameters: { w: () => dw!, layerBias: () => dLayerBias! },
    inputs: { dy: dy!, w: w!, x: x!, gain: gain!, statistics: statistics!, skip: skip! },
  };
}

tf.registerGradient({
  kernelName: kernelNames.denseOfNorm,
  ...kept,
  gradFunc: (dys, saved) => {
    const { parameters, inputs } = layerGradient(dys, saved);
    const [dx, dGain, dBias] = runKernel(kernelNames.denseOfNormGradient, inputs);
    return { ...parameters, x: () => dx!, gain: () => dGain!, bias: () => dBias! };
  },
});

tf.registerGradient({
  kernelName: kernelNames.denseOfPairNorm,
  ...kept,
  gradFunc: (dys, saved, { size }) => {
    const { parameters, inputs } = layerGradient(dys, saved);
    const name = kernelNames.denseOfPairNormGradient;
    const [da, db, dGain, dBias] = runKernel(name, inputs, { size: Number(size) });
    return { ...parameters, a: () => da!, b: () => db!, gain: () => dGain!, bias: () => dBias! };
  },
});
