import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './custom.ts';
import { hasKernel, kernelNames, runKernel } from './fused.ts';

/** Level of quantile i of q: the midpoints (2i + 1) / 2q, as in AlphaTensor. */
export function quantileLevel(index: number, quantiles: number): number {
  return (2 * index + 1) / (2 * quantiles);
}

/**
 * Quantile regression with the Huber loss (Dabney et al. 2018, eq. 10; δ = 1), mean over rows and
 * quantiles; targets are data.
 * @param quantiles [B, q]
 * @param targets [B, 1]
 */
export function quantileLoss(quantiles: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  const run = hasKernel(kernelNames.quantileLoss) ? fusedLoss : plainLoss;
  return run(quantiles, targets) as tf.Scalar;
}

/** The kernel gives the gradient with the loss. */
function fusedLoss(quantiles: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor {
  return withGradient(
    [quantiles],
    () => {
      const [value, gradient] = runKernel(kernelNames.quantileLoss, { quantiles, targets });
      return { value: value!, saved: [gradient!] };
    },
    (dy, [gradient]) => [tf.mul(gradient!, dy)],
  );
}

/** Written with relu because TensorFlow.js has no gradient for comparisons in a loss. */
function plainLoss(quantiles: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor {
  const q = quantiles.shape[1];
  const levels = tf.tensor2d(
    Array.from({ length: q }, (_, i) => quantileLevel(i, q)),
    [1, q],
  );
  const error = tf.sub(targets, quantiles);
  // huber(|e|) for each sign: h(x) = x²/2 up to 1, then x − 1/2, as (x² − relu(x − 1)²) / 2.
  const above = tf.relu(error);
  const below = tf.relu(tf.neg(error));
  const loss = tf.add(
    tf.mul(levels, huber(above)),
    tf.mul(tf.sub(tf.scalar(1), levels), huber(below)),
  );
  return tf.mean(loss);
}

function huber(x: tf.Tensor): tf.Tensor {
  return tf.mul(0.5, tf.sub(tf.square(x), tf.square(tf.relu(tf.sub(x, 1)))));
}
