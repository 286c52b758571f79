import type { Rules } from '../game/rules.ts';
import type { Network } from '../network/network.ts';
import type { EvaluationRequest } from '../search/evaluator.ts';
import { type Random, seeded } from '../tensor/random.ts';
import { Actor } from './actor.ts';
import { BatchWriter, type SampleBatch } from './batch-writer.ts';
import type { RunConfig } from './config.ts';
import { Demonstrations } from './demonstrations.ts';
import { Experience } from './experience.ts';
import type { ActingReport, GameRecord } from './game-record.ts';
import type { GameWatch } from './game-watch.ts';
import type { GradientRequest } from './replica.ts';
import type { Outlook } from './room.ts';
import { Symmetries } from './symmetries.ts';
import { calibration, Watcher } from './watcher.ts';

/** The network's answer to a request, with samples drawn by the generator. */
export type Evaluate = (
  request: EvaluationRequest,
  random: Random,
) => ReturnType<Network['evaluate']>;

/** What a replica draws and plays from one start of the run on. */
export class ReplicaGames {
  readonly #config: RunConfig;
  /** of each target */
  readonly #rules: readonly Rules[];
  readonly #evaluate: Evaluate;
  readonly #demonstrations: Demonstrations;
  readonly #actor: Actor;
  readonly #symmetries: Symmetries;
  readonly #watcher: Watcher;
  readonly #watching: Random;

  /**
   * @param rules of each target
   * @param index of the replica, @param epoch of the run's start: what is drawn depends on them
   * @param groups into how many groups the games are dealt
   */
  constructor(
    config: RunConfig,
    rules: readonly Rules[],
    { index, epoch, groups }: Readonly<Record<'index' | 'epoch' | 'groups', number>>,
    evaluate: Evaluate,
  ) {
    this.#config = config;
    this.#rules = rules;
    this.#evaluate = evaluate;
    const streams = replicaStreams(config.seed, index, epoch);
    const { symmetries: count } = config.acting;
    const drawing = seeded(config.seed, SYMMETRY_STREAM);
    this.#symmetries = new Symmetries(rules, count, drawing, streams.symmetries);
    this.#watcher = new Watcher({ evaluate: (request) => evaluate(request, streams.sampling) });
    const evaluator = this.#symmetries.around(this.#watcher);
    this.#actor = new Actor(config, evaluator, streams.acting, groups);
    this.#demonstrations = new Demonstrations(
      rules,
      config.demonstrations,
      config.targets.map(({ moveLimit }) => moveLimit),
      streams.demonstrations,
      this.#actor.targetDraw,
    );
    this.#watching = streams.watching;
  }

  get watch(): GameWatch | null {
    return this.#actor.watch;
  }

  set watch(watch: GameWatch | null) {
    this.#actor.watch = watch;
  }

  /** Demonstrations made now, and positions played. */
  batch({ demonstrations, played }: Pick<GradientRequest, 'demonstrations' | 'played'>) {
    const { labels } = this.#config.learning;
    const { history } = this.#config.network;
    const rows = demonstrations + (played?.count ?? 0);
    const batch = new BatchWriter(this.#rules[0]!, rows, labels, history);
    for (let i = 0; i < demonstrations; i++) this.#demonstrations.write(batch);
    if (played !== null) append(batch, played);
    this.#symmetries.batch(batch);
    return batch;
  }

  /** See `Replica.act`. */
  async act(waves: number, outlook: Outlook): Promise<ActingReport> {
    const began = performance.now();
    this.#actor.look(outlook);
    this.#demonstrations.look(this.#actor.blocks(BLOCKS, this.#watching));
    const report = await this.#actor.act(waves);
    const { seconds: networkSeconds, policyEntropy } = this.#watcher.take();
    const compared = await this.#calibration(report.games);
    const seconds = (performance.now() - began) / 1000;
    return { ...report, seconds, networkSeconds, watch: { policyEntropy, ...compared } };
  }

  /** Looks at as many positions of the games as are in one wave. */
  #calibration(games: readonly GameRecord[]): ReturnType<typeof calibration> {
    const { network, acting } = this.#config;
    const positions = games.reduce((sum, game) => sum + game.positions, 0);
    const all = new Experience(this.#rules[0]!, Math.max(1, positions), 0, network.history);
    for (const game of games) all.add(game, false);
    const count = Math.min(all.size, acting.games);
    const sample = new BatchWriter(this.#rules[0]!, count, 0, network.history);
    for (let i = 0; i < count; i++) all.write(sample, this.#watching);
    return calibration(sample, (request) => this.#evaluate(request, this.#watching));
  }
}

/** Blocks drawn of what games rework: demonstrations are like any of them. */
const BLOCKS = 256;

/** The stream of random numbers from which the symmetries of a run are drawn, by all replicas alike. */
const SYMMETRY_STREAM = 2_000_003;

/** Independent generators for what a replica draws. */
function replicaStreams(
  seed: number,
  index: number,
  epoch: number,
): Record<'demonstrations' | 'sampling' | 'acting' | 'symmetries' | 'watching', Random> {
  const stream = 8192 * epoch + 8 * index;
  return {
    demonstrations: seeded(seed, stream + 1),
    sampling: seeded(seed, stream + 2),
    acting: seeded(seed, stream + 3),
    symmetries: seeded(seed, stream + 4),
    watching: seeded(seed, stream + 5),
  };
}

function append(batch: BatchWriter, played: SampleBatch): void {
  for (let i = 0; i < played.count; i++) {
    const row = batch.add(
      played.states,
      i,
      played.movesLeft[i]!,
      played.returns[i]!,
      played.targets[i]!,
    );
    for (let back = 0; back < batch.historyLength; back++) {
      batch.past(row, back, played.history, i * batch.historyLength + back);
    }
    for (let label = 0; label < played.labels; label++) {
      const from = i * played.labels + label;
      batch.label(row, label, played.moves, from, played.weights[from]!);
    }
  }
}
