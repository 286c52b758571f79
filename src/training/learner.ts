import type { Gradient } from '../network/network.ts';
import { isDeviceLoss } from '../replay/index.ts';
import { clipNorm } from './adamw.ts';
import type { RunConfig } from './config.ts';
import type { Meter } from './meter.ts';
import type { Replica } from './replica.ts';
import type { RunMemory } from './run-memory.ts';
import { batchMix, learningRateAt } from './schedule.ts';

/** What takes the steps of learning of a run, and knows where its latest parameters are. */
export interface Learner {
  /** For replicas to act with; null: what they have. */
  parameters(): Float32Array | null;
  /** Takes a step; false when there is nothing to learn from before the first game ends. */
  step(): Promise<boolean>;
  /** Brings what was learnt into the run's memory, and how many steps that had missed. */
  collect(): Promise<void>;
  /** Steps that the run's memory does not have. */
  readonly missing: number;
}

interface Crew {
  readonly config: RunConfig;
  readonly replicas: readonly Replica[];
  readonly memory: RunMemory;
  readonly meter: Meter;
}

/** The only replica learns by itself where it can; several learn together. */
export async function learnerFor(crew: Crew): Promise<Learner> {
  const { replicas, memory } = crew;
  const [only] = replicas;
  if (replicas.length !== 1 || only === undefined || !(await only.learnsAlone())) {
    return new Together(crew);
  }
  await only.adopt({ parameters: memory.parameters, optimiser: memory.optimiser.state() });
  return new Alone(crew, only);
}

/** Each replica takes the gradient of its share; their mean changes the parameters, which are here. */
class Together implements Learner {
  readonly missing = 0;
  readonly #crew: Crew;

  constructor(crew: Crew) {
    this.#crew = crew;
  }

  parameters(): Float32Array {
    return this.#crew.memory.parameters.slice();
  }

  async step(): Promise<boolean> {
    const { config, replicas, memory, meter } = this.#crew;
    const { learning } = config;
    const began = performance.now();
    const share = Math.ceil(learning.batch / replicas.length);
    const mix = batchMix(config, memory.counters.step, share, memory.there);
    if (mix === null) return false;
    const { demonstrations } = mix;
    const gradients = await Promise.all(
      replicas.map((replica) => {
        const played = memory.draw(mix.played, mix.best);
        return replica.gradient({ parameters: this.parameters(), demonstrations, played });
      }),
    );
    const gathered = performance.now();
    const gradient = mean(gradients);
    const norm = clipNorm(gradient, learning.clip);
    const rate = learningRateAt(learning, memory.counters.step);
    memory.optimiser.update(memory.parameters, gradient, rate, learning.weightDecay);
    memory.counters.step++;
    const now = performance.now();
    const seconds = (now - began) / 1000;
    meter.learnt(gradients, norm, share * replicas.length, seconds, (now - gathered) / 1000);
    return true;
  }

  async collect(): Promise<void> {}
}

/** The replica has parameters and optimiser; here is what they were when they were last asked for. */
class Alone implements Learner {
  missing = 0;
  readonly #crew: Crew;
  readonly #replica: Replica;

  constructor(crew: Crew, replica: Replica) {
    this.#crew = crew;
    this.#replica = replica;
  }

  parameters(): null {
    return null;
  }

  async step(): Promise<boolean> {
    const { config, memory, meter } = this.#crew;
    const { learning } = config;
    const began = performance.now();
    const mix = batchMix(config, memory.counters.step, learning.batch, memory.there);
    if (mix === null) return false;
    const report = await this.#replica.learn({
      demonstrations: mix.demonstrations,
      played: memory.draw(mix.played, mix.best),
      learningRate: learningRateAt(learning, memory.counters.step),
    });
    memory.counters.step++;
    this.missing++;
    const seconds = (performance.now() - began) / 1000;
    meter.learnt([report], report.norm, learning.batch, seconds, 0);
    return true;
  }

  async collect(): Promise<void> {
    const { memory } = this.#crew;
    if (this.missing === 0) return;
    try {
      const { parameters, optimiser } = await this.#replica.learnt();
      memory.parameters.set(parameters);
      memory.optimiser.restore(optimiser);
      this.missing = 0;
    } catch (error) {
      // The next round meets the loss, too, and does something about it.
      if (!isDeviceLoss(error)) throw error;
    }
  }
}

/** The mean of the replicas' gradients, which are of equal shares. */
function mean(gradients: readonly Gradient[]): Float32Array {
  const [first, ...others] = gradients;
  const sum = first!.gradient;
  for (const { gradient } of others) {
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + gradient[i]!;
  }
  if (others.length > 0) for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! / gradients.length;
  return sum;
}
