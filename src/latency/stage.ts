/** Buffers for one shape, and plans made ready to run on them. */
import { FILL_WORKGROUPS, fillWgsl } from './entries.ts';
import { misfit } from './fit.ts';
import { type Gpu, LostGpu } from './gpu.ts';
import type { Precision } from './kernels/tile.ts';
import type { BufferName, Plan, Step } from './plan.ts';

/** The device has not as much memory as a case needs; the message is one sentence. */
export class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory';
}

export interface Prepared {
  readonly plan: Plan;
  /** Records one product. */
  record(pass: GPUComputePassEncoder): void;
}

interface Ready {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

const MATRICES: readonly BufferName[] = ['a', 'b', 'c'];

/**
 * The matrices of one shape and precision, and the workspace that all plans prepared on it share:
 * they run one after another.
 */
export class Stage {
  readonly shape: readonly [number, number, number];
  readonly precision: Precision;
  readonly #gpu: Gpu;
  readonly #buffers = new Map<BufferName, GPUBuffer>();
  readonly #uniforms: GPUBuffer[] = [];
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();

  private constructor(gpu: Gpu, shape: readonly [number, number, number], precision: Precision) {
    this.#gpu = gpu;
    this.shape = shape;
    this.precision = precision;
  }

  /**
   * Allocates and fills A and B, and allocates C and workspace for the plans.
   * @throws RangeError when a plan does not fit the limits, before anything is allocated
   * @throws OutOfMemory when the device refuses
   */
  static async create(gpu: Gpu, plans: readonly Plan[]): Promise<Stage> {
    const first = plans[0];
    if (first === undefined) throw new RangeError('A stage needs a plan');
    const sizes = new Map<BufferName, number>();
    for (const plan of plans) {
      const reason = misfit(plan, gpu.limits);
      if (reason !== null) throw new RangeError(reason);
      for (const [name, bytes] of Object.entries(plan.buffers) as [BufferName, number][]) {
        sizes.set(name, Math.max(bytes, sizes.get(name) ?? 0));
      }
    }
    const stage = new Stage(gpu, first.shape, first.precision);
    try {
      await stage.#allocate(sizes);
      await stage.#fill();
    } catch (error) {
      stage.dispose();
      throw error;
    }
    return stage;
  }

  async #allocate(sizes: ReadonlyMap<BufferName, number>): Promise<void> {
    const { device } = this.#gpu;
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    for (const [name, size] of sizes) {
      const usage =
        GPUBufferUsage.STORAGE | (MATRICES.includes(name) ? GPUBufferUsage.COPY_SRC : 0);
      this.#buffers.set(name, device.createBuffer({ size, usage, label: name }));
    }
    const invalid = await device.popErrorScope();
    const memory = await device.popErrorScope();
    if (memory !== null || invalid !== null) {
      const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      throw new OutOfMemory(
        `The GPU has no ${Math.round(bytes / 2 ** 20)} MiB left for this size: choose smaller ones.`,
      );
    }
  }

  async #fill(): Promise<void> {
    const [n, m, p] = this.shape;
    const encoder = this.#gpu.device.createCommandEncoder();
    for (const [name, stream, count] of [
      ['a', 1, n * m],
      ['b', 2, m * p],
    ] as const) {
      const pipeline = await this.#pipeline(fillWgsl(stream, count, this.precision));
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, this.#group(pipeline, [this.#buffers.get(name)!]));
      pass.dispatchWorkgroups(FILL_WORKGROUPS);
      pass.end();
    }
    this.#gpu.device.queue.submit([encoder.finish()]);
  }

  /**
   * Compiles a plan's kernels.
   * @throws Error with one sentence when the driver refuses one of them
   */
  async prepare(plan: Plan): Promise<Prepared> {
    const ready = await Promise.all(plan.steps.map((step) => this.#ready(step)));
    return {
      plan,
      record: (pass) => {
        for (const { pipeline, group, workgroups } of ready) {
          pass.setPipeline(pipeline);
          pass.setBindGroup(0, group);
          pass.dispatchWorkgroups(...workgroups);
        }
      },
    };
  }

  async #ready(step: Step): Promise<Ready> {
    const pipeline = await this.#pipeline(step.wgsl);
    const buffers = step.entries.map((name) => {
      const buffer = this.#buffers.get(name);
      if (buffer === undefined) throw new RangeError(`The stage has no buffer ${name}`);
      return buffer;
    });
    if (step.uniform !== undefined) buffers.push(this.#uniform(step.uniform));
    return { pipeline, group: this.#group(pipeline, buffers), workgroups: step.workgroups };
  }

  #uniform(contents: ArrayBuffer): GPUBuffer {
    const buffer = this.#gpu.device.createBuffer({
      size: contents.byteLength,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    this.#gpu.device.queue.writeBuffer(buffer, 0, contents);
    this.#uniforms.push(buffer);
    return buffer;
  }

  #group(pipeline: GPUComputePipeline, buffers: readonly GPUBuffer[]): GPUBindGroup {
    return this.#gpu.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  }

  #pipeline(wgsl: string): Promise<GPUComputePipeline> {
    const known = this.#pipelines.get(wgsl);
    if (known !== undefined) return known;
    const { device } = this.#gpu;
    const module = device.createShaderModule({ code: wgsl });
    const pipeline = device
      .createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } })
      .catch((error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        throw new Error(`The GPU's driver refused a kernel: ${text.split('\n')[0]}`);
      });
    this.#pipelines.set(wgsl, pipeline);
    return pipeline;
  }

  /** Runs a prepared plan once, from a C that holds nothing of use. */
  async run(prepared: Prepared): Promise<void> {
    const encoder = this.#gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    prepared.record(pass);
    pass.end();
    this.#gpu.device.queue.submit([encoder.finish()]);
  }

  /** Entries of C at the given places (row · p + column), read back together. */
  async read(places: readonly number[]): Promise<number[]> {
    const { device } = this.#gpu;
    const bytes = this.precision === 'f32' ? 4 : 2;
    const size = 4 * places.length;
    const buffer = device.createBuffer({
      size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = device.createCommandEncoder();
    for (const [i, place] of places.entries()) {
      const from = Math.floor((place * bytes) / 4) * 4;
      encoder.copyBufferToBuffer(this.#buffers.get('c')!, from, buffer, 4 * i, 4);
    }
    device.queue.submit([encoder.finish()]);
    try {
      await buffer.mapAsync(GPUMapMode.READ);
    } catch {
      throw new LostGpu('The GPU went away while results were read.');
    }
    const view = new DataView(buffer.getMappedRange().slice(0));
    buffer.destroy();
    return places.map((place, i) =>
      bytes === 4
        ? view.getFloat32(4 * i, true)
        : half(view.getUint16(4 * i + 2 * (place % 2), true)),
    );
  }

  dispose(): void {
    for (const buffer of [...this.#buffers.values(), ...this.#uniforms]) buffer.destroy();
    this.#buffers.clear();
    this.#uniforms.length = 0;
  }
}

/** The number that 16 bits of IEEE half precision stand for. */
export function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
