import type * as tf from '@tensorflow/tfjs-core';
import { type DataId, flush, type Internals } from './backend.ts';
import { assertAlive, explained } from './device-loss.ts';
import { type Layout, layOut, type PlanMemory } from './layout.ts';
import { type Profile, profileSteps } from './profile.ts';
import type { Recorder } from './recorder.ts';
import { aligned, type Binding, type ReadyStep, type Step, type View } from './recording.ts';
import { Staging } from './staging.ts';

export type Values = Float32Array | Int32Array;

/** Values for inputs, by name. */
export type InputValues<I extends string> = { readonly [name in I]?: Values };

/** An output, as the capture found it. */
export interface Output {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
  readonly binding: Binding;
}

/** What a capture hands to the plan. */
export interface Captured {
  readonly backend: Internals;
  readonly recorder: Recorder;
  readonly inputs: ReadonlyMap<string, { readonly buffer: GPUBuffer; readonly tensor: tf.Tensor }>;
  readonly outputs: readonly Output[];
  /** New values of variables, copied into their buffers after the last step. */
  readonly updates: readonly { readonly from: Binding; readonly to: View }[];
  /** Variables that the function read, with what they held. */
  readonly variables: readonly { readonly variable: tf.Variable; readonly dataId: DataId }[];
}

/** Commands of one run, and the buffer that they copy its results to. */
interface ReadyRun {
  readonly commands: GPUCommandBuffer;
  readonly staging: GPUBuffer;
}

/** A captured computation, ready to be run again and again; see `capture`. */
export class Plan<I extends string = string, O extends string = string> {
  readonly memory: PlanMemory;
  readonly #captured: Captured;
  readonly #layout: Layout;
  readonly #steps: readonly ReadyStep[];
  readonly #staging: Staging;
  readonly #readings: readonly {
    readonly output: Output;
    readonly from: View;
    readonly at: number;
  }[];
  /** The commands of the next `run`: they are written while the device is at work on the last. */
  #prepared: ReadyRun | null = null;
  #disposed = false;

  /** Use `capture`. */
  constructor(captured: Captured, pipelines: readonly GPUComputePipeline[]) {
    const { backend, recorder, outputs, updates, inputs } = captured;
    const { device } = backend;
    const { steps } = recorder;
    this.#captured = captured;
    const kept = [...outputs.map(({ binding }) => binding), ...updates.map(({ from }) => from)];
    const layout = layOut(device, steps, kept);
    this.#layout = layout;
    this.#steps = steps.map((step, i) => ready(device, step, i, pipelines[i]!, layout));
    let bytes = 0;
    this.#readings = outputs.map((output) => {
      const from = layout.place(output.binding);
      const at = bytes;
      bytes += aligned(from.size);
      return { output, from, at };
    });
    this.#staging = new Staging(device, bytes);
    const inputBytes = [...inputs.values()].reduce((sum, { buffer }) => sum + buffer.size, 0);
    // Results are read back through two buffers in turn, or more where more runs are under way.
    const fixed = layout.memory.fixed + inputBytes + 2 * bytes;
    this.memory = { ...layout.memory, fixed, total: fixed + layout.memory.transient };
  }

  /** How many dispatches a run takes. */
  get dispatches(): number {
    return this.#steps.length;
  }

  get disposed(): boolean {
    return this.#disposed;
  }

  /**
   * Sets inputs; those not named keep what they had. It takes effect before the next run and after
   * those already submitted.
   * @throws RangeError when an input has another length
   */
  write(values: InputValues<I>): void {
    this.#assertUsable();
    for (const [name, data] of Object.entries<Values | undefined>(values)) {
      const input = this.#captured.inputs.get(name);
      if (input === undefined) throw new RangeError(`The plan has no input ${name}`);
      if (data === undefined) continue;
      const { size, dtype, shape } = input.tensor;
      if (data.length !== size || data instanceof Int32Array !== (dtype === 'int32')) {
        throw new RangeError(`Input ${name} takes ${size} ${dtype} numbers ([${shape}])`);
      }
      this.#captured.backend.queue.writeBuffer(input.buffer, 0, data as BufferSource);
    }
  }

  /** Sets inputs and runs once; resolves when the outputs have been read back. */
  async run(values: InputValues<I> = {}): Promise<Record<O, Values>> {
    this.write(values);
    const { device } = this.#captured.backend;
    const { commands, staging } = this.#prepared ?? this.#prepare();
    this.#submit(commands);
    this.#prepared = this.#prepare();
    try {
      await staging.mapAsync(GPUMapMode.READ);
    } catch (error) {
      if (this.#disposed) throw new Error('The plan was disposed of while it ran');
      throw await explained(error, device);
    }
    const bytes = staging.getMappedRange();
    const results = this.#readings.map(({ output, from, at }) => {
      const copy = bytes.slice(at, at + from.size);
      const data = output.dtype === 'float32' ? new Float32Array(copy) : new Int32Array(copy);
      return [output.name, data];
    });
    staging.unmap();
    this.#staging.giveBack(staging);
    return Object.fromEntries(results) as Record<O, Values>;
  }

  /** Sets inputs and runs once, reading nothing back: for a computation that changes variables. */
  submit(values: InputValues<I> = {}): void {
    this.write(values);
    this.#submit(this.#encode(() => {}));
  }

  /**
   * Runs once with a pass of its own for each dispatch, and gives the GPU's time by label. Browsers
   * round timestamps to 0.1 ms unless told otherwise.
   * @throws Error when the device has no timestamps
   */
  async profile(values: InputValues<I> = {}): Promise<Profile> {
    this.write(values);
    const { backend } = this.#captured;
    flush(backend);
    return profileSteps(backend.device, this.#steps, (encoder) => this.#update(encoder));
  }

  /** Gives the device's memory back; a run under way may end with an error. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#prepared = null;
    const { recorder, inputs } = this.#captured;
    for (const buffer of this.#layout.buffers) buffer.destroy();
    this.#staging.dispose();
    recorder.release();
    for (const { tensor, buffer } of inputs.values()) {
      tensor.dispose();
      buffer.destroy();
    }
  }

  #prepare(): ReadyRun {
    const staging = this.#staging.take();
    const commands = this.#encode((encoder) => {
      for (const { from, at } of this.#readings) {
        encoder.copyBufferToBuffer(from.buffer, from.offset, staging, at, from.size);
      }
    });
    return { commands, staging };
  }

  #encode(after: (encoder: GPUCommandEncoder) => void): GPUCommandBuffer {
    const encoder = this.#captured.backend.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const { pipeline, group, workgroups } of this.#steps) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(...workgroups);
    }
    pass.end();
    this.#update(encoder);
    after(encoder);
    return encoder.finish();
  }

  #submit(commands: GPUCommandBuffer): void {
    const { backend, recorder } = this.#captured;
    flush(backend);
    for (const dataId of recorder.changed) {
      // What TensorFlow.js remembers of a tensor that changes in place would be out of date.
      if (backend.tensorMap.has(dataId)) backend.tensorMap.get(dataId).values = null;
    }
    backend.queue.submit([commands]);
  }

  #update(encoder: GPUCommandEncoder): void {
    for (const { from, to } of this.#captured.updates) {
      const { buffer, offset } = this.#layout.place(from);
      encoder.copyBufferToBuffer(buffer, offset, to.buffer, to.offset, to.size);
    }
  }

  #assertUsable(): void {
    if (this.#disposed) throw new Error('The plan has been disposed of');
    assertAlive(this.#captured.backend.device);
    for (const { variable, dataId } of this.#captured.variables) {
      if (variable.isDisposed || variable.dataId !== dataId) {
        throw new Error(
          `Variable ${variable.name} was ${variable.isDisposed ? 'disposed of' : 'given another buffer'} since the capture: use overwrite, or capture again`,
        );
      }
    }
  }
}

function ready(
  device: GPUDevice,
  { label, bindings, workgroups }: Step,
  index: number,
  pipeline: GPUComputePipeline,
  layout: Layout,
): ReadyStep {
  const uniforms = layout.uniforms(index);
  const views = bindings.map((binding) => layout.place(binding));
  if (uniforms !== null) views.push(uniforms);
  const group = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: views.map(({ buffer, offset, size }, binding) => ({
      binding,
      resource: { buffer, offset, size },
    })),
  });
  return { label, pipeline, group, workgroups };
}
