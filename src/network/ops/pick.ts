import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './custom.ts';
import { hasKernel, kernelNames, runKernel } from './fused.ts';

/** The log-probability that softmax(logits [N, classes]) gives to each row's label (int32 [N]). */
export function pickLogProbability(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  const run = hasKernel(kernelNames.pickLogProbability) ? fusedPick : plainPick;
  return run(logits, labels) as tf.Tensor1D;
}

function fusedPick(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor {
  return withGradient(
    [logits],
    () => {
      const [value, normaliser] = runKernel(kernelNames.pickLogProbability, { logits, labels });
      return { value: value!, saved: [logits, labels, normaliser!] };
    },
    (dy, [savedLogits, savedLabels, normaliser]) =>
      runKernel(kernelNames.pickLogProbabilityGradient, {
        dy,
        logits: savedLogits!,
        labels: savedLabels!,
        normaliser: normaliser!,
      }),
  );
}

function plainPick(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor {
  return withGradient(
    [logits],
    () => {
      const logProbabilities = tf.logSoftmax(logits);
      // On wasm oneHot makes integers whatever type it is asked for.
      const chosen = tf.cast(tf.oneHot(labels, logits.shape[1]), 'float32');
      const value = tf.sum(tf.mul(logProbabilities, chosen), 1);
      return { value, saved: [logProbabilities, chosen] };
    },
    (dy, [logProbabilities, chosen]) => [
      tf.mul(tf.sub(chosen!, tf.exp(logProbabilities!)), tf.expandDims(dy, 1)),
    ],
  );
}
