import { memory } from '@tensorflow/tfjs-core';
import type { Rules } from '../game/rules.ts';
import {
  type Backend,
  type BackendChoice,
  startBackend,
  type WasmPaths,
} from '../network/backend.ts';
import { type Gradient, Network, type StepResult } from '../network/network.ts';
import { initialParameters } from '../network/parameters.ts';
import type { EvaluationRequest } from '../search/evaluator.ts';
import { type Random, seeded } from '../tensor/random.ts';
import { Actor } from './actor.ts';
import { type AdamWState, BETA1, BETA2, EPSILON } from './adamw.ts';
import { BatchWriter, type SampleBatch } from './batch-writer.ts';
import type { RunConfig } from './config.ts';
import { Demonstrations } from './demonstrations.ts';
import { Experience } from './experience.ts';
import type { ActingReport, GameRecord } from './game-record.ts';
import { layoutOf, longestGame, rulesOfTargets } from './game-rules.ts';
import { GameWatch, type WatchSink } from './game-watch.ts';
import { gradientInParts } from './micro-batches.ts';
import type { Outlook } from './seat.ts';
import { Symmetries } from './symmetries.ts';
import { calibration, Watcher } from './watcher.ts';

/** One replica's share of a training step. */
export interface GradientRequest {
  /** The parameters to use from now on; null: those it has. */
  readonly parameters: Float32Array | null;
  /** Demonstrations to make, beside the positions in `played`. */
  readonly demonstrations: number;
  /** Positions of played games, or null. */
  readonly played: SampleBatch | null;
}

/** A replica's part of a step of learning, and the seconds it took. */
export interface LearningReport extends Gradient {
  readonly seconds: number;
}

/** What a replica that learns by itself has come to. */
export interface LearntState {
  readonly parameters: Float32Array;
  readonly optimiser: AdamWState;
}

/** What to learn from in a step that a replica takes by itself. */
export interface StepRequest extends Pick<GradientRequest, 'demonstrations' | 'played'> {
  readonly learningRate: number;
}

export interface StepReport extends Omit<LearningReport, 'gradient'> {
  /** Norm of the gradient. */
  readonly norm: number;
}

/** What a replica draws and plays from one start of the run on. */
interface Begun {
  readonly demonstrations: Demonstrations;
  readonly actor: Actor;
  readonly symmetries: Symmetries;
  readonly watcher: Watcher;
  readonly watching: Random;
}

/**
 * A network on a device of its own, and the games it plays. On WebAssembly there is a replica a
 * core, each in a worker, because a core is the device there; on WebGPU there is one.
 * All methods may be called through Comlink.
 */
export interface Replica {
  backend(): Promise<Backend>;
  /** Before anything else: new games and new generators, those of the run's `epoch`-th start. */
  begin(epoch: number): Promise<void>;
  gradient(request: GradientRequest): Promise<LearningReport>;
  /**
   * Whether parameters and optimiser may stay with the replica, if it is the only one: then it takes
   * steps by itself (`learn`), from where `adopt` put it, and `learnt` tells where that led.
   */
  learnsAlone(): Promise<boolean>;
  adopt(state: LearntState): Promise<void>;
  /** Resolves while the step runs, with the losses of the one before: the next can be prepared. */
  learn(request: StepRequest): Promise<StepReport>;
  learnt(): Promise<LearntState>;
  act(parameters: Float32Array | null, waves: number, outlook: Outlook): Promise<ActingReport>;
  /** Tells about the replica's first game while it is played; null: nobody looks any more. */
  watch(sink: WatchSink | null): Promise<void>;
  /** Bytes held by TensorFlow.js. */
  tensorBytes(): Promise<number>;
  dispose(): Promise<void>;
}

export class LocalReplica implements Replica {
  readonly #config: RunConfig;
  /** of each target */
  readonly #rules: readonly Rules[];
  readonly #backend: Backend;
  readonly #network: Network;
  readonly #index: number;
  #games: Begun | null = null;
  /** Steps taken by `learn`, and the last of them. */
  #steps = 0;
  #underWay: Promise<StepResult> | null = null;
  /** What is not to be cut off half-way: see `dispose`. */
  readonly #busy = new Set<Promise<unknown>>();

  private constructor(config: RunConfig, backend: Backend, index: number) {
    this.#config = config;
    this.#rules = rulesOfTargets(config);
    this.#backend = backend;
    this.#index = index;
    const parameters = initialParameters(layoutOf(config), seeded(config.seed));
    const limit = longestGame(config);
    this.#network = new Network(this.#rules[0]!, config.network, limit, parameters);
  }

  /**
   * Starts the backend in this thread and builds the network on it.
   * @param index of the replica: its random numbers depend on it
   * @throws Error with one sentence when the backend cannot be had
   */
  static async create(
    config: RunConfig,
    choice: BackendChoice,
    index: number,
    wasmPaths: WasmPaths,
  ): Promise<LocalReplica> {
    const backend = await startBackend(choice, wasmPaths);
    return new LocalReplica(config, backend, index);
  }

  async backend(): Promise<Backend> {
    return this.#backend;
  }

  async begin(epoch: number): Promise<void> {
    const config = this.#config;
    const streams = replicaStreams(config.seed, this.#index, epoch);
    const { symmetries: count } = config.acting;
    const symmetries = new Symmetries(
      this.#rules,
      count,
      seeded(config.seed, SYMMETRY_STREAM),
      streams.symmetries,
    );
    const watcher = new Watcher({
      evaluate: (request) => this.#evaluate(request, streams.sampling),
    });
    this.#games = {
      demonstrations: new Demonstrations(
        this.#rules,
        config.demonstrations,
        config.targets.map(({ moveLimit }) => moveLimit),
        streams.demonstrations,
      ),
      actor: new Actor(config, symmetries.around(watcher), streams.acting, this.#groups()),
      symmetries,
      watcher,
      watching: streams.watching,
    };
  }

  async gradient(request: GradientRequest): Promise<LearningReport> {
    const began = performance.now();
    if (request.parameters !== null) this.#network.setParameters(request.parameters);
    const { valueWeight, microBatch } = this.#config.learning;
    const batch = this.#batch(request);
    const gradient = await gradientInParts(batch, microBatch, (part) =>
      this.#busyWith(this.#network.gradient(part, valueWeight)),
    );
    return { ...gradient, seconds: (performance.now() - began) / 1000 };
  }

  async learnsAlone(): Promise<boolean> {
    return this.#network.learns;
  }

  async adopt({ parameters, optimiser }: LearntState): Promise<void> {
    this.#network.setParameters(parameters);
    this.#network.setMoments(optimiser);
    this.#steps = optimiser.step;
  }

  async learn(request: StepRequest): Promise<StepReport> {
    const began = performance.now();
    const { valueWeight, weightDecay, clip, microBatch } = this.#config.learning;
    const { learningRate } = request;
    const before = this.#underWay;
    const settings = {
      ...{ learningRate, weightDecay, clip, step: ++this.#steps },
      ...{ beta1: BETA1, beta2: BETA2, epsilon: EPSILON },
    };
    const batch = this.#batch(request);
    const step = this.#network.learn(batch, valueWeight, settings, microBatch);
    this.#underWay = this.#busyWith(step);
    const result = await (before ?? step);
    return { ...result, seconds: (performance.now() - began) / 1000 };
  }

  async learnt(): Promise<LearntState> {
    await this.#underWay;
    const { parameters, first, second } = await this.#network.learnt();
    return { parameters, optimiser: { step: this.#steps, first, second } };
  }

  async act(
    parameters: Float32Array | null,
    waves: number,
    outlook: Outlook,
  ): Promise<ActingReport> {
    const began = performance.now();
    if (parameters !== null) this.#network.setParameters(parameters);
    const { actor, watcher } = this.#begun();
    actor.look(outlook);
    const report = await this.#busyWith(actor.act(waves));
    const { seconds: networkSeconds, policyEntropy } = watcher.take();
    const compared = await this.#calibration(report.games);
    const seconds = (performance.now() - began) / 1000;
    return { ...report, seconds, networkSeconds, watch: { policyEntropy, ...compared } };
  }

  async watch(sink: WatchSink | null): Promise<void> {
    const { actor } = this.#begun();
    actor.watch?.stop();
    actor.watch = sink === null ? null : new GameWatch(this.#config, sink);
  }

  async tensorBytes(): Promise<number> {
    return memory().numBytes + this.#network.deviceBytes();
  }

  /**
   * Resolves when the device has nothing left to answer: a thread that ends before that takes its
   * process with it (Dawn under Node).
   */
  async dispose(): Promise<void> {
    this.#network.dispose();
    await Promise.allSettled(this.#busy);
  }

  /** Only a device that works beside this thread, on many games, gains by a second group. */
  #groups(): number {
    return this.#network.learns && this.#config.acting.games >= GAMES_FOR_TWO ? 2 : 1;
  }

  #busyWith<T>(work: Promise<T>): Promise<T> {
    this.#busy.add(work);
    const done = () => this.#busy.delete(work);
    // Whoever awaits the work itself is told of a failure.
    work.then(done, done);
    return work;
  }

  /** Demonstrations made now, and positions played. */
  #batch({ demonstrations, played }: Pick<GradientRequest, 'demonstrations' | 'played'>) {
    const { labels } = this.#config.learning;
    const { history } = this.#config.network;
    const rows = demonstrations + (played?.count ?? 0);
    const batch = new BatchWriter(this.#rules[0]!, rows, labels, history);
    const { demonstrations: source, symmetries } = this.#begun();
    for (let i = 0; i < demonstrations; i++) source.write(batch);
    if (played !== null) append(batch, played);
    symmetries.batch(batch);
    return batch;
  }

  #evaluate(request: EvaluationRequest, random: Random): ReturnType<Network['evaluate']> {
    const { search, acting } = this.#config;
    const { samplingTemperature, risk } = acting;
    return this.#network.evaluate(request, search.samples, random, samplingTemperature, risk);
  }

  /** Looks at as many positions of the games as are in one wave. */
  #calibration(games: readonly GameRecord[]): ReturnType<typeof calibration> {
    const { network, acting } = this.#config;
    const { watching } = this.#begun();
    const all = new Experience(
      this.#rules[0]!,
      Math.max(
        1,
        games.reduce((sum, { positions }) => sum + positions, 0),
      ),
      0,
      network.history,
    );
    for (const game of games) all.add(game, false);
    const count = Math.min(all.size, acting.games);
    const positions = new BatchWriter(this.#rules[0]!, count, 0, network.history);
    for (let i = 0; i < count; i++) all.write(positions, watching);
    return calibration(positions, (request) => this.#evaluate(request, watching));
  }

  #begun(): Begun {
    if (this.#games === null) throw new Error('A replica was used before it was begun');
    return this.#games;
  }
}

/** Games from which on half of them still fill a wave on a GPU. */
const GAMES_FOR_TWO = 256;

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
