import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

export type DataId = tf.TensorInfo['dataId'];

/** What TensorFlow.js keeps for a tensor. */
export interface TensorRecord {
  values: ArrayLike<number> | null;
  readonly dtype: tf.DataType;
  readonly shape: number[];
  /** A GPUBuffer, or anything that can be bound in its place: see `View` and `Virtual`. */
  resource?: unknown;
  external?: boolean;
}

/** A TensorFlow.js program, as its kernels hand it to the backend. */
export interface Program {
  readonly variableNames: readonly string[];
  readonly outputShape: number[];
  pipeline?: GPUComputePipeline | Promise<GPUComputePipeline>;
  dispatch: [number, number, number];
}

export type RunProgram = (
  program: Program,
  inputs: tf.TensorInfo[],
  dtype: tf.DataType,
  uniforms?: unknown,
  output?: tf.TensorInfo,
) => tf.TensorInfo;

/**
 * What this module uses of TensorFlow.js's WebGPU backend and its typings hide: version 4.22 runs
 * every program through `runWebGPUProgram`, which compiles it and hands it to `recordAndSubmit`.
 */
export interface Internals {
  readonly device: GPUDevice;
  readonly queue: GPUQueue;
  readonly tensorMap: { get(id: DataId): TensorRecord; has(id: DataId): boolean };
  readonly pipelineCache: Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>;
  readonly commandQueueOwnedIds: WeakSet<DataId>;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  runWebGPUProgram: RunProgram;
  recordAndSubmit(
    program: Program,
    output: tf.TensorInfo,
    inputs: tf.TensorInfo[],
    uniforms?: unknown,
  ): void;
  makeUniforms(uniforms: unknown): GPUBufferBinding;
  makeTensorInfo(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo;
  write(values: unknown, shape: readonly number[], dtype: tf.DataType): DataId;
  uploadToGPU(id: DataId): void;
  readSync(id: DataId): unknown;
  read(id: DataId): Promise<unknown>;
  shouldExecuteOnCPU(inputs: tf.TensorInfo[], threshold?: number): boolean;
  incRef(id: DataId): void;
  disposeData(id: DataId): boolean;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  checkCompileCompletionAsync(): Promise<void>;
}

/** @throws Error when TensorFlow.js does not run on WebGPU */
export function webGpuInternals(): Internals {
  if (tf.getBackend() !== 'webgpu') {
    throw new Error(`Capturing needs the webgpu backend; ${tf.getBackend() || 'none'} is active`);
  }
  return tf.backend() as WebGPUBackend as unknown as Internals;
}

/** Submits what TensorFlow.js has recorded and not yet submitted, so that what follows comes after it. */
export function flush(backend: Internals): void {
  if (backend.commandEncoder === null) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}

/** Bytes of a tensor on the device: every type of TensorFlow.js takes four bytes an element. */
export function bytesOf({ shape }: { readonly shape: readonly number[] }): number {
  return 4 * tf.util.sizeFromShape([...shape]);
}
