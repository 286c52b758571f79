import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './custom.ts';
import { hasKernel, kernelNames, runKernel } from './fused.ts';
import { columnSums, matMulTransposedA, matMulTransposedB } from './matmul.ts';

export interface DenseOptions {
  relu?: boolean | undefined;
  residual?: tf.Tensor2D | undefined;
  /** x is data: nothing behind it wants a gradient, so none is computed. */
  constantInput?: boolean | undefined;
}

/** relu(x·w + b) + residual, for x [N, i], w [i, o], b [o] and residual [N, o]. */
export function dense(
  x: tf.Tensor2D,
  w: tf.Tensor2D,
  b: tf.Tensor1D | null,
  options: DenseOptions = {},
): tf.Tensor2D {
  const { relu = false, residual, constantInput = false } = options;
  const fused = hasKernel(kernelNames.dense);
  if (residual && (relu || !fused)) {
    // The output shows where relu was active only as long as nothing has been added to it.
    return tf.add(dense(x, w, b, { relu, constantInput }), residual);
  }
  const [forward, backward] = fused ? [fusedForward, fusedBackward] : [plainForward, plainBackward];
  const y = withGradient(
    [...(constantInput ? [] : [x]), w, ...(b ? [b] : []), ...(residual ? [residual] : [])],
    () => {
      const value = forward({ x, w, b, residual, relu });
      return { value, saved: relu ? [x, w, value] : [x, w] };
    },
    (dy, [savedX, savedW, output]) => {
      const { dx, dw, db } = backward({ dy, x: savedX!, w: savedW!, output, constantInput });
      const gradients = [...(dx ? [dx] : []), dw, ...(b ? [db()] : [])];
      return residual ? [...gradients, tf.clone(dy)] : gradients;
    },
  );
  return y as tf.Tensor2D;
}

interface ForwardArguments {
  x: tf.Tensor2D;
  w: tf.Tensor2D;
  b: tf.Tensor1D | null;
  residual: tf.Tensor2D | undefined;
  relu: boolean;
}

interface BackwardArguments {
  dy: tf.Tensor;
  x: tf.Tensor;
  w: tf.Tensor;
  /** Positive where relu was active; absent without relu. */
  output: tf.Tensor | undefined;
  constantInput: boolean;
}

interface Gradients {
  dx: tf.Tensor | null;
  dw: tf.Tensor;
  db: () => tf.Tensor;
}

function plainForward({ x, w, b, relu }: ForwardArguments): tf.Tensor {
  const activation = relu ? 'relu' : 'linear';
  return tf.fused.matMul({ a: x, b: w, ...(b ? { bias: b } : {}), activation });
}

function plainBackward({ dy, x, w, output, constantInput }: BackwardArguments): Gradients {
  const dz = (output ? tf.mul(dy, tf.step(output)) : dy) as tf.Tensor2D;
  return {
    dx: constantInput ? null : matMulTransposedB(dz, w),
    dw: matMulTransposedA(x, dz),
    db: () => columnSums(dz),
  };
}

function fusedForward({ x, w, b, residual, relu }: ForwardArguments): tf.Tensor {
  const inputs = { x, w, ...(b ? { b } : {}), ...(residual ? { residual } : {}) };
  return runKernel(kernelNames.dense, inputs, { relu })[0]!;
}

function fusedBackward({ dy, x, w, output, constantInput }: BackwardArguments): Gradients {
  const mask = output ? { output } : {};
  const [dw, db] = runKernel(kernelNames.denseGradientW, { x, dy, ...mask });
  const gradientX = () => runKernel(kernelNames.denseGradientX, { dy, w, ...mask })[0]!;
  return { dx: constantInput ? null : gradientX(), dw: dw!, db: () => db! };
}
