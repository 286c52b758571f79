import type * as tf from '@tensorflow/tfjs-core';
import { kernelNames } from '../ops/fused.ts';
import { denseForward } from './dense.ts';
import { type Grids, gradientW, gradientX } from './dense-gradients.ts';
import { denseOfNormGradient, normFits } from './dense-of-norm.ts';
import type { FusedKernel } from './kernels.ts';
import { normalise } from './layer-norm.ts';
import { alignPair } from './pair.ts';
import { reluForward } from './relu.ts';
import { isSmall } from './small-product.ts';
import { dispose } from './tensors.ts';

type Tensors = Readonly<Record<string, tf.TensorInfo>>;

export const perceptronKernels: FusedKernel[] = [
  {
    name: kernelNames.perceptron,
    run: (inputs) => forward(inputs, null),
  },
  {
    name: kernelNames.perceptronPair,
    run: (inputs, { size = 1 }) => forward(inputs, size),
  },
  {
    name: kernelNames.perceptronGradient,
    run: ({ dy, ...tensors }) => gradient(tensors, dy!),
  },
  {
    name: kernelNames.perceptronPairGradient,
    run: ({ da, db, ...tensors }, { size = 1 }) =>
      gradient(tensors, { first: da!, second: db!, size }),
  },
];

/** The result, in two grids of this size where it is given, and what the gradient needs. */
function forward(
  { x, gain, bias, up, upBias, down, downBias }: Tensors,
  size: number | null,
): tf.TensorInfo[] {
  const [normal, statistics] = normalise({ x: x! }, gain!, bias!);
  const [hidden, signs] = reluForward(normal!, up!, upBias!);
  const results = denseForward({ x: hidden, w: down!, b: downBias!, residual: x! }, false, size);
  return [...results, statistics!, normal!, hidden, signs];
}

/** Whether all kernels of the gradient of `x` [N, c] by way of `hidden` [N, h] can read grids. */
function readsGrids(x: tf.TensorInfo, hidden: tf.TensorInfo): boolean {
  const [rows, columns] = x.shape as [number, number];
  const terms = hidden.shape[1]!;
  return columns % 4 === 0 && !isSmall({ rows, columns, terms }) && normFits(rows, columns);
}

/** The gradients of the inputs, in their order. */
function gradient(
  { x, gain, statistics, normal, hidden, signs, up, down }: Tensors,
  dy: tf.TensorInfo | Grids,
): tf.TensorInfo[] {
  // Kernels align the rows of grids as they read them, where all three can.
  const aligned =
    'first' in dy && !readsGrids(x!, hidden!) ? alignPair(dy.first, dy.second, dy.size) : undefined;
  const dRows = aligned ?? dy;
  const [dHidden] = gradientX(dRows, down!, { signs: signs! });
  const [dDown, dDownBias] = gradientW(hidden!, dRows);
  const [dUp, dUpBias] = gradientW(normal!, dHidden!);
  const norm = { x: x!, gain: gain!, statistics: statistics!, skip: dRows };
  const [dx, dGain, dBias] = denseOfNormGradient({ ...norm, dy: dHidden!, w: up! }, null);
  dispose(dHidden!);
  if (aligned !== undefined) dispose(aligned);
  return [dx!, dGain!, dBias!, dUp!, dUpBias!, dDown!, dDownBias!];
}
