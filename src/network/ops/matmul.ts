import * as tf from '@tensorflow/tfjs-core';

/** a · bᵀ over the last two axes, without the transposed matMul that is naive on wasm. */
export function matMulTransposedB(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.getBackend() === 'wasm' ? tf.matMul(a, swapLastAxes(b)) : tf.matMul(a, b, false, true);
}

/** aᵀ · b over the last two axes, likewise. */
export function matMulTransposedA(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.getBackend() === 'wasm' ? tf.matMul(swapLastAxes(a), b) : tf.matMul(a, b, true, false);
}

/** The sum of each column; as a product, because sum over the first axis is slow everywhere. */
export function columnSums(x: tf.Tensor2D): tf.Tensor1D {
  return tf.reshape(tf.matMul(tf.ones([1, x.shape[0]]), x), [x.shape[1]]);
}

function swapLastAxes(x: tf.Tensor): tf.Tensor {
  return tf.transpose(x, x.rank === 3 ? [0, 2, 1] : [1, 0]);
}
