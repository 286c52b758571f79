import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './custom.ts';
import { hasKernel, kernelNames, runKernel } from './fused.ts';
import { columnSums } from './matmul.ts';
import { alignPair } from './pair.ts';

/** Added to the variance before the root is taken. */
export const LAYER_NORM_EPSILON = 1e-5;

/** Each row of x [N, c] brought to mean 0 and variance 1, then scaled and shifted by column. */
export function layerNorm(x: tf.Tensor2D, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor2D {
  const run = hasKernel(kernelNames.layerNorm) ? fusedLayerNorm : plainLayerNorm;
  return run(x, gain, bias) as tf.Tensor2D;
}

/**
 * layerNorm(x) and x again, for a branch and what it is added to: where there is a kernel for it, the
 * gradients of both are added up in one pass.
 */
export function layerNormFork(
  x: tf.Tensor2D,
  gain: tf.Tensor1D,
  bias: tf.Tensor1D,
): [normal: tf.Tensor2D, x: tf.Tensor2D] {
  if (!hasKernel(kernelNames.layerNormFork)) return [layerNorm(x, gain, bias), x];
  const [normal, , same] = runKernel(kernelNames.layerNormFork, { x, gain, bias });
  return [normal as tf.Tensor2D, same as tf.Tensor2D];
}

tf.registerGradient({
  kernelName: kernelNames.layerNormFork,
  inputsToSave: ['x', 'gain'],
  outputsToSave: [false, true, false],
  gradFunc: (dys, saved) => {
    const [dy, , skip] = dys as tf.Tensor[];
    const [x, gain, statistics] = saved;
    const inputs = { dy: dy!, x: x!, gain: gain!, statistics: statistics!, skip: skip! };
    const [dx, dGain, dBias] = runKernel(kernelNames.layerNormGradient, inputs);
    return { x: () => dx!, gain: () => dGain!, bias: () => dBias! };
  },
});

/** layerNormFork(alignPair(a, b, size)), in one pass where there is a kernel for it. */
export function alignPairNorm(
  [a, b]: readonly [tf.Tensor2D, tf.Tensor2D],
  gain: tf.Tensor1D,
  bias: tf.Tensor1D,
  size: number,
): [normal: tf.Tensor2D, x: tf.Tensor2D] {
  if (!hasKernel(kernelNames.alignPairNorm)) {
    return layerNormFork(alignPair(a, b, size), gain, bias);
  }
  const [normal, , x] = runKernel(kernelNames.alignPairNorm, { a, b, gain, bias }, { size });
  return [normal as tf.Tensor2D, x as tf.Tensor2D];
}

tf.registerGradient({
  kernelName: kernelNames.alignPairNorm,
  inputsToSave: ['gain'],
  outputsToSave: [false, true, true],
  gradFunc: (dys, saved, { size }) => {
    const [dy, , skip] = dys as tf.Tensor[];
    const [gain, statistics, x] = saved;
    const inputs = { dy: dy!, x: x!, gain: gain!, statistics: statistics!, skip: skip! };
    const name = kernelNames.alignPairNormGradient;
    const [da, db, dGain, dBias] = runKernel(name, inputs, { size: Number(size) });
    return { a: () => da!, b: () => db!, gain: () => dGain!, bias: () => dBias! };
  },
});

function fusedLayerNorm(x: tf.Tensor2D, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor {
  return withGradient(
    [x, gain, bias],
    () => {
      const [y, statistics] = runKernel(kernelNames.layerNorm, { x, gain, bias });
      return { value: y!, saved: [x, gain, statistics!] };
    },
    (dy, [savedX, savedGain, statistics]) =>
      runKernel(kernelNames.layerNormGradient, {
        dy,
        x: savedX!,
        gain: savedGain!,
        statistics: statistics!,
      }),
  );
}

function plainLayerNorm(x: tf.Tensor2D, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor {
  return withGradient(
    [x, gain, bias],
    () => {
      const centred = tf.sub(x, tf.mean(x, 1, true));
      const variance = tf.mean(tf.square(centred), 1, true);
      const inverse = tf.rsqrt(tf.add(variance, LAYER_NORM_EPSILON));
      const normal = tf.mul(centred, inverse);
      return { value: tf.add(tf.mul(normal, gain), bias), saved: [normal, inverse, gain] };
    },
    (dy, [normal, inverse, savedGain]) => {
      const dyNormal = tf.mul(dy, normal!) as tf.Tensor2D;
      const scaled = tf.mul(dy, savedGain!);
      const mean = tf.mean(scaled, 1, true);
      const projection = tf.mean(tf.mul(scaled, normal!), 1, true);
      const dx = tf.mul(inverse!, tf.sub(tf.sub(scaled, mean), tf.mul(normal!, projection)));
      return [dx, columnSums(dyNormal), columnSums(dy as tf.Tensor2D)];
    },
  );
}
