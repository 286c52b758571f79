import * as tf from '@tensorflow/tfjs-core';
import { overwrite, webGpuInternals } from '../../replay/index.ts';
import type { Lookup } from '../layers.ts';
import type { ParameterLayout } from '../parameters.ts';

/** Numbers between the starts of two parameters: WebGPU binds buffers at multiples of 256 bytes. */
export const BLOCK = 64;

/**
 * All parameters in one buffer of the device, each at a multiple of `BLOCK` numbers: TensorFlow.js
 * sees variables that are views into it, the optimiser sees one vector. Gaps hold zeros.
 */
export class FlatParameters {
  readonly layout: ParameterLayout;
  /** Length of the vector, gaps included. */
  readonly size: number;
  readonly lookup: Lookup;
  readonly variables: readonly tf.Variable[];
  /** The vector; its values change when the optimiser runs. */
  readonly all: tf.Tensor1D;
  readonly #offsets: readonly number[];
  readonly #buffer: GPUBuffer;

  constructor(layout: ParameterLayout, values: Float32Array) {
    this.layout = layout;
    let size = 0;
    this.#offsets = layout.parameters.map((parameter) => {
      const offset = size;
      size += Math.ceil(parameter.size / BLOCK) * BLOCK;
      return offset;
    });
    this.size = size;
    const { buffer, tensor } = zeros(size);
    this.#buffer = buffer;
    this.all = tensor;
    const byName = new Map<string, tf.Variable>();
    const { tensorMap } = webGpuInternals();
    this.variables = layout.parameters.map((parameter, i) => {
      const initial = tf.tensor({ buffer, zeroCopy: true }, [...parameter.shape], 'float32');
      // A view in place of the buffer: what TensorFlow.js keeps here it binds as it is.
      tensorMap.get(initial.dataId).resource = {
        buffer,
        offset: 4 * this.#offsets[i]!,
        size: 4 * parameter.size,
      };
      const variable = tf.variable(initial);
      initial.dispose();
      byName.set(parameter.name, variable);
      return variable;
    });
    this.lookup = (name) => {
      const variable = byName.get(name);
      if (variable === undefined) throw new Error(`The network has no parameter ${name}`);
      return variable;
    };
    this.write(values);
  }

  /** @param values in the layout's order */
  write(values: Float32Array): void {
    overwrite(this.all, this.spread(values));
  }

  /** A vector on the device like that of the parameters, with the given values or zeros. */
  alike(values?: Float32Array): tf.Tensor1D {
    const { tensor } = zeros(this.size);
    if (values !== undefined) overwrite(tensor, this.spread(values));
    return tensor;
  }

  /** From the layout's order to the vector's. */
  spread(values: Float32Array): Float32Array {
    const all = new Float32Array(this.size);
    for (const [i, { offset, size }] of this.layout.parameters.entries()) {
      all.set(values.subarray(offset, offset + size), this.#offsets[i]!);
    }
    return all;
  }

  /** From the vector's order to the layout's. */
  gather(all: Float32Array): Float32Array {
    const values = new Float32Array(this.layout.size);
    for (const [i, { offset, size }] of this.layout.parameters.entries()) {
      const from = this.#offsets[i]!;
      values.set(all.subarray(from, from + size), offset);
    }
    return values;
  }

  /** [size / BLOCK] whether weight decay applies to the numbers of a block */
  decays(): Int32Array {
    const flags = new Int32Array(this.size / BLOCK);
    for (const [i, { decays, size }] of this.layout.parameters.entries()) {
      const first = this.#offsets[i]! / BLOCK;
      if (decays) flags.fill(1, first, first + Math.ceil(size / BLOCK));
    }
    return flags;
  }

  dispose(): void {
    tf.dispose([...this.variables, this.all]);
    this.#buffer.destroy();
  }
}

function zeros(size: number): { buffer: GPUBuffer; tensor: tf.Tensor1D } {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = webGpuInternals().device.createBuffer({ size: 4 * size, usage });
  const tensor = tf.tensor({ buffer, zeroCopy: true }, [size], 'float32') as tf.Tensor1D;
  return { buffer, tensor };
}
