import * as tf from '@tensorflow/tfjs-core';
import { bytesOf, type DataId, type Internals, type Program } from './backend.ts';
import { aligned, type Binding, Pack, type Step, type View, Virtual } from './recording.ts';

const active = new WeakMap<Internals, Recorder>();

/** The recorder that is capturing on this backend, if one is. */
export function activeRecorder(backend: Internals): Recorder | undefined {
  return active.get(backend);
}

/**
 * Takes the place of the parts of the backend that touch the device: while it is installed, tensors
 * get `Virtual` buffers and dispatches become `Step`s; nothing runs.
 */
export class Recorder {
  readonly steps: Step[] = [];
  /** Tensors that were there before, with the buffers they had. */
  readonly outside = new Map<DataId, View>();
  /** Those of them that a run changes. */
  readonly changed = new Set<DataId>();
  readonly #backend: Internals;
  /** Tensors made while capturing. */
  readonly #made = new Set<DataId>();
  /** Results whose steps are yet to be recorded, and how. */
  readonly #later = new Map<Virtual, () => void>();

  constructor(backend: Internals) {
    this.#backend = backend;
  }

  /** Runs a function with this recorder in place of the device. */
  record<T>(compute: () => T): T {
    const backend = this.#backend;
    if (active.has(backend)) throw new Error('A capture cannot be made within a capture');
    const { runWebGPUProgram, uploadToGPU, write, readSync, read } = backend;
    const compileOnly = tf.env().getBool('WEBGPU_ENGINE_COMPILE_ONLY');
    const refuse = (id: DataId) => {
      if (backend.tensorMap.get(id).resource instanceof Virtual) {
        throw new Error('A captured function cannot read values: they do not exist yet');
      }
    };
    const replaced: Partial<Internals> = {
      runWebGPUProgram: (program, inputs, dtype, uniforms, output) => {
        // Compiles in the background, and leaves the dispatch to us.
        const result = runWebGPUProgram.call(backend, program, inputs, dtype, uniforms, output);
        if (tf.util.sizeFromShape(result.shape) > 0) {
          this.#recordProgram(program, result, inputs, uniforms);
        }
        return result;
      },
      uploadToGPU: (id) => {
        if (this.#made.has(id)) this.#makeVirtual(id);
        else uploadToGPU.call(backend, id);
      },
      write: (values, shape, dtype) => {
        const id = write.call(backend, values, shape, dtype);
        this.#made.add(id);
        return id;
      },
      readSync: (id) => {
        refuse(id);
        return readSync.call(backend, id);
      },
      read: async (id) => {
        refuse(id);
        return read.call(backend, id);
      },
      shouldExecuteOnCPU: () => false,
    };
    active.set(backend, this);
    tf.env().set('WEBGPU_ENGINE_COMPILE_ONLY', true);
    Object.assign(backend, replaced);
    try {
      return compute();
    } finally {
      // What was replaced are methods of the prototype: they come back when the own ones go.
      for (const name of Object.keys(replaced)) Reflect.deleteProperty(backend, name);
      tf.env().set('WEBGPU_ENGINE_COMPILE_ONLY', compileOnly);
      active.delete(backend);
    }
  }

  /** Where a tensor lies; from here on steps may read it. */
  binding(tensor: tf.TensorInfo): Binding {
    const binding = this.#bindingOf(tensor);
    if (binding instanceof Virtual) this.#later.get(binding)?.();
    return binding;
  }

  /**
   * Makes a result of which nothing is recorded yet.
   * @param record is called when it has been packed, or before a step reads it, unless `recorded` is;
   *   it records the steps that make the result, and calls `recorded`
   */
  later(shape: readonly number[], record: () => void): { tensor: tf.TensorInfo; binding: Virtual } {
    const tensor = this.#backend.makeTensorInfo(shape, 'float32');
    this.#makeVirtual(tensor.dataId);
    const binding = this.#backend.tensorMap.get(tensor.dataId).resource as Virtual;
    this.#later.set(binding, record);
    return { tensor, binding };
  }

  /** Tells that steps make a result that was to be made later. */
  recorded(binding: Virtual): void {
    this.#later.delete(binding);
  }

  /** Records steps right after one that was recorded before. */
  after(step: Step, record: () => void): void {
    const end = this.steps.length;
    record();
    const added = this.steps.splice(end);
    this.steps.splice(this.steps.indexOf(step) + 1, 0, ...added);
  }

  #bindingOf({ dataId }: tf.TensorInfo): Binding {
    const record = this.#backend.tensorMap.get(dataId);
    if (record.resource === undefined || record.resource === null) this.#upload(dataId);
    const { resource } = record;
    if (resource instanceof Virtual || resource instanceof Pack) return resource;
    const known = this.outside.get(dataId);
    if (known !== undefined) return known;
    const view = asView(resource);
    // Held until the plan is disposed of: its buffer may not serve another tensor meanwhile.
    this.#backend.incRef(dataId);
    this.outside.set(dataId, view);
    return view;
  }

  /** Lays results of the captured function side by side in one buffer; see `pack`. */
  pack(tensors: readonly tf.TensorInfo[]): { tensor: tf.TensorInfo; offsets: number[] } {
    const offsets: number[] = [];
    let bytes = 0;
    for (const tensor of tensors) {
      offsets.push(bytes / 4);
      bytes += aligned(bytesOf(tensor));
    }
    const pack = new Pack(bytes);
    for (const [i, tensor] of tensors.entries()) {
      const binding = this.#bindingOf(tensor);
      if (!(binding instanceof Virtual) || binding.constant !== null || binding.place !== null) {
        throw new Error(`Tensor ${i} of a pack is no result of its own of the captured function`);
      }
      binding.place = { pack, offset: 4 * offsets[i]! };
    }
    // Whatever is still to be made knows its place now.
    for (const tensor of tensors) this.binding(tensor);
    const tensor = this.#backend.makeTensorInfo([bytes / 4], 'float32');
    this.#backend.tensorMap.get(tensor.dataId).resource = pack;
    return { tensor, offsets };
  }

  /** How many tensors made while capturing are still there. */
  survivors(): number {
    let count = 0;
    for (const id of this.#made) if (this.#backend.tensorMap.has(id)) count++;
    return count;
  }

  release(): void {
    for (const id of this.outside.keys()) this.#backend.disposeData(id);
    this.outside.clear();
  }

  #upload(id: DataId): void {
    this.#backend.uploadToGPU(id);
  }

  #makeVirtual(id: DataId): void {
    const record = this.#backend.tensorMap.get(id);
    if (record.resource !== undefined && record.resource !== null) return;
    const { values, dtype } = record;
    const whole = dtype === 'int32' || dtype === 'bool';
    const constant = values && (whole ? Int32Array : Float32Array).from(values).buffer;
    record.resource = new Virtual(bytesOf(record), constant);
  }

  /**
   * Lets the backend's own method assemble uniforms and bindings, around a stand-in for itself that
   * notes them.
   */
  #recordProgram(
    program: Program,
    output: tf.TensorInfo,
    inputs: tf.TensorInfo[],
    uniforms: unknown,
  ): void {
    const { pipeline } = program;
    if (pipeline === undefined) throw new Error('TensorFlow.js has not compiled a program');
    const backend = this.#backend;
    const bindings: Binding[] = [];
    let written: ArrayBuffer | null = null;
    const uniformSink = {
      bufferManager: { acquireBuffer: () => null },
      queue: {
        writeBuffer: (_to: null, _offset: number, bytes: ArrayBuffer) => {
          written = bytes;
        },
      },
      uniformPendingDisposal: [],
    };
    const stand = {
      tensorToBinding: (tensor: tf.TensorInfo) => bindings.push(this.binding(tensor)),
      makeUniforms: (all: unknown) => backend.makeUniforms.call(uniformSink as never, all),
      commandQueueOwnedIds: new WeakSet(),
      device: { createBindGroup: () => null },
      ensureCommandEncoderReady: () => {},
      computePassEncoder: {
        setPipeline: () => {},
        setBindGroup: () => {},
        dispatchWorkgroups: () => {},
      },
      // Never enough for a submission.
      dispatchCountInPass: Number.NEGATIVE_INFINITY,
    };
    const standProgram = Object.create(program, {
      pipeline: { value: { getBindGroupLayout: () => null } },
    }) as Program;
    backend.recordAndSubmit.call(stand as never, standProgram, output, inputs, uniforms);
    this.steps.push({
      label: program.constructor.name,
      pipeline,
      bindings,
      uniforms: written,
      workgroups: [...program.dispatch],
    });
  }
}

function asView(resource: unknown): View {
  if (resource instanceof GPUBuffer) return { buffer: resource, offset: 0, size: resource.size };
  const view = resource as Partial<View>;
  if (view.buffer instanceof GPUBuffer) return resource as View;
  throw new Error('A captured function uses a texture: only buffers can be replayed');
}
