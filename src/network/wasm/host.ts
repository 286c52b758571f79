import type * as tf from '@tensorflow/tfjs-core';
import type { KernelAttributes, KernelName } from '../ops/fused.ts';
import type { KernelModule } from './kernel-module.ts';

/**
 * What we need of TensorFlow.js's wasm backend. Its own kernels use the same members, but its
 * typings leave `wasm` untyped.
 */
export interface WasmBackend {
  readonly wasm: { readonly asm?: { readonly memory?: unknown } };
  readonly dataIdMap: { get(dataId: tf.TensorInfo['dataId']): { readonly memoryOffset: number } };
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  disposeData(dataId: tf.TensorInfo['dataId']): boolean;
}

/** The kernels' view of TensorFlow.js: where its tensors lie, and room for new ones. */
export class Host {
  readonly module: KernelModule;
  readonly #backend: WasmBackend;

  constructor(module: KernelModule, backend: WasmBackend) {
    this.module = module;
    this.#backend = backend;
  }

  output(...shape: number[]): tf.TensorInfo {
    return this.#backend.makeOutput(shape, 'float32');
  }

  /** A tensor's address, 0 for an absent one. */
  pointer(tensor: tf.TensorInfo | undefined): number {
    return tensor ? this.#backend.dataIdMap.get(tensor.dataId).memoryOffset : 0;
  }

  /** Lends room for so many floats. */
  withScratch(floats: number, use: (pointer: number) => void): void {
    const scratch = this.output(floats);
    use(this.pointer(scratch));
    this.#backend.disposeData(scratch.dataId);
  }
}

/** One of our kernels, before it is registered with TensorFlow.js. */
export interface FusedKernel {
  readonly name: KernelName;
  run(
    host: Host,
    inputs: Readonly<Record<string, tf.TensorInfo>>,
    attributes: KernelAttributes,
  ): tf.TensorInfo | tf.TensorInfo[];
}

export const F32_BYTES = 4;

export function roundUp(n: number, step: number): number {
  return Math.ceil(n / step) * step;
}
