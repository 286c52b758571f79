import * as tf from '@tensorflow/tfjs-core';
import { webGpuInternals } from '../../replay/index.ts';

/** Gives up what a kernel made for itself. */
export function dispose({ dataId }: tf.TensorInfo): void {
  tf.backend().disposeData(dataId);
}

/** The same tensor again, as an output of a kernel. */
export function share({ dataId, shape, dtype }: tf.TensorInfo): tf.TensorInfo {
  webGpuInternals().incRef(dataId);
  return { dataId, shape, dtype };
}
