import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './custom.ts';
import { hasKernel, kernelNames } from './fused.ts';
import { columnSums, matMulTransposedA, matMulTransposedB } from './matmul.ts';

export interface DenseOptions {
  relu?: boolean | undefined;
  residual?: tf.Tensor2D | undefined;
}

/** relu(x·w + b) + residual, for x [N, i], w [i, o], b [o] and residual [N, o]. */
export function dense(
  x: tf.Tensor2D,
  w: tf.Tensor2D,
  b: tf.Tensor1D | null,
  { relu = false, residual }: DenseOptions = {},
): tf.Tensor2D {
  if (!hasKernel(kernelNames.dense)) {
    const y = plainDense(x, w, b, relu);
    return residual ? tf.add(y, residual) : y;
  }
  // The output shows where relu was active only as long as nothing has been added to it.
  if (relu && residual) return tf.add(dense(x, w, b, { relu }), residual);
  const inputs = { x, w, ...(b ? { b } : {}), ...(residual ? { residual } : {}) };
  return tf.engine().runKernel(kernelNames.dense, inputs, { relu });
}

function plainDense(
  x: tf.Tensor2D,
  w: tf.Tensor2D,
  b: tf.Tensor1D | null,
  relu: boolean,
): tf.Tensor2D {
  const y = withGradient(
    b ? [x, w, b] : [x, w],
    () => {
      const value = tf.fused.matMul({
        a: x,
        b: w,
        ...(b ? { bias: b } : {}),
        activation: relu ? 'relu' : 'linear',
      });
      return { value, saved: relu ? [x, w, value] : [x, w] };
    },
    (dy, [savedX, savedW, output]) => {
      const dz = (output ? tf.mul(dy, tf.step(output)) : dy) as tf.Tensor2D;
      const dx = matMulTransposedB(dz, savedW!);
      const dw = matMulTransposedA(savedX!, dz);
      return b ? [dx, dw, columnSums(dz)] : [dx, dw];
    },
  );
  return y as tf.Tensor2D;
}
