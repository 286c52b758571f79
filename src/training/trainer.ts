import { type Algorithm, fromTerms } from '../algorithm/algorithm.ts';
import { algorithmKey } from '../algorithm/canonical.ts';
import { verifyAlgorithm } from '../algorithm/verify.ts';
import type { Gradient } from '../network/network.ts';
import { initialParameters } from '../network/parameters.ts';
import { type Random, restored, seeded } from '../tensor/random.ts';
import { dimensions, formatSize } from '../tensor/size.ts';
import { AdamW, clipNorm } from './adamw.ts';
import { AGENT_FILE, readAgent } from './agent-file.ts';
import { BatchWriter, type SampleBatch } from './batch-writer.ts';
import { BestRanks } from './best-ranks.ts';
import { type Counters, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import { isOfKind } from './container.ts';
import type { RunEvent, RunPhase } from './events.ts';
import { Experience } from './experience.ts';
import type { ActingReport, FoundLine } from './game-record.ts';
import { layoutOf, rulesOf } from './game-rules.ts';
import { Meter } from './meter.ts';
import type { Replica } from './replica.ts';
import { RunLog, type RunLogSnapshot } from './run-log.ts';
import { type BatchMix, batchMix, learningRateAt } from './schedule.ts';

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
  /** of each target, so that a target that is solved often does not crowd out the others */
  readonly #best: readonly Experience[];
  readonly #random: Random;
  readonly #counters: Counters;
  readonly #algorithms = new Map<string, Algorithm>();
  readonly #meter = new Meter();
  #log = new RunLog();
  readonly #ranks: BestRanks;
  /** The only replica, where it learns by itself: then it has the latest parameters. */
  #alone: Replica | null = null;
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

  /**
   * @param checkpoint to go on from; or an agent's file, whose parameters a new run begins with
   * @throws Error with one sentence when it cannot be used
   */
  constructor(
    config: RunConfig,
    replicas: readonly Replica[],
    emit: (event: RunEvent) => void,
    checkpoint?: Uint8Array,
  ) {
    this.#config = config;
    this.#replicas = replicas;
    this.#emit = (event) => {
      this.#log.add(event);
      emit(event);
    };
    this.#rules = rulesOf(config);
    this.#ranks = new BestRanks(config);
    const layout = layoutOf(config);
    const { labels } = config.learning;
    const { history } = config.network;
    const { capacity, bestCapacity } = config.experience;
    this.#optimiser = new AdamW(layout);
    const bestEach = Math.ceil(bestCapacity / config.targets.length);
    this.#played = new Experience(this.#rules, capacity, labels, history);
    this.#best = config.targets.map(() => new Experience(this.#rules, bestEach, labels, history));
    if (checkpoint === undefined || isOfKind(AGENT_FILE, checkpoint)) {
      this.#parameters =
        checkpoint === undefined
          ? initialParameters(layout, seeded(config.seed))
          : parametersFor(config, readAgent(checkpoint));
      this.#random = seeded(config.seed, 1_000_003);
      this.#counters = { epoch: 0, step: 0, games: 0, solved: 0, seconds: 0 };
      return;
    }
    const saved = readCheckpoint(checkpoint);
    parametersFor(config, saved);
    this.#parameters = saved.parameters;
    this.#optimiser.restore(saved.optimiser);
    this.#played.restore(saved.played);
    for (const [target, best] of this.#best.entries()) best.restore(saved.best[target]!);
    this.#random = restored(saved.random);
    this.#log = new RunLog(saved.log);
    this.#counters = { ...saved.counters, epoch: saved.counters.epoch + 1 };
    for (const algorithm of saved.algorithms) {
      this.#algorithms.set(algorithmKey(algorithm), algorithm);
      this.#ranks.verified(targetOf(config, algorithm), algorithm.rank);
    }
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
    if (this.#alone !== null) {
      const { parameters, optimiser } = await this.#alone.learnt();
      this.#parameters.set(parameters);
      this.#optimiser.restore(optimiser);
    }
    return writeCheckpoint({
      config: this.#config,
      counters: { ...this.#counters },
      random: this.#random.state(),
      algorithms: [...this.#algorithms.values()],
      parameters: this.#parameters,
      optimiser: this.#optimiser.state(),
      played: this.#played.snapshot(),
      best: this.#best.map((best) => best.snapshot()),
      log: this.#log.snapshot(),
    });
  }

  /** What the run reported so far, of earlier starts too. */
  log(): RunLogSnapshot {
    return this.#log.snapshot();
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
    const [only] = this.#replicas;
    if (this.#replicas.length === 1 && only !== undefined && (await only.learnsAlone())) {
      this.#alone = only;
      await only.adopt({ parameters: this.#parameters, optimiser: this.#optimiser.state() });
    }
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
    const limits = this.#ranks.moveLimits();
    const began = performance.now();
    const reports = await Promise.all(
      this.#replicas.map((replica) =>
        replica.act(this.#alone ? null : this.#parameters.slice(), learning.wavesPerRound, limits),
      ),
    );
    this.#meter.acted(reports, (performance.now() - began) / 1000);
    this.#treeBytes = 0;
    for (const report of reports) {
      this.#absorb(report);
      this.#treeBytes += report.memoryBytes;
    }
    this.#count(reports);
    for (const report of reports) for (const line of report.lines) this.#discover(line);
  }

  /** Tells which games ended, target by target, and shows a few of those under way. */
  #count(reports: readonly ActingReport[]): void {
    const { step } = this.#counters;
    const seconds = this.#seconds();
    for (const [target, { size }] of this.#config.targets.entries()) {
      const ended = reports.flatMap(({ games }) => games.filter((game) => game.target === target));
      const ranks = ended.filter(({ rank }) => rank > 0).map(({ rank }) => rank);
      this.#counters.games += ended.length;
      this.#counters.solved += ranks.length;
      const unsolved = ended.length - ranks.length;
      this.#emit({ kind: 'games', seconds, step, target, size, ranks, unsolved });
    }
    const boards = reports[0]!.boards.map((board) => ({
      ...board,
      size: this.#config.targets[board.target]!.size,
    }));
    this.#emit({ kind: 'boards', seconds, step, boards });
  }

  /** Puts games into the experience: all teach the value, solved ones the policy too. */
  #absorb(report: ActingReport): void {
    const { policyFromUnsolved } = this.#config.learning;
    for (const game of [...report.games, ...report.swapped]) {
      this.#played.add(game, game.rank > 0 || policyFromUnsolved);
    }
    for (const line of report.best) {
      // A better game makes all before it second best: they would teach to play like them.
      if (this.#ranks.improve(line.target, line.positions)) this.#best[line.target]!.clear();
      this.#best[line.target]!.add(line, true);
    }
  }

  #discover({ target, rank, factors }: FoundLine): void {
    const { targets, arithmetic, seed, preset } = this.#config;
    const { size } = targets[target]!;
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
    this.#algorithms.set(algorithmKey(algorithm), algorithm);
    this.#ranks.verified(target, rank);
    this.#emit({ kind: 'discovery', seconds, step, games, algorithm });
    if (this.#ranks.reached) this.#finished = true;
  }

  /** One step of learning on all replicas. */
  async #learn(): Promise<void> {
    const { learning } = this.#config;
    const began = performance.now();
    const share = Math.ceil(learning.batch / this.#replicas.length);
    const mix = batchMix(this.#config, this.#counters.step, share, {
      played: this.#played.size > 0,
      best: this.#best.some(({ size }) => size > 0),
    });
    // Without demonstrations there is nothing to learn from before the first game ends.
    if (mix === null) return;
    if (this.#alone !== null) {
      await this.#learnAlone(this.#alone, mix, began);
      return;
    }
    const gradients = await Promise.all(
      this.#replicas.map((replica) => {
        const played = this.#drawPlayed(mix.played, mix.best);
        const { demonstrations } = mix;
        return replica.gradient({ parameters: this.#parameters.slice(), demonstrations, played });
      }),
    );
    const gathered = performance.now();
    const gradient = mean(gradients);
    const norm = clipNorm(gradient, learning.clip);
    this.#optimiser.update(
      this.#parameters,
      gradient,
      learningRateAt(learning, this.#counters.step),
      learning.weightDecay,
    );
    this.#counters.step++;
    const now = performance.now();
    const seconds = (now - began) / 1000;
    const own = (now - gathered) / 1000;
    this.#meter.learnt(gradients, norm, share * this.#replicas.length, seconds, own);
    if (this.#meter.due) await this.#report();
  }

  async #learnAlone(replica: Replica, mix: BatchMix, began: number): Promise<void> {
    const { learning } = this.#config;
    const report = await replica.learn({
      demonstrations: mix.demonstrations,
      played: this.#drawPlayed(mix.played, mix.best),
      learningRate: learningRateAt(learning, this.#counters.step),
    });
    this.#counters.step++;
    this.#meter.learnt(
      [report],
      report.norm,
      learning.batch,
      (performance.now() - began) / 1000,
      0,
    );
    if (this.#meter.due) await this.#report();
  }

  /** The part of a replica's batch that comes from games; null when there is none yet. */
  #drawPlayed(played: number, best: number): SampleBatch | null {
    if (played + best === 0) return null;
    const { learning, network } = this.#config;
    const batch = new BatchWriter(this.#rules, played + best, learning.labels, network.history);
    const random = this.#random;
    for (let i = 0; i < played; i++) this.#played.write(batch, random);
    const solved = this.#best.filter(({ size }) => size > 0);
    for (let i = 0; i < best; i++) {
      solved[solved.length > 1 ? random.below(solved.length) : 0]!.write(batch, random);
    }
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
      bestRank: this.#ranks.of(0),
      bestRanks: this.#config.targets.map((_, target) => this.#ranks.of(target)),
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

/** The parameters of another run, @throws Error with one sentence when they mean something else here */
function parametersFor(
  config: RunConfig,
  saved: { readonly config: RunConfig; readonly parameters: Float32Array },
): Float32Array {
  const { size } = layoutOf(config);
  if (sameGame(saved.config, config) && saved.parameters.length === size) return saved.parameters;
  throw new Error('This checkpoint belongs to a run with another network or another target.');
}

/** Whether what one run learnt means the same in the other: sizes of equal side share their shapes. */
function sameGame(a: RunConfig, b: RunConfig): boolean {
  const game = ({ targets, arithmetic, maxCoefficient, tokenDigits, network }: RunConfig) => {
    const sizes = targets.map(({ size }) => size);
    return JSON.stringify([
      ...[sizes, arithmetic, maxCoefficient, tokenDigits],
      Object.entries(network).sort(),
    ]);
  };
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

/** Which of the run's targets an algorithm is of. */
function targetOf({ targets }: RunConfig, { size }: Algorithm): number {
  return targets.findIndex((target) => formatSize(target.size) === formatSize(size));
}
