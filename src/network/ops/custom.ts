import * as tf from '@tensorflow/tfjs-core';

/** What the forward half of an operation answers: its value, and what its backward half needs. */
export interface Forward {
  value: tf.Tensor;
  saved: tf.Tensor[];
}

/**
 * An operation with a hand-written gradient. TensorFlow.js's own gradients are correct but not
 * usable here: on wasm they multiply by transposed operands, in a naive loop 60 times slower than
 * the plain product, and `einsum`, `gather` and broadcasting `matMul` have none that works.
 *
 * `backward` answers one gradient per input, in order.
 */
export function withGradient(
  inputs: readonly tf.Tensor[],
  forward: () => Forward,
  backward: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[],
): tf.Tensor {
  const op = tf.customGrad((...args: Array<tf.Tensor | tf.GradSaveFunc>) => {
    // By contract the last argument, and only the last, is the function that saves tensors.
    const save = args[args.length - 1] as tf.GradSaveFunc;
    const { value, saved } = forward();
    save(saved);
    return { value, gradFunc: backward };
  });
  return op(...inputs);
}
