import { type Algorithm, fromTerms, toTerms } from '../algorithm/algorithm.ts';
import { naiveAlgorithm } from '../algorithm/examples.ts';
import type { Rules } from '../game/rules.ts';
import { initialParameters } from '../network/parameters.ts';
import { type Random, restored, seeded } from '../tensor/random.ts';
import { dimensions, formatSize } from '../tensor/size.ts';
import { AdamW } from './adamw.ts';
import { AGENT_FILE, readAgent } from './agent-file.ts';
import { BatchWriter, type SampleBatch } from './batch-writer.ts';
import { type Benchmark, BenchmarkRewards } from './benchmark-reward.ts';
import { BestRanks } from './best-ranks.ts';
import { type Checkpoint, type Counters, readCheckpoint } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import { isOfKind } from './container.ts';
import { Experience } from './experience.ts';
import { FoundAlgorithms, type FoundCount } from './found-algorithms.ts';
import type { ActingReport, FoundLine, GameRecord } from './game-record.ts';
import { layoutOf, rulesOf } from './game-rules.ts';
import { OwnAlgorithms } from './own-algorithms.ts';
import { lineOfTerms, termsOfLine } from './rework.ts';
import { RunLog } from './run-log.ts';

/** What a run has come to: everything that a checkpoint keeps, and nothing that is under way. */
export class RunMemory {
  readonly parameters: Float32Array;
  readonly optimiser: AdamW;
  readonly counters: Counters;
  readonly ranks: BestRanks;
  readonly log: RunLog;
  /** Of the file that it goes on from or begins with; empty where there is none. */
  readonly origin: string;
  readonly #config: RunConfig;
  readonly #rules: Rules;
  readonly #random: Random;
  readonly #played: Experience;
  /** of each target, so that a target that is solved often does not crowd out the others */
  readonly #best: readonly Experience[];
  readonly #found: FoundAlgorithms;
  readonly #own: OwnAlgorithms;
  /** Null where speed counts for nothing. */
  readonly #rewards: BenchmarkRewards | null;

  /**
   * @param file a checkpoint to go on from, or an agent's file, whose parameters a new run begins with
   * @param benchmark what algorithms are worth on hardware, where the config has a weight for it
   * @throws Error with one sentence when it cannot be used
   */
  constructor(config: RunConfig, file?: Uint8Array, benchmark?: Benchmark) {
    this.#config = config;
    const { benchmarkWeight, reworkKept } = config.acting;
    this.#own = new OwnAlgorithms(reworkKept);
    this.#rewards =
      benchmark === undefined || benchmarkWeight === 0
        ? null
        : new BenchmarkRewards(benchmarkWeight, benchmark, config.targets.length);
    this.#rules = rulesOf(config);
    this.ranks = new BestRanks(config);
    const layout = layoutOf(config);
    const { labels } = config.learning;
    const { history } = config.network;
    const { capacity, bestCapacity } = config.experience;
    if (config.acting.reworkFrom === 'entries') {
      for (const [target, { size }] of config.targets.entries()) {
        this.#own.add(lineOfTerms(target, toTerms(naiveAlgorithm(size, config.arithmetic))));
      }
    }
    this.#found = new FoundAlgorithms(config.targets.length);
    this.optimiser = new AdamW(layout);
    const bestEach = Math.ceil(bestCapacity / config.targets.length);
    this.#played = new Experience(this.#rules, capacity, labels, history);
    this.#best = config.targets.map(() => new Experience(this.#rules, bestEach, labels, history));
    if (file === undefined || isOfKind(AGENT_FILE, file)) {
      const agent = file === undefined ? null : readAgent(file);
      this.parameters =
        agent === null
          ? initialParameters(layout, seeded(config.seed))
          : parametersFor(config, agent);
      this.origin = agent?.origin ?? '';
      this.#random = seeded(config.seed, 1_000_003);
      this.counters = { epoch: 0, step: 0, games: 0, solved: 0, seconds: 0 };
      this.log = new RunLog();
      return;
    }
    const saved = readCheckpoint(file);
    this.parameters = parametersFor(config, saved);
    this.origin = saved.origin;
    this.optimiser.restore(saved.optimiser);
    this.#played.restore(saved.played);
    for (const [target, best] of this.#best.entries()) best.restore(saved.best[target]!);
    this.#random = restored(saved.random);
    this.log = new RunLog(saved.log);
    this.counters = { ...saved.counters, epoch: saved.counters.epoch + 1 };
    const found = saved.algorithms.map((algorithm) => {
      return { target: targetOf(config, algorithm), algorithm };
    });
    this.#found.restore(found, saved.found);
    for (const { target, algorithm } of found) this.ranks.verified(target, algorithm.rank);
    const own =
      saved.own.length > 0
        ? saved.own
        : found.map(({ target, algorithm }) => lineOfTerms(target, toTerms(algorithm)));
    for (const line of own) this.#own.add(line);
  }

  snapshot(): Checkpoint {
    return {
      config: this.#config,
      counters: { ...this.counters },
      random: this.#random.state(),
      algorithms: this.#found.all(),
      found: this.#found.tally(),
      own: this.#own.all(),
      parameters: this.parameters,
      optimiser: this.optimiser.state(),
      played: this.#played.snapshot(),
      best: this.#best.map((best) => best.snapshot()),
      log: this.log.snapshot(),
      origin: this.origin,
    };
  }

  /** What games may begin in the middle of: none where no game does. */
  get reworkable(): FoundLine[] {
    return this.#config.acting.reworkShare > 0 ? this.#own.all() : [];
  }

  /** Of each target: the different algorithms found. */
  get found(): FoundCount[] {
    return this.#found.counts();
  }

  /** Positions of played games. */
  get playedSize(): number {
    return this.#played.size;
  }

  /** Whether there is anything of each kind to learn from. */
  get there(): { readonly played: boolean; readonly best: boolean } {
    return { played: this.#played.size > 0, best: this.#best.some(({ size }) => size > 0) };
  }

  /** Puts games into the experience: all teach the value, solved ones the policy too. */
  absorb(report: ActingReport): void {
    const { policyFromUnsolved } = this.#config.learning;
    for (const line of report.lines) this.#own.add(line);
    for (const game of [...report.games, ...report.swapped]) {
      if (game.easy) continue;
      this.#played.add(this.#rewarded(game).game, game.rank > 0 || policyFromUnsolved);
    }
    for (const line of report.best) {
      const best = this.#best[line.target]!;
      const shorter = this.ranks.improve(line.target, line.rank);
      const { game, measured } = this.#rewarded(line);
      if (this.#rewards === null) {
        // A better game makes all before it second best: they would teach to play like them.
        if (shorter) best.clear();
        best.add(line, true);
      } else if (measured) {
        const judged = this.#rewards.judge(game);
        if (judged === 'better') best.clear();
        if (judged !== 'worse') best.add(game, true);
      }
    }
  }

  /** The game with the benchmark reward in its returns, where it is solved and there is one. */
  #rewarded(game: GameRecord): { readonly game: GameRecord; readonly measured: boolean } {
    if (this.#rewards === null || game.line === undefined) return { game, measured: false };
    return this.#rewards.rewarded(game, this.#algorithmOf(game.line));
  }

  /** Positions drawn from played and from the best games; null for none of both. */
  draw(played: number, best: number): SampleBatch | null {
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

  /** The algorithm that a line is, verified exactly; null when it is known, or one of too many. */
  discover(line: FoundLine, seconds: number): Algorithm | null {
    const { seed, preset } = this.#config;
    const { step, games } = this.counters;
    // Reworking makes no end of equals.
    if (line.reworked && line.rank >= (this.ranks.of(line.target) ?? Number.POSITIVE_INFINITY))
      return null;
    const provenance = { solver: 'agent', preset, seed, step, games, seconds: Math.round(seconds) };
    const algorithm = this.#algorithmOf(line, provenance);
    const outcome = this.#found.add(line.target, algorithm);
    this.ranks.verified(line.target, line.rank);
    return outcome === 'kept' ? algorithm : null;
  }

  #algorithmOf(line: FoundLine, provenance?: Readonly<Record<string, unknown>>): Algorithm {
    const { targets, arithmetic } = this.#config;
    const { size } = targets[line.target]!;
    return fromTerms(size, arithmetic, termsOfLine(line, dimensions(size)), provenance);
  }
}

/**
 * The parameters of another run.
 * @throws Error with one sentence when they mean something else here
 */
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

/** Which of the run's targets an algorithm is of. */
function targetOf({ targets }: RunConfig, { size }: Algorithm): number {
  return targets.findIndex((target) => formatSize(target.size) === formatSize(size));
}
