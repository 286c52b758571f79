/**
 * Thousands of walks modulo 2 on a GPU: each the walk that `Walk` takes for the same start, generator
 * and options, to the bit (walk.ts; thread-shader.ts, subgroup-shader.ts).
 *
 * The device is given, not looked for, so that this runs in a worker, under Node and in tests alike.
 */
import type { Scheme, WalkState } from '../walker.ts';
import { type GpuWalksOptions, type Kernel, kernelFor } from './kernel.ts';
import { HEADER, HEADER_WORDS, SUMMARY_WORDS, schemeWords, unpackScheme } from './memory.ts';
import { type Placed, Placing } from './placing.ts';

/** Where the walkers are. */
export interface WalkerSummary {
  /** [walkers] */
  readonly ranks: Uint32Array;
  /** [walkers] of the best scheme of each walk */
  readonly bestRanks: Uint32Array;
  /** [walkers] */
  readonly flips: Uint32Array;
  /** [walkers] 1 where the walk is stuck, and does no more */
  readonly stuck: Uint8Array;
}

const MOST_MISSES = 8192;
/** The numbers of a dispatch are 32 bits wide. */
const RUN_BYTES = 16;
/** Tries of one dispatch at most: a GPU that takes longer than a second or two is taken for hung. */
const TRIES_A_DISPATCH = 400_000;

export class GpuWalks {
  readonly walkers: number;
  readonly capacity: number;
  readonly kernel: 'subgroup' | 'thread';
  readonly #device: GPUDevice;
  readonly #headers: GPUBuffer;
  readonly #schemes: GPUBuffer;
  readonly #run: GPUBuffer;
  readonly #pipeline: GPUComputePipeline;
  readonly #bindings: GPUBindGroup;
  readonly #workgroups: number;
  readonly #placing: Placing;

  private constructor(
    device: GPUDevice,
    { walkers, capacity }: GpuWalksOptions,
    kernel: Kernel,
    pipeline: GPUComputePipeline,
    placing: Placing,
  ) {
    this.walkers = walkers;
    this.capacity = capacity;
    this.kernel = kernel.name;
    this.#device = device;
    this.#workgroups = Math.ceil(walkers / kernel.walkersAWorkgroup);
    const { STORAGE, COPY_SRC, COPY_DST, UNIFORM } = GPUBufferUsage;
    const storage = (label: string, words: number) =>
      device.createBuffer({
        label,
        size: 4 * words * walkers,
        usage: STORAGE | COPY_SRC | COPY_DST,
      });
    this.#headers = storage('headers', HEADER_WORDS);
    this.#schemes = storage('schemes', schemeWords(capacity));
    this.#run = device.createBuffer({ label: 'run', size: RUN_BYTES, usage: UNIFORM | COPY_DST });
    this.#pipeline = pipeline;
    this.#placing = placing;
    this.#bindings = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [this.#headers, this.#schemes, this.#run].map((buffer, binding) => ({
        binding,
        resource: { buffer },
      })),
    });
  }

  /**
   * Compiles the shader and takes the memory. A device with the feature `subgroups` walks fastest.
   * @throws RangeError when the walkers do not fit the device's limits
   */
  static async create(device: GPUDevice, options: GpuWalksOptions): Promise<GpuWalks> {
    const { capacity, walkers } = options;
    const { limits } = device;
    const kernel = kernelFor(device, options);
    const bytes = 4 * schemeWords(capacity) * walkers;
    if (bytes > Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize)) {
      throw new RangeError(
        `${walkers} walkers take ${bytes} bytes, more than this GPU binds (${limits.maxStorageBufferBindingSize})`,
      );
    }
    if (Math.ceil(walkers / kernel.walkersAWorkgroup) > limits.maxComputeWorkgroupsPerDimension) {
      throw new RangeError(`${walkers} walkers are more than this GPU dispatches at once`);
    }
    const pipeline = await device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module: device.createShaderModule({ code: kernel.code }), entryPoint: 'main' },
    });
    const placing = await Placing.create(device, walkers, capacity);
    return new GpuWalks(device, options, kernel, pipeline, placing);
  }

  /**
   * Walkers go on from states, with options; each is named once at most, and the others stay.
   * @throws RangeError when a scheme has more terms than the capacity, or too long factors
   */
  load(placed: readonly Placed[]): void {
    this.#placing.place(placed, this.#headers, this.#schemes);
  }

  /**
   * Every walker walks until it has `end` flips behind it since the start of its walk, or until its
   * rank is at most the target's. Resolves when the GPU is done.
   */
  async run(end: number, targetRank: number, tries = TRIES_A_DISPATCH): Promise<WalkerSummary> {
    for (;;) {
      const summary = await this.dispatch(end, targetRank, tries);
      const done = summary.flips.every(
        (flips, walker) =>
          flips >= end ||
          summary.ranks[walker]! <= Math.max(1, targetRank) ||
          summary.stuck[walker] === 1,
      );
      if (done) return summary;
    }
  }

  /**
   * One dispatch: the same, but no walker tries more often than that. Walks do not depend on how they
   * are cut into dispatches.
   */
  dispatch(end: number, targetRank: number, tries = TRIES_A_DISPATCH): Promise<WalkerSummary> {
    const numbers = Uint32Array.of(this.walkers, end, targetRank, tries);
    this.#device.queue.writeBuffer(this.#run, 0, numbers);
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.#pipeline);
    pass.setBindGroup(0, this.#bindings);
    pass.dispatchWorkgroups(this.#workgroups);
    pass.end();
    this.#device.queue.submit([encoder.finish()]);
    return this.summary();
  }

  async summary(): Promise<WalkerSummary> {
    const n = this.walkers;
    const words = await this.#readHeaders(SUMMARY_WORDS);
    const row = (k: number) => words.subarray(k * n, (k + 1) * n);
    return {
      ranks: row(HEADER.rank),
      bestRanks: row(HEADER.bestRank),
      flips: row(HEADER.flips),
      stuck: Uint8Array.from(row(HEADER.misses), (misses) => (misses >= MOST_MISSES ? 1 : 0)),
    };
  }

  /** The best schemes of some walkers. */
  async best(walkers: readonly number[]): Promise<Scheme[]> {
    return (await this.states(walkers)).map(({ best }) => best);
  }

  /** The states of some walkers, exact: a `Walk` restored from one goes on as the GPU would. */
  async states(walkers: readonly number[]): Promise<WalkState[]> {
    if (walkers.length === 0) return [];
    const { capacity } = this;
    const words = schemeWords(capacity);
    const headers = await this.#readHeaders(HEADER_WORDS);
    const schemes = await this.#gather(
      walkers.map((walker) => walker * words),
      words,
    );
    return walkers.map((walker, n) => {
      const get = (k: number) => headers[k * this.walkers + walker]!;
      return {
        scheme: unpackScheme(schemes, n * words, capacity, get(HEADER.rank)),
        best: unpackScheme(schemes, n * words + 3 * capacity, capacity, get(HEADER.bestRank)),
        generator: [0, 1, 2, 3].map((k) => get(HEADER.generator + k) | 0),
        flips: get(HEADER.flips),
        idle: get(HEADER.idle),
        misses: get(HEADER.misses),
      };
    });
  }

  dispose(): void {
    for (const buffer of [this.#headers, this.#schemes, this.#run]) buffer.destroy();
  }

  #gather(firsts: readonly number[], count: number): Promise<Uint32Array> {
    return this.#copied(4 * count * firsts.length, (encoder, staging) => {
      for (const [n, first] of firsts.entries()) {
        encoder.copyBufferToBuffer(this.#schemes, 4 * first, staging, 4 * count * n, 4 * count);
      }
    });
  }

  #readHeaders(words: number): Promise<Uint32Array> {
    const bytes = 4 * words * this.walkers;
    return this.#copied(bytes, (encoder, staging) => {
      encoder.copyBufferToBuffer(this.#headers, 0, staging, 0, bytes);
    });
  }

  async #copied(
    bytes: number,
    copy: (encoder: GPUCommandEncoder, staging: GPUBuffer) => void,
  ): Promise<Uint32Array> {
    const staging = this.#device.createBuffer({
      size: bytes,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    try {
      const encoder = this.#device.createCommandEncoder();
      copy(encoder, staging);
      this.#device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      return new Uint32Array(staging.getMappedRange().slice(0));
    } finally {
      staging.destroy();
    }
  }
}
