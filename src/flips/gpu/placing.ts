/**
 * Puts many walkers where they are to go on, wherever they lie in the GPU's memory: one upload and one
 * dispatch for thousands, instead of a write for every word of a header.
 */
import type { WalkOptions, WalkState } from '../walker.ts';
import { HEADER_WORDS, packHeader, packScheme, schemeWords } from './memory.ts';

/** Where a walker is to go on, and how. */
export interface Placed {
  readonly walker: number;
  readonly state: WalkState;
  readonly options: WalkOptions;
}

/** Walkers of one upload: at the most terms they take 13 MB. */
const MOST_AT_ONCE = 4096;
const THREADS = 64;

/** A record of the upload: the walker's number, its header, its schemes. */
function recordWords(capacity: number): number {
  return 1 + HEADER_WORDS + schemeWords(capacity);
}

/** A thread copies a word. Group 0: 0, headers; 1, schemes (memory.ts); 2, the records. */
function placingShader(walkers: number, capacity: number): string {
  return `
const RECORD = ${recordWords(capacity)}u;

@group(0) @binding(0) var<storage, read_write> headers: array<u32>;
@group(0) @binding(1) var<storage, read_write> schemes: array<u32>;
@group(0) @binding(2) var<storage, read> records: array<u32>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x;
  let k = at % RECORD;
  if (at >= arrayLength(&records) || k == 0u) { return; }
  let walker = records[at - k];
  if (k <= ${HEADER_WORDS}u) {
    headers[(k - 1u) * ${walkers}u + walker] = records[at];
  } else {
    schemes[walker * ${schemeWords(capacity)}u + k - ${1 + HEADER_WORDS}u] = records[at];
  }
}
`;
}

export class Placing {
  readonly #device: GPUDevice;
  readonly #capacity: number;
  readonly #pipeline: GPUComputePipeline;

  private constructor(device: GPUDevice, capacity: number, pipeline: GPUComputePipeline) {
    this.#device = device;
    this.#capacity = capacity;
    this.#pipeline = pipeline;
  }

  static async create(device: GPUDevice, walkers: number, capacity: number): Promise<Placing> {
    const module = device.createShaderModule({ code: placingShader(walkers, capacity) });
    const pipeline = await device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module, entryPoint: 'main' },
    });
    return new Placing(device, capacity, pipeline);
  }

  /** @param placed each walker once at most; the buffers are those of memory.ts */
  place(placed: readonly Placed[], headers: GPUBuffer, schemes: GPUBuffer): void {
    for (let from = 0; from < placed.length; from += MOST_AT_ONCE) {
      const records = this.#uploaded(placed.slice(from, from + MOST_AT_ONCE));
      const encoder = this.#device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(this.#pipeline);
      const entries = [headers, schemes, records].map((buffer, binding) => ({
        binding,
        resource: { buffer },
      }));
      const layout = this.#pipeline.getBindGroupLayout(0);
      pass.setBindGroup(0, this.#device.createBindGroup({ layout, entries }));
      pass.dispatchWorkgroups(Math.ceil(records.size / 4 / THREADS));
      pass.end();
      this.#device.queue.submit([encoder.finish()]);
      records.destroy();
    }
  }

  #uploaded(placed: readonly Placed[]): GPUBuffer {
    const length = recordWords(this.#capacity);
    const data = new Uint32Array(length * placed.length);
    for (const [n, { walker, state, options }] of placed.entries()) {
      const at = n * length;
      data[at] = walker;
      packHeader(state, options, data, at + 1);
      const schemes = at + 1 + HEADER_WORDS;
      packScheme(state.scheme, this.#capacity, data, schemes);
      packScheme(state.best, this.#capacity, data, schemes + 3 * this.#capacity);
    }
    const { STORAGE, COPY_DST } = GPUBufferUsage;
    const usage = STORAGE | COPY_DST;
    const buffer = this.#device.createBuffer({ label: 'records', size: data.byteLength, usage });
    this.#device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  }
}
