import * as tf from '@tensorflow/tfjs-core';

/** Gives up what a kernel made for itself. */
export function dispose({ dataId }: tf.TensorInfo): void {
  tf.backend().disposeData(dataId);
}
