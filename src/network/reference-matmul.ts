/** TensorFlow.js's own product of matrices on WebGPU, to be timed beside others. */
import * as tf from '@tensorflow/tfjs-core';
import { findAdapter } from './adapter.ts';

/** What of TensorFlow.js's WebGPU backend is needed to know when its work is done. */
interface Queued {
  readonly queue: { onSubmittedWorkDone(): Promise<undefined> };
  /** Null when nothing waits to be submitted. */
  readonly commandEncoder: object | null;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

export interface ReferenceMatMul {
  readonly name: string;
  /** Seconds for so many products in a row, less those of an empty submission. */
  seconds(runs: number): Promise<number>;
  dispose(): void;
}

const NONE = 'TensorFlow.js found no WebGPU here.';
/** Results of this size are handed to the GPU one by one: TensorFlow.js frees them only then. */
const LARGE_ENTRIES = 1 << 24;

/** In f32, on a device that TensorFlow.js keeps; a sentence where it has no WebGPU. */
export async function referenceMatMul([n, m, p]: readonly [number, number, number]): Promise<
  ReferenceMatMul | string
> {
  if ((await findAdapter()) === null) return NONE;
  await import('@tensorflow/tfjs-backend-webgpu');
  try {
    await tf.setBackend('webgpu');
    await tf.ready();
  } catch {
    return NONE;
  }
  if (tf.getBackend() !== 'webgpu') return NONE;
  const backend = tf.backend() as unknown as Queued;
  const a = tf.randomUniform<tf.Rank.R2>([n, m], -1, 1, 'float32', 1);
  const b = tf.randomUniform<tf.Rank.R2>([m, p], -1, 1, 'float32', 2);
  const submit = () => {
    if (backend.commandEncoder === null) return;
    backend.endComputePassEncoder();
    backend.submitQueue();
  };
  const wait = async (work: () => void) => {
    const from = performance.now();
    work();
    submit();
    await backend.queue.onSubmittedWorkDone();
    return (performance.now() - from) / 1000;
  };
  return {
    name: 'tfjs',
    seconds: async (runs) => {
      const empty = await wait(() => {});
      const full = await wait(() => {
        for (let i = 0; i < runs; i++) {
          tf.matMul(a, b).dispose();
          if (n * p >= LARGE_ENTRIES) submit();
        }
      });
      return full - empty;
    },
    dispose: () => tf.dispose([a, b]),
  };
}
