/** Bytes that live on the device while a plan runs; where, is decided after the capture. */
export class Virtual {
  readonly bytes: number;
  /** What it holds from the start and nothing changes: a constant of the captured function. */
  readonly constant: ArrayBuffer | null;
  /** Where it lies when it was put into a `Pack`. */
  place: { readonly pack: Pack; readonly offset: number } | null = null;

  constructor(bytes: number, constant: ArrayBuffer | null = null) {
    this.bytes = bytes;
    this.constant = constant;
  }
}

/** A buffer of the plan that several results are written into, one after the other. */
export class Pack {
  readonly bytes: number;

  constructor(bytes: number) {
    this.bytes = bytes;
  }
}

/** Part of a buffer that outlives the plan; TensorFlow.js binds it as it is. */
export interface View {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

/** What a dispatch binds. */
export type Binding = Virtual | Pack | View;

/** One dispatch. */
export interface Step {
  readonly label: string;
  readonly pipeline: GPUComputePipeline | Promise<GPUComputePipeline>;
  /** Storage buffers in order of their bindings. */
  readonly bindings: readonly Binding[];
  /** The uniforms, bound last. */
  readonly uniforms: ArrayBuffer | null;
  readonly workgroups: readonly [number, number, number];
}

/** A step of a plan that can be encoded. */
export interface ReadyStep {
  readonly label: string;
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

/** WebGPU's guaranteed alignment of the offset of a binding. */
export const ALIGNMENT = 256;

export function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
