import * as tf from '@tensorflow/tfjs-core';
import { readBack } from '../../replay/index.ts';
import { partsOf, rowsOf, type TrainingBatch } from '../batch.ts';
import type { NetworkGraph } from '../graph.ts';
import {
  capturePart,
  captureUpdate,
  type PartPlan,
  shareVector,
  type UpdatePlan,
} from './accumulate.ts';
import { type AdamWSettings, settingsVector } from './adamw.ts';
import type { FlatParameters } from './flat-parameters.ts';
import { PlanCache } from './plan-cache.ts';
import { batchInputs, captureStep, type Moments, type StepPlan } from './plans.ts';

/** What a step of learning reads back. */
export interface StepResult {
  readonly policyLoss: number;
  readonly valueLoss: number;
  /** Of the gradient, before it was clipped. */
  readonly norm: number;
}

/** The moments of AdamW, in the layout's order. */
export interface MomentValues {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** What to learn from in one step, and how. */
export interface StepInput {
  readonly batch: TrainingBatch;
  /** As `writeFeatures` gives them for the batch. */
  readonly features: Float32Array;
  readonly valueWeight: number;
  /** Most states that the device takes at once; 0: all. */
  readonly microBatch: number;
  readonly settings: AdamWSettings;
}

/**
 * Steps of learning that leave parameters and moments on the device. A batch that is taken at once is
 * one plan; one in parts is a plan for each size of part, which adds its gradient to a sum, and one
 * for what is done with the sum.
 */
export class DeviceLearning {
  readonly #parameters: FlatParameters;
  readonly #steps = new PlanCache<StepPlan>();
  readonly #parts = new PlanCache<PartPlan>();
  readonly #updates = new PlanCache<UpdatePlan>();
  #moments: Moments | null = null;
  #sum: tf.Tensor1D | null = null;
  /** Resolved when the step before has been submitted: none overtakes another. */
  #turn: Promise<void> = Promise.resolve();

  constructor(parameters: FlatParameters) {
    this.#parameters = parameters;
  }

  /** Resolves when the step's losses have been read back. */
  async learn(graph: NetworkGraph, input: StepInput): Promise<StepResult> {
    const before = this.#turn;
    let submitted: () => void = () => {};
    this.#turn = new Promise((resolve) => {
      submitted = resolve;
    });
    try {
      const submit = await this.#prepare(graph, input);
      await before;
      const result = submit();
      submitted();
      return await result;
    } finally {
      submitted();
    }
  }

  /** The moments of AdamW after what was submitted before; zeros before the first step. */
  async read(): Promise<MomentValues> {
    const moments = this.#momentsOf();
    const [first, second] = await Promise.all([readBack(moments.first), readBack(moments.second)]);
    return { first: this.#parameters.gather(first), second: this.#parameters.gather(second) };
  }

  write({ first, second }: MomentValues): void {
    this.dispose();
    this.#moments = this.#made(first, second);
  }

  /** Bytes of plans and vectors. */
  bytes(): number {
    const plans = [this.#steps, this.#parts, this.#updates];
    const vectors = (this.#moments === null ? 0 : 2) + (this.#sum === null ? 0 : 1);
    return plans.reduce((sum, cache) => sum + cache.bytes(), 4 * this.#parameters.size * vectors);
  }

  dispose(): void {
    for (const plans of [this.#steps, this.#parts, this.#updates]) plans.dispose();
    if (this.#moments !== null) tf.dispose(Object.values(this.#moments));
    this.#sum?.dispose();
    this.#moments = this.#sum = null;
  }

  /** Captures what has not been captured yet; what it gives submits the whole step at once. */
  #prepare(graph: NetworkGraph, input: StepInput): Promise<() => Promise<StepResult>> {
    const parts = partsOf(input.batch.count, input.microBatch);
    return parts.length === 1 ? this.#atOnce(graph, input) : this.#inParts(graph, input, parts);
  }

  async #atOnce(graph: NetworkGraph, { batch, features, valueWeight, settings }: StepInput) {
    const { count, labels } = batch;
    const moments = this.#momentsOf();
    const plan = await this.#steps.get(`${count} ${labels} ${valueWeight}`, () =>
      captureStep(graph, this.#parameters, moments, { count, labels, valueWeight }),
    );
    return async () => {
      const { losses, norm } = await plan.run({
        ...batchInputs(batch, features, graph),
        settings: settingsVector(settings),
      });
      return { policyLoss: losses[0]!, valueLoss: losses[1]!, norm: norm[0]! };
    };
  }

  async #inParts(
    graph: NetworkGraph,
    { batch, features, valueWeight, settings }: StepInput,
    parts: ReturnType<typeof partsOf>,
  ) {
    const moments = this.#momentsOf();
    this.#sum ??= this.#parameters.alike();
    const sum = this.#sum;
    const { labels } = batch;
    const plans: PartPlan[] = [];
    for (const { from, to } of parts) {
      const count = to - from;
      const make = () => capturePart(graph, this.#parameters, sum, { count, labels, valueWeight });
      plans.push(await this.#parts.get(`${count} ${labels} ${valueWeight}`, make));
    }
    const update = await this.#updates.get('', () => captureUpdate(this.#parameters, moments, sum));
    const each = features.length / batch.count;
    return async () => {
      const runs = parts.map(({ from, to }, i) =>
        plans[i]!.run({
          ...batchInputs(rowsOf(batch, from, to), features.subarray(from * each, to * each), graph),
          share: shareVector({ share: (to - from) / batch.count, first: i === 0 }),
        }),
      );
      const [{ norm }, ...results] = await Promise.all([
        update.run({ settings: settingsVector(settings) }),
        ...runs,
      ]);
      const mean = (of: 0 | 1) =>
        results.reduce((total, { losses }, i) => {
          const { from, to } = parts[i]!;
          return total + ((to - from) / batch.count) * losses[of]!;
        }, 0);
      return { policyLoss: mean(0), valueLoss: mean(1), norm: norm[0]! };
    };
  }

  #momentsOf(): Moments {
    this.#moments ??= this.#made();
    return this.#moments;
  }

  #made(first?: Float32Array, second?: Float32Array): Moments {
    return {
      first: this.#parameters.alike(first),
      second: this.#parameters.alike(second),
      decays: tf.tensor1d(this.#parameters.decays(), 'int32'),
    };
  }
}
