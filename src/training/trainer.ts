import type { Gradient } from '../network/network.ts';
import { clipNorm } from './adamw.ts';
import type { Benchmark } from './benchmark-reward.ts';
import { writeCheckpoint } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import type { RunEvent, RunPhase } from './events.ts';
import type { ActingReport, FoundLine } from './game-record.ts';
import { Meter } from './meter.ts';
import type { Replica } from './replica.ts';
import type { RunLogSnapshot } from './run-log.ts';
import { RunMemory } from './run-memory.ts';
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
  readonly #memory: RunMemory;
  readonly #meter = new Meter();
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
   * @param benchmark what algorithms are worth on hardware, where the config has a weight for it
   * @throws Error with one sentence when it cannot be used
   */
  constructor(
    config: RunConfig,
    replicas: readonly Replica[],
    emit: (event: RunEvent) => void,
    checkpoint?: Uint8Array,
    benchmark?: Benchmark,
  ) {
    this.#config = config;
    this.#memory = new RunMemory(config, checkpoint, benchmark);
    this.#replicas = replicas;
    this.#emit = (event) => {
      this.#memory.log.add(event);
      emit(event);
    };
  }

  /** Resolves when the target rank is reached or the run is stopped; rejects when a replica fails. */
  async run(): Promise<'finished' | 'stopped'> {
    this.#running = true;
    this.#startedAt = performance.now() - 1000 * this.#memory.counters.seconds;
    try {
      this.#phase('preparing');
      await this.#introduce();
      while (!this.#stopped && !this.#finished) {
        await this.#round();
        this.#memory.counters.seconds = this.#seconds();
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
    if (this.#resting) this.#startedAt = performance.now() - 1000 * this.#memory.counters.seconds;
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
      this.#memory.parameters.set(parameters);
      this.#memory.optimiser.restore(optimiser);
    }
    return writeCheckpoint(this.#memory.snapshot());
  }

  /** What the run reported so far, of earlier starts too. */
  log(): RunLogSnapshot {
    return this.#memory.log.snapshot();
  }

  async #introduce(): Promise<void> {
    const { epoch } = this.#memory.counters;
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
      await only.adopt({
        parameters: this.#memory.parameters,
        optimiser: this.#memory.optimiser.state(),
      });
    }
    this.#emit({
      kind: 'backend',
      backend: first.name,
      adapter: first.description,
      replicas: backends.length,
      parameters: this.#memory.parameters.length,
    });
  }

  async #round(): Promise<void> {
    const { stepsBeforeActing, stepsPerRound } = this.#config.learning;
    if (this.#memory.counters.step >= stepsBeforeActing) {
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
    const outlook = {
      moveLimits: this.#memory.ranks.moveLimits(),
      algorithms: this.#memory.reworkable,
    };
    const began = performance.now();
    const reports = await Promise.all(
      this.#replicas.map((replica) =>
        replica.act(
          this.#alone ? null : this.#memory.parameters.slice(),
          learning.wavesPerRound,
          outlook,
        ),
      ),
    );
    this.#meter.acted(reports, (performance.now() - began) / 1000);
    this.#treeBytes = 0;
    for (const report of reports) {
      this.#memory.absorb(report);
      this.#treeBytes += report.memoryBytes;
    }
    this.#count(reports);
    for (const report of reports) for (const line of report.lines) this.#discover(line);
  }

  /** Tells which games ended, target by target, and shows a few of those under way. */
  #count(reports: readonly ActingReport[]): void {
    const { step } = this.#memory.counters;
    const seconds = this.#seconds();
    const all = reports.flatMap(({ games }) => games);
    for (const [target, { size }] of this.#config.targets.entries()) {
      const ended = all.filter((game) => game.target === target && game.kept === 0);
      const again = all.filter((game) => game.target === target && game.kept > 0);
      const won = again.filter(({ rank }) => rank > 0).length;
      const reworked = again.length > 0 ? { reworked: { ended: again.length, solved: won } } : {};
      const ranks = ended.filter(({ rank }) => rank > 0).map(({ rank }) => rank);
      this.#memory.counters.games += ended.length;
      this.#memory.counters.solved += ranks.length;
      const unsolved = ended.length - ranks.length;
      this.#emit({ kind: 'games', seconds, step, target, size, ranks, unsolved, ...reworked });
    }
    const boards = reports[0]!.boards.map((board) => ({
      ...board,
      size: this.#config.targets[board.target]!.size,
    }));
    this.#emit({ kind: 'boards', seconds, step, boards });
  }

  #discover(line: FoundLine): void {
    const { step, games } = this.#memory.counters;
    const seconds = this.#seconds();
    const algorithm = this.#memory.discover(line, seconds);
    if (algorithm === null) return;
    this.#emit({ kind: 'discovery', seconds, step, games, algorithm });
    if (this.#memory.ranks.reached) this.#finished = true;
  }

  /** One step of learning on all replicas. */
  async #learn(): Promise<void> {
    const { learning } = this.#config;
    const began = performance.now();
    const share = Math.ceil(learning.batch / this.#replicas.length);
    const mix = batchMix(this.#config, this.#memory.counters.step, share, this.#memory.there);
    // Without demonstrations there is nothing to learn from before the first game ends.
    if (mix === null) return;
    if (this.#alone !== null) {
      await this.#learnAlone(this.#alone, mix, began);
      return;
    }
    const gradients = await Promise.all(
      this.#replicas.map((replica) => {
        const played = this.#memory.draw(mix.played, mix.best);
        const { demonstrations } = mix;
        return replica.gradient({
          parameters: this.#memory.parameters.slice(),
          demonstrations,
          played,
        });
      }),
    );
    const gathered = performance.now();
    const gradient = mean(gradients);
    const norm = clipNorm(gradient, learning.clip);
    this.#memory.optimiser.update(
      this.#memory.parameters,
      gradient,
      learningRateAt(learning, this.#memory.counters.step),
      learning.weightDecay,
    );
    this.#memory.counters.step++;
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
      played: this.#memory.draw(mix.played, mix.best),
      learningRate: learningRateAt(learning, this.#memory.counters.step),
    });
    this.#memory.counters.step++;
    this.#meter.learnt(
      [report],
      report.norm,
      learning.batch,
      (performance.now() - began) / 1000,
      0,
    );
    if (this.#meter.due) await this.#report();
  }

  async #report(): Promise<void> {
    const tensorBytes = await Promise.all(this.#replicas.map((replica) => replica.tensorBytes()));
    const { step, games, solved } = this.#memory.counters;
    this.#emit({
      kind: 'progress',
      seconds: this.#seconds(),
      step,
      ...this.#meter.take(),
      games,
      solved,
      experience: this.#memory.playedSize,
      stepsToActing: Math.max(0, this.#config.learning.stepsBeforeActing - step),
      bestRank: this.#memory.ranks.of(0),
      bestRanks: this.#config.targets.map((_, target) => this.#memory.ranks.of(target)),
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
