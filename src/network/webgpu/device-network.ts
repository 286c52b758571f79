import { readBack } from '../../replay/index.ts';
import type { TrainingBatch } from '../batch.ts';
import type { NetworkGraph } from '../graph.ts';
import type { ParameterLayout } from '../parameters.ts';
import { DeviceLearning } from './device-learning.ts';
import { FlatParameters } from './flat-parameters.ts';
import { PlanCache } from './plan-cache.ts';
import {
  batchInputs,
  captureGradient,
  captureWave,
  type GradientPlan,
  type WavePlan,
} from './plans.ts';

/** What a wave's evaluation reads back. */
export interface WaveResult {
  /** [count × K × tokens] */
  readonly moves: Uint16Array;
  /** [count × K] */
  readonly logProbabilities: Float32Array;
  /** [count × q] */
  readonly quantiles: Float32Array;
}

/** Most states that one plan evaluates; larger waves are cut. */
const MOST_STATES = 1024;
const LEAST_STATES = 16;

/**
 * The network on WebGPU: parameters in one buffer, and a captured plan for each shape that is asked
 * for. Waves are padded to the next power of two, so that few shapes occur.
 */
export class DeviceNetwork {
  readonly parameters: FlatParameters;
  readonly learning: DeviceLearning;
  readonly #waves = new PlanCache<WavePlan>();
  readonly #gradients = new PlanCache<GradientPlan>();

  constructor(layout: ParameterLayout, values: Float32Array) {
    this.parameters = new FlatParameters(layout, values);
    this.learning = new DeviceLearning(this.parameters);
  }

  /**
   * @param features as `writeFeatures` gives them for `count` states
   * @param offsets [count] numbers in [0, 1)
   * @param seed a whole number below 2²⁴
   */
  async evaluate(
    graph: NetworkGraph,
    features: Float32Array,
    offsets: Float32Array,
    seed: number,
    samples: number,
    temperature: number,
  ): Promise<WaveResult> {
    const count = offsets.length;
    const perState = features.length / count;
    const { tokens } = graph.shape;
    const { quantiles: q } = graph.config;
    const result: WaveResult = {
      moves: new Uint16Array(count * samples * tokens),
      logProbabilities: new Float32Array(count * samples),
      quantiles: new Float32Array(count * q),
    };
    const parts: Promise<void>[] = [];
    for (let from = 0; from < count; from += MOST_STATES) {
      const to = Math.min(count, from + MOST_STATES);
      parts.push(
        this.#part(graph, samples, to - from, {
          features: features.subarray(from * perState, to * perState),
          offsets: offsets.subarray(from, to),
          settings: Float32Array.of(1 / temperature, (seed + from) % 2 ** 24),
        }).then(({ moves, points, quantiles }) => {
          result.moves.set(
            moves.subarray(0, (to - from) * samples * tokens),
            from * samples * tokens,
          );
          for (let i = 0; i < (to - from) * samples; i++) {
            result.logProbabilities[from * samples + i] = points[4 * i + 2]!;
          }
          result.quantiles.set(quantiles.subarray(0, (to - from) * q) as Float32Array, from * q);
        }),
      );
    }
    await Promise.all(parts);
    return result;
  }

  async #part(
    graph: NetworkGraph,
    samples: number,
    count: number,
    inputs: Readonly<Record<'features' | 'offsets' | 'settings', Float32Array>>,
  ) {
    let capacity = LEAST_STATES;
    while (capacity < count) capacity *= 2;
    const plan = await this.#waves.get(`${capacity} ${samples}`, () =>
      captureWave(graph, capacity, samples),
    );
    const perState = inputs.features.length / count;
    return plan.run({
      ...inputs,
      features: padded(inputs.features, perState * capacity),
      offsets: padded(inputs.offsets, capacity),
    });
  }

  /** Gradient and losses of a batch; the gradient in the layout's order. */
  async gradient(
    graph: NetworkGraph,
    batch: TrainingBatch,
    features: Float32Array,
    valueWeight: number,
  ): Promise<{ gradient: Float32Array; losses: Float32Array }> {
    const { count, labels } = batch;
    const plan = await this.#gradients.get(`${count} ${labels} ${valueWeight}`, () =>
      captureGradient(graph, this.parameters, { count, labels, valueWeight }),
    );
    const { gradient, losses } = await plan.run(batchInputs(batch, features, graph));
    return {
      gradient: this.parameters.gather(gradient as Float32Array),
      losses: losses as Float32Array,
    };
  }

  /** The parameters as they are on the device. */
  async readParameters(): Promise<Float32Array> {
    return this.parameters.gather(await readBack(this.parameters.all));
  }

  /** Bytes of all plans and vectors. */
  bytes(): number {
    const own = 4 * this.parameters.size + this.learning.bytes();
    return own + this.#waves.bytes() + this.#gradients.bytes();
  }

  dispose(): void {
    this.#waves.dispose();
    this.#gradients.dispose();
    this.learning.dispose();
    this.parameters.dispose();
  }
}

function padded(values: Float32Array, length: number): Float32Array {
  if (values.length === length) return values;
  const all = new Float32Array(length);
  all.set(values);
  return all;
}
