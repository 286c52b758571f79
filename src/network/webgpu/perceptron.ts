import type * as tf from '@tensorflow/tfjs-core';
import { kernelNames } from '../ops/fused.ts';
import { denseForward } from './dense.ts';
import { type Grids, gradientW, gradientX } from './dense-gradients.ts';
import { denseOfNormGradient } from './dense-of-norm.ts';
import type { FusedKernel } from './kernels.ts';
import { normalise } from './layer-norm.ts';
import { reluForward } from './relu.ts';
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

/** The gradients of the inputs, in their order. */
function gradient(
  { x, gain, statistics, normal, hidden, signs, up, down }: Tensors,
  dy: tf.TensorInfo | Grids,
): tf.TensorInfo[] {
  // What is hidden has its gradient, and on the way that of the aligned rows is written.
  const [dHidden, aligned] = gradientX(dy, down!, { signs: signs! });
  const dRows = 'first' in dy ? aligned! : dy;
  const [dDown, dDownBias] = gradientW(hidden!, dRows, undefined);
  const [dUp, dUpBias] = gradientW(normal!, dHidden!, undefined);
  const norm = { x: x!, gain: gain!, statistics: statistics!, skip: dRows };
  const [dx, dGain, dBias] = denseOfNormGradient({ ...norm, dy: dHidden!, w: up! }, null);
  dispose(dHidden!);
  if (aligned !== undefined) dispose(aligned);
  return [dx!, dGain!, dBias!, dUp!, dUpBias!, dDown!, dDownBias!];
}
