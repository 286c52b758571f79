import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './custom.ts';
import { hasKernel, kernelNames, runKernel } from './fused.ts';
import { joinGrids } from './grids.ts';
import { columnSums } from './matmul.ts';

/** Added to the variance before the root is taken. */
export const LAYER_NORM_EPSILON = 1e-5;

/** Each row of x [N, c] brought to mean 0 and variance 1, then scaled and shifted by column. */
export function layerNorm(x: tf.Tensor2D, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor2D {
  const run = hasKernel(kernelNames.layerNorm) ? fusedLayerNorm : plainLayerNorm;
  return run(x, gain, bias) as tf.Tensor2D;
}

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

/** layerNorm(joinGrids(grids, count)), joined on the way where there is a kernel for it. */
export function layerNormOfGrids(
  grids: readonly tf.Tensor2D[],
  gain: tf.Tensor1D,
  bias: tf.Tensor1D,
  count: number,
): tf.Tensor2D {
  if (!hasKernel(kernelNames.layerNormOfGrids)) {
    return layerNorm(joinGrids(grids, count), gain, bias);
  }
  const [a, b, c] = grids as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  const inputs = { a, b, c, gain, bias };
  return runKernel(kernelNames.layerNormOfGrids, inputs, { count })[0] as tf.Tensor2D;
}

tf.registerGradient({
  kernelName: kernelNames.layerNormOfGrids,
  inputsToSave: ['gain'],
  // All but the result: the statistics of the rows, and the rows.
  outputsToSave: [false, true, true],
  gradFunc: (dys, saved, { count }) => {
    const [dy] = dys as tf.Tensor[];
    const [gain, statistics, x] = saved;
    const inputs = { dy: dy!, x: x!, gain: gain!, statistics: statistics! };
    const attributes = { count: Number(count) };
    const name = kernelNames.layerNormOfGridsGradient;
    const [a, b, c, dGain, dBias] = runKernel(name, inputs, attributes);
    return {
      ...{ a: () => a!, b: () => b!, c: () => c! },
      ...{ gain: () => dGain!, bias: () => dBias! },
    };
  },
});
