import { isDeviceLoss, lossReason } from '../replay/index.ts';
import type { Benchmark } from './benchmark-reward.ts';
import { followedBy, writeCheckpoint } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import type { RunEvent, RunPhase } from './events.ts';
import type { ActingReport, FoundLine } from './game-record.ts';
import { gamesEvents } from './games-events.ts';
import { type Learner, learnerFor } from './learner.ts';
import { GpuGoneError, Losses } from './losses.ts';
import { Meter } from './meter.ts';
import type { Replica } from './replica.ts';
import type { Outlook } from './room.ts';
import { RunClock } from './run-clock.ts';
import type { RunLogSnapshot } from './run-log.ts';
import { RunMemory } from './run-memory.ts';

/** Seconds after which the run's memory gets a copy of what was learnt on a device. */
const COPY_SECONDS = 10;

/**
 * Runs a run. It works in rounds: all replicas play `wavesPerRound` waves with the same parameters,
 * then all learn `stepsPerRound` steps together, each on its share of the batch. Nothing depends on
 * the clock, so that config, seed and number of replicas determine a run.
 *
 * A device may be lost: then replicas begin anew on another, with what the run's memory has.
 */
export class Trainer {
  readonly #config: RunConfig;
  readonly #replicas: readonly Replica[];
  readonly #emit: (event: RunEvent) => void;
  readonly #memory: RunMemory;
  readonly #meter = new Meter();
  readonly #clock = new RunClock();
  readonly #losses = new Losses();
  #learner: Learner | null = null;
  #finished = false;
  #stopped = false;
  /** When what was learnt was last brought here. */
  #copiedAt = 0;
  #treeBytes = 0;
  /** The run's own algorithms as the replicas have them: none when they begin. */
  #told: readonly FoundLine[] = [];

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
    const { counters } = this.#memory;
    this.#clock.start(counters.seconds);
    try {
      this.#phase('preparing');
      await this.#introduce();
      while (!this.#stopped && !this.#finished) {
        await this.#survive(async () => {
          await this.#round();
          this.#losses.roundDone();
        });
        counters.seconds = this.#clock.seconds();
        await this.#clock.halt(this.#finished);
      }
    } finally {
      this.#clock.end();
    }
    const outcome = this.#finished ? 'finished' : 'stopped';
    this.#phase(outcome);
    return outcome;
  }

  /** Resolves when the round under way has ended: nothing changes until `resume`. */
  async pause(): Promise<void> {
    this.#clock.pause();
    await this.#clock.nextHalt();
    // Meanwhile the run may have been resumed, or have come to its end.
    if (this.#clock.paused && this.#clock.running && !this.#finished) this.#phase('paused');
  }

  resume(): void {
    this.#clock.resume();
  }

  stop(): void {
    this.#stopped = true;
    this.resume();
  }

  /**
   * The run's state as one file; waits for the round under way.
   * @param command by which it was made or went on: the file tells it
   */
  async checkpoint(command?: string): Promise<Uint8Array> {
    await this.#clock.nextHalt();
    if (this.#learner !== null) await this.#clock.hold(this.#learner.collect());
    const state = this.#memory.snapshot();
    if (command === undefined) return writeCheckpoint(state);
    return writeCheckpoint({ ...state, origin: followedBy(state.origin, command) });
  }

  /** What the run reported so far, of earlier starts too. */
  log(): RunLogSnapshot {
    return this.#memory.log.snapshot();
  }

  async #introduce(): Promise<void> {
    const { parameters, counters } = this.#memory;
    this.#told = [];
    const backends = await Promise.all(
      this.#replicas.map(async (replica) => {
        await replica.begin(counters.epoch);
        return replica.backend();
      }),
    );
    const first = backends[0];
    if (first === undefined) throw new Error('A run needs at least one replica');
    this.#learner = await learnerFor({
      ...{ config: this.#config, replicas: this.#replicas },
      ...{ memory: this.#memory, meter: this.#meter },
    });
    this.#copiedAt = performance.now();
    this.#emit({
      kind: 'backend',
      backend: first.name,
      adapter: first.description,
      replicas: backends.length,
      parameters: parameters.length,
    });
  }

  /** Does it, or begins anew on another device when that was lost meanwhile. */
  async #survive(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isDeviceLoss(error)) throw error;
      await this.#recover(error);
    }
  }

  async #recover(loss: Error): Promise<void> {
    const withoutGpu = this.#losses.add();
    const { counters } = this.#memory;
    this.#emit({
      kind: 'lost',
      seconds: this.#clock.seconds(),
      step: counters.step,
      steps: this.#learner?.missing ?? 0,
      reason: lossReason(loss),
      withoutGpu,
    });
    // What the replicas draw from now on they have not drawn before.
    counters.epoch++;
    this.#learner = null;
    try {
      await Promise.all(this.#replicas.map((replica) => replica.renew(withoutGpu)));
    } catch (error) {
      throw new GpuGoneError(error instanceof Error ? error.message : String(error));
    }
    // The new device may go, too: no more often than `Losses` has patience for.
    await this.#survive(() => this.#introduce());
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
    await this.#copy();
    await this.#report();
  }

  /** Has what was learnt copied to where a lost device does not take it, not too often. */
  async #copy(): Promise<void> {
    if (performance.now() - this.#copiedAt < 1000 * COPY_SECONDS) return;
    await this.#learner?.collect();
    this.#copiedAt = performance.now();
  }

  async #act(): Promise<void> {
    const { learning } = this.#config;
    const outlook = this.#outlook();
    const began = performance.now();
    const reports = await Promise.all(
      this.#replicas.map((replica) =>
        replica.act(this.#begun().parameters(), learning.wavesPerRound, outlook),
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

  #outlook(): Outlook {
    const { ranks } = this.#memory;
    const own = this.#memory.reworkable;
    const same = own.length === this.#told.length && own.every((line, i) => line === this.#told[i]);
    this.#told = own;
    return {
      moveLimits: ranks.moveLimits(),
      reached: ranks.targetsReached(),
      algorithms: same ? null : own,
    };
  }

  #count(reports: readonly ActingReport[]): void {
    const { counters } = this.#memory;
    const at = { seconds: this.#clock.seconds(), step: counters.step };
    const { ended, boards } = gamesEvents(this.#config, reports, at);
    for (const event of ended) {
      counters.games += event.ranks.length + event.unsolved;
      counters.solved += event.ranks.length;
      this.#emit(event);
    }
    this.#emit(boards);
  }

  #discover(line: FoundLine): void {
    const { step, games } = this.#memory.counters;
    const seconds = this.#clock.seconds();
    const algorithm = this.#memory.discover(line, seconds);
    if (algorithm === null) return;
    this.#emit({ kind: 'discovery', seconds, step, games, algorithm });
    if (this.#memory.ranks.reached) this.#finished = true;
  }

  async #learn(): Promise<void> {
    const learnt = await this.#begun().step();
    if (learnt && this.#meter.due) await this.#report();
  }

  async #report(): Promise<void> {
    const tensorBytes = await Promise.all(this.#replicas.map((replica) => replica.tensorBytes()));
    const { step, games, solved } = this.#memory.counters;
    this.#emit({
      kind: 'progress',
      seconds: this.#clock.seconds(),
      step,
      ...this.#meter.take(),
      games,
      solved,
      experience: this.#memory.playedSize,
      stepsToActing: Math.max(0, this.#config.learning.stepsBeforeActing - step),
      bestRank: this.#memory.ranks.of(0),
      bestRanks: this.#config.targets.map((_, target) => this.#memory.ranks.of(target)),
      algorithms: this.#memory.found,
      memoryBytes: tensorBytes.reduce((sum, bytes) => sum + bytes, this.#treeBytes),
    });
  }

  #begun(): Learner {
    if (this.#learner === null) throw new Error('A round came before the replicas had begun');
    return this.#learner;
  }

  #phase(phase: RunPhase): void {
    this.#emit({ kind: 'phase', phase, seconds: this.#clock.seconds() });
  }
}
