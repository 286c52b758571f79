import { type Algorithm, fromTerms } from '../algorithm/algorithm.ts';
import { algorithmKey } from '../algorithm/canonical.ts';
import { bestKnownRank } from '../algorithm/known.ts';
import { verifyAlgorithm } from '../algorithm/verify.ts';
import type { TrainingBatch } from '../network/batch.ts';
import type { Gradient } from '../network/network.ts';
import { initialParameters, parameterLayout } from '../network/parameters.ts';
import { networkShape } from '../network/shape.ts';
import { type Random, restored, seeded } from '../tensor/random.ts';
import { dimensions } from '../tensor/size.ts';
import { AdamW, clipNorm } from './adamw.ts';
import { BatchWriter } from './batch-writer.ts';
import { type Counters, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import type { RunEvent, RunPhase } from './events.ts';
import { Experience } from './experience.ts';
import type { ActingReport, FoundLine } from './game-record.ts';
import { Meter } from './meter.ts';
import { type Replica, rulesOf } from './replica.ts';

/**
 * Runs a run. It works in rounds: all replicas play `wavesPerRound` waves with the same parameters,
 * then all learn `stepsPerRound` steps together, each on its share of the batch. Nothing depends on
 * the clock, so that config, seed and number of replicas determine a run.
 */
export class Trainer {
  readonly #config: RunConfig;
  readonly #replicas: readonly Replica[];
  readonly #emit: (event: RunEvent) => void;
  readonly #rules;
  readonly #parameters: Float32Array;
  readonly #optimiser: AdamW;
  readonly #played: Experience;
  readonly #best: Experience;
  readonly #random: Random;
  readonly #counters: Counters;
  readonly #algorithms = new Map<string, Algorithm>();
  readonly #meter = new Meter();
  #bestRank: number | null = null;
  #finished = false;
  #stopped = false;
  #paused: Promise<void> | null = null;
  #unpause: () => void = () => {};
  /** Resolved each time a round ends. */
  #halts: Array<() => void> = [];
  #running = false;
  /** Between two rounds. */
  #resting = false;
  #startedAt = 0;
  #treeBytes = 0;

  /** @throws Error with one sentence when the checkpoint cannot be used */
  constructor(
    config: RunConfig,
    replicas: readonly Replica[],
    emit: (event: RunEvent) => void,
    checkpoint?: Uint8Array,
  ) {
    this.#config = config;
    this.#replicas = replicas;
    this.#emit = emit;
    this.#rules = rulesOf(config);
    const layout = parameterLayout(config.network, networkShape(this.#rules));
    const { labels } = config.learning;
    this.#optimiser = new AdamW(layout);
    this.#played = new Experience(this.#rules, config.experience.capacity, labels);
    this.#best = new Experience(this.#rules, config.experience.bestCapacity, labels);
    if (checkpoint === undefined) {
      this.#parameters = initialParameters(layout, seeded(config.seed));
      this.#random = seeded(config.seed, 1_000_003);
      this.#counters = { epoch: 0, step: 0, games: 0, solved: 0, seconds: 0 };
      return;
    }
    const saved = readCheckpoint(checkpoint);
    if (!sameGame(saved.config, config) || saved.parameters.length !== layout.size) {
      throw new Error('This checkpoint belongs to a run with another network or another target.');
    }
    this.#parameters = saved.parameters;
    this.#optimiser.restore(saved.optimiser);
    this.#played.restore(saved.played);
    this.#best.restore(saved.best);
    this.#random = restored(saved.random);
    this.#counters = { ...saved.counters, epoch: saved.counters.epoch + 1 };
    for (const algorithm of saved.algorithms) this.#remember(algorithm);
  }

  /** Resolves when the target rank is reached or the run is stopped; rejects when a replica fails. */
  async run(): Promise<'finished' | 'stopped'> {
    this.#running = true;
    this.#startedAt = performance.now() - 1000 * this.#counters.seconds;
    try {
      this.#phase('preparing');
      await this.#introduce();
      while (!this.#stopped && !this.#finished) {
        await this.#round();
        this.#counters.seconds = this.#seconds();
        await this.#halt();
      }
    } finally {
      this.#running = false;
      this.#releaseHalts();
    }
    const outcome = this.#finished ? 'finished' : 'stopped';
    this.#phase(outcome);
    return outcome;
  }

  /** Resolves when the round under way has ended: nothing changes until `resume`. */
  async pause(): Promise<void> {
    if (this.#paused === null) {
      this.#paused = new Promise((resolve) => {
        this.#unpause = resolve;
      });
    }
    await this.#nextHalt();
    // Meanwhile the run may have been resumed, or have come to its end.
    if (this.#paused !== null && this.#running && !this.#finished) this.#phase('paused');
  }

  resume(): void {
    if (this.#paused === null) return;
    // The clock stood still only if the round under way had ended.
    if (this.#resting) this.#startedAt = performance.now() - 1000 * this.#counters.seconds;
    this.#paused = null;
    this.#unpause();
  }

  stop(): void {
    this.#stopped = true;
    this.resume();
  }

  /** The run's state as one file; waits for the round under way. */
  async checkpoint(): Promise<Uint8Array> {
    await this.#nextHalt();
    return writeCheckpoint({
      config: this.#config,
      counters: { ...this.#counters },
      random: this.#random.state(),
      algorithms: [...this.#algorithms.values()],
      parameters: this.#parameters,
      optimiser: this.#optimiser.state(),
      played: this.#played.snapshot(),
      best: this.#best.snapshot(),
    });
  }

  async #introduce(): Promise<void> {
    const { epoch } = this.#counters;
    const backends = await Promise.all(
      this.#replicas.map(async (replica) => {
        await replica.begin(epoch);
        return replica.backend();
      }),
    );
    const first = backends[0];
    if (first === undefined) throw new Error('A run needs at least one replica');
    this.#emit({
      kind: 'backend',
      backend: first.name,
      adapter: first.description,
      replicas: backends.length,
      parameters: this.#parameters.length,
    });
  }

  async #round(): Promise<void> {
    const { stepsBeforeActing, stepsPerRound } = this.#config.learning;
    if (this.#counters.step >= stepsBeforeActing) {
      this.#phase('acting');
      await this.#act();
      if (this.#finished) {
        await this.#report();
        return;
      }
    }
    this.#phase('learning');
    for (let i = 0; i < stepsPerRound && !this.#stopped; i++) await this.#learn();
    await this.#report();
  }

  async #act(): Promise<void> {
    const { learning } = this.#config;
    const limit = moveLimitOf(this.#config, this.#bestRank);
    const began = performance.now();
    const reports = await Promise.all(
      this.#replicas.map((replica) =>
        replica.act(this.#parameters.slice(), learning.wavesPerRound, limit),
      ),
    );
    this.#meter.acted(reports, (performance.now() - began) / 1000);
    const ranks: number[] = [];
    let unsolved = 0;
    this.#treeBytes = 0;
    for (const report of reports) {
      this.#absorb(report);
      this.#treeBytes += report.memoryBytes;
      for (const { rank } of report.games) {
        if (rank > 0) ranks.push(rank);
        else unsolved++;
      }
    }
    this.#counters.games += ranks.length + unsolved;
    this.#counters.solved += ranks.length;
    const { step } = this.#counters;
    this.#emit({ kind: 'games', seconds: this.#seconds(), step, ranks, unsolved });
    for (const report of reports) for (const line of report.lines) this.#discover(line);
  }

  /** Puts games into the experience: all teach the value, solved ones the policy too. */
  #absorb(report: ActingReport): void {
    const { policyFromUnsolved } = this.#config.learning;
    for (const game of report.games) this.#played.add(game, game.rank > 0 || policyFromUnsolved);
    for (const line of report.best) this.#best.add(line, true);
  }

  #discover({ rank, factors }: FoundLine): void {
    const { size, arithmetic, seed, preset } = this.#config;
    const [a, b, c] = dimensions(size);
    const terms = Array.from({ length: rank }, (_, i) => {
      const at = i * (a + b + c);
      return {
        u: factors.slice(at, at + a),
        v: factors.slice(at + a, at + a + b),
        w: factors.slice(at + a + b, at + a + b + c),
      };
    });
    const { step, games } = this.#counters;
    const seconds = this.#seconds();
    const provenance = { solver: 'agent', preset, seed, step, games, seconds: Math.round(seconds) };
    const algorithm = fromTerms(size, arithmetic, terms, provenance);
    if (this.#algorithms.has(algorithmKey(algorithm))) return;
    const verdict = verifyAlgorithm(algorithm);
    // The game's own arithmetic is exact, so this would be a bug in it, not bad luck.
    if (!verdict.ok) throw new Error(`A finished game does not verify: ${verdict.reason}`);
    this.#remember(algorithm);
    this.#emit({ kind: 'discovery', seconds, step, games, algorithm });
    const { targetRank } = this.#config;
    if (targetRank !== null && rank <= targetRank) this.#finished = true;
  }

  #remember(algorithm: Algorithm): void {
    this.#algorithms.set(algorithmKey(algorithm), algorithm);
    if (this.#bestRank === null || algorithm.rank < this.#bestRank) {
      this.#bestRank = algorithm.rank;
    }
  }

  /** One step of learning on all replicas. */
  async #learn(): Promise<void> {
    const { learning } = this.#config;
    const began = performance.now();
    const share = Math.ceil(learning.batch / this.#replicas.length);
    const gradients = await Promise.all(
      this.#replicas.map((replica) => {
        const played = this.#drawPlayed(share);
        const demonstrations = share - (played?.count ?? 0);
        return replica.gradient({ parameters: this.#parameters.slice(), demonstrations, played });
      }),
    );
    const gradient = mean(gradients);
    const norm = clipNorm(gradient, learning.clip);
    const { step } = this.#counters;
    const warmup = Math.min(1, (step + 1) / learning.warmupSteps);
    this.#optimiser.update(
      this.#parameters,
      gradient,
      learning.learningRate * warmup,
      learning.weightDecay,
    );
    this.#counters.step++;
    const seconds = (performance.now() - began) / 1000;
    this.#meter.learnt(gradients, norm, share * this.#replicas.length, seconds);
    if (this.#meter.due) await this.#report();
  }

  /** The part of a replica's batch that comes from games; null when there is none yet. */
  #drawPlayed(share: number): TrainingBatch | null {
    const { playedShare, bestShare } = this.#config.experience;
    const played = this.#played.size > 0 ? Math.round(share * playedShare) : 0;
    const best = this.#best.size > 0 ? Math.round(share * bestShare) : 0;
    if (played + best === 0) return null;
    const batch = new BatchWriter(this.#rules, played + best, this.#config.learning.labels);
    for (let i = 0; i < played; i++) this.#played.write(batch, this.#random);
    for (let i = 0; i < best; i++) this.#best.write(batch, this.#random);
    return batch.plain();
  }

  async #report(): Promise<void> {
    const tensorBytes = await Promise.all(this.#replicas.map((replica) => replica.tensorBytes()));
    const { step, games, solved } = this.#counters;
    this.#emit({
      kind: 'progress',
      seconds: this.#seconds(),
      step,
      ...this.#meter.take(),
      games,
      solved,
      experience: this.#played.size,
      stepsToActing: Math.max(0, this.#config.learning.stepsBeforeActing - step),
      bestRank: this.#bestRank,
      memoryBytes: tensorBytes.reduce((sum, bytes) => sum + bytes, this.#treeBytes),
    });
  }

  /** Between two rounds: tells who waits, and sleeps while paused. */
  async #halt(): Promise<void> {
    this.#resting = true;
    this.#releaseHalts();
    if (!this.#finished && this.#paused !== null) await this.#paused;
    // Who waited for the halt comes first: it runs when this function next yields.
    await Promise.resolve();
    this.#resting = false;
  }

  #nextHalt(): Promise<void> {
    if (!this.#running || this.#resting) return Promise.resolve();
    return new Promise((resolve) => this.#halts.push(resolve));
  }

  #releaseHalts(): void {
    for (const resolve of this.#halts) resolve();
    this.#halts = [];
  }

  #seconds(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  #phase(phase: RunPhase): void {
    this.#emit({ kind: 'phase', phase, seconds: this.#seconds() });
  }
}

/** Whether what one run learnt means the same in the other: sizes of equal side share their shapes. */
function sameGame(a: RunConfig, b: RunConfig): boolean {
  const game = ({ size, arithmetic, maxCoefficient, network }: RunConfig) =>
    JSON.stringify([size, arithmetic, maxCoefficient, Object.entries(network).sort()]);
  return game(a) === game(b);
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

/** Moves after which games end, once an algorithm of rank `best` is known. */
export function moveLimitOf(config: RunConfig, best: number | null): number {
  const { acting, moveLimit, size, arithmetic } = config;
  if (best === null) return moveLimit;
  // A run that goes on at the best known rank would otherwise never end a game in success again.
  const least = bestKnownRank(size, arithmetic) ?? 1;
  return Math.min(moveLimit, Math.max(best + acting.limitSlack, least));
}
