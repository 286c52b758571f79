import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './custom.ts';
import { hasKernel, kernelNames } from './fused.ts';

/** The log-probability that softmax(logits [N, classes]) gives to each row's label (int32 [N]). */
export function pickLogProbability(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  if (hasKernel(kernelNames.pickLogProbability)) {
    return tf.engine().runKernel(kernelNames.pickLogProbability, { logits, labels });
  }
  const y = withGradient(
    [logits],
    () => {
      const logProbabilities = tf.logSoftmax(logits);
      const chosen = tf.oneHot(labels, logits.shape[1]!, 1, 0, 'float32');
      const value = tf.sum(tf.mul(logProbabilities, chosen), 1);
      return { value, saved: [logProbabilities, chosen] };
    },
    (dy, [logProbabilities, chosen]) => [
      tf.mul(tf.sub(chosen!, tf.exp(logProbabilities!)), tf.expandDims(dy, 1)),
    ],
  );
  return y as tf.Tensor1D;
}
