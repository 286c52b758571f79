import * as tf from '@tensorflow/tfjs-core';
import {
  type Binding,
  type Pack,
  type Recorder,
  recordKernel,
  type Step,
  type Virtual,
  webGpuInternals,
} from '../../replay/index.ts';
import { type Adding, addingKernel } from './adding.ts';

const TYPE = 'vec4<f32>';

/** Parts that wait to be added up. */
interface Waiting {
  readonly parts: Binding;
  readonly count: number;
  /** The dispatch that makes them. */
  readonly made: Step;
  readonly sums: readonly { readonly binding: Virtual; readonly words: number }[];
}

/**
 * Sums of a captured function that wait until they are packed into one buffer, as gradients are. Then a
 * dispatch adds up as many as it can bind the parts of, right after the last of these are made. One
 * that is read before is made by itself.
 */
export class SumsToCome {
  readonly #recorder: Recorder;
  readonly #waiting = new Set<Waiting>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** As `addParts`, for parts that the last step makes; in words of four numbers. */
  add(parts: Binding, count: number, shapes: readonly (readonly number[])[]): tf.TensorInfo[] {
    const tensors: tf.TensorInfo[] = [];
    const sums = shapes.map((shape) => {
      const { tensor, binding } = this.#recorder.later(shape, () => this.#record(waiting));
      tensors.push(tensor);
      return { binding, words: tf.util.sizeFromShape([...shape]) / 4 };
    });
    const waiting: Waiting = { parts, count, made: this.#recorder.steps.at(-1)!, sums };
    this.#waiting.add(waiting);
    return tensors;
  }

  #record(wanted: Waiting): void {
    const pack = packOf(wanted);
    if (pack === null) {
      this.#recordSome([wanted], null);
      return;
    }
    const all = [...this.#waiting].filter((one) => packOf(one) === pack);
    // One buffer is the pack.
    const most = webGpuInternals().device.limits.maxStorageBuffersPerShaderStage - 1;
    for (let first = 0; first < all.length; first += most) {
      const some = all.slice(first, first + most);
      this.#recorder.after(some.at(-1)!.made, () => this.#recordSome(some, pack));
    }
  }

  #recordSome(some: readonly Waiting[], pack: Pack | null): void {
    const outputs: { name: string; type: string; binding: Binding }[] = [];
    if (pack !== null) outputs.push({ name: 'sums', type: TYPE, binding: pack });
    const addings = some.map(({ count, sums }, i): Adding => {
      const intoPack = ({ binding, words }: Waiting['sums'][number]) => ({
        ...{ words, into: 'sums', offset: binding.place!.offset / 16 },
      });
      const alone = ({ binding, words }: Waiting['sums'][number]) => {
        const name = `sum${outputs.length}`;
        outputs.push({ name, type: TYPE, binding });
        return { words, into: name, offset: 0 };
      };
      return { parts: `parts${i}`, count, sums: sums.map(pack ? intoPack : alone) };
    });
    for (const one of some) {
      this.#waiting.delete(one);
      for (const { binding } of one.sums) this.#recorder.recorded(binding);
    }
    recordKernel(this.#recorder, {
      label: 'add parts',
      ...addingKernel(TYPE, addings),
      outputs,
      inputs: some.map(({ parts }, i) => ({ name: `parts${i}`, type: TYPE, binding: parts })),
    });
  }
}

/** The buffer that all sums of some parts lie in, if they do. */
function packOf({ sums }: Waiting): Pack | null {
  const packs = new Set(sums.map(({ binding }) => binding.place?.pack ?? null));
  const [pack] = packs;
  return packs.size === 1 ? (pack ?? null) : null;
}

const ofRecorder = new WeakMap<Recorder, SumsToCome>();

export function sumsToCome(recorder: Recorder): SumsToCome {
  let sums = ofRecorder.get(recorder);
  if (sums === undefined) {
    sums = new SumsToCome(recorder);
    ofRecorder.set(recorder, sums);
  }
  return sums;
}
