/** The channel on which a page asks. */
export const CHANNEL = 'tensorgame-soak';

/** What is held in one worker. */
export interface Held {
  /** Name of the worker. */
  readonly worker: string;
  /** TensorFlow.js's tensors. */
  readonly tensors: number;
  readonly tensorBytes: number;
  /** The memory in which TensorFlow.js's wasm backend keeps them, which never shrinks: their peak. */
  readonly wasmBytes: number;
  /** Of captured plans and of TensorFlow.js, counted where they are made. */
  readonly gpuBuffers: number;
  readonly gpuBytes: number;
}
