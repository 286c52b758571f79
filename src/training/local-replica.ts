import { memory } from '@tensorflow/tfjs-core';
import type { Rules } from '../game/rules.ts';
import {
  type Backend,
  type BackendChoice,
  restartBackend,
  startBackend,
  type WasmPaths,
} from '../network/backend.ts';
import { Network, type StepResult } from '../network/network.ts';
import { initialParameters } from '../network/parameters.ts';
import { explained } from '../replay/index.ts';
import { seeded } from '../tensor/random.ts';
import { BETA1, BETA2, EPSILON } from './adamw.ts';
import type { RunConfig } from './config.ts';
import type { ActingReport } from './game-record.ts';
import { layoutOf, longestGame, rulesOfTargets } from './game-rules.ts';
import { GameWatch, type WatchSink } from './game-watch.ts';
import { gradientInParts } from './micro-batches.ts';
import type {
  GradientRequest,
  LearningReport,
  LearntState,
  Replica,
  StepReport,
  StepRequest,
} from './replica.ts';
import { type Evaluate, ReplicaGames } from './replica-games.ts';
import type { Outlook } from './room.ts';

/** What a replica is started with. */
interface Start {
  readonly config: RunConfig;
  readonly choice: BackendChoice;
  /** Of the replica: its random numbers depend on it. */
  readonly index: number;
  readonly wasmPaths: WasmPaths;
}

/** A replica in this thread. */
export class LocalReplica implements Replica {
  readonly #start: Start;
  /** of each target */
  readonly #rules: readonly Rules[];
  #backend: Backend;
  #network: Network;
  #games: ReplicaGames | null = null;
  /** Who watches a game. */
  #sink: WatchSink | null = null;
  /** Steps taken by `learn`, and the last of them. */
  #steps = 0;
  #underWay: Promise<StepResult> | null = null;
  /** What is not to be cut off half-way: see `dispose`. */
  readonly #busy = new Set<Promise<unknown>>();

  private constructor(start: Start, backend: Backend) {
    this.#start = start;
    this.#rules = rulesOfTargets(start.config);
    this.#backend = backend;
    this.#network = newNetwork(start.config, this.#rules[0]!);
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
    return new LocalReplica({ config, choice, index, wasmPaths }, backend);
  }

  async backend(): Promise<Backend> {
    return this.#backend;
  }

  async begin(epoch: number): Promise<void> {
    const { config, index } = this.#start;
    const { search, acting } = config;
    const evaluate: Evaluate = (request, random) =>
      this.#network.evaluate(
        request,
        search.samples,
        random,
        acting.samplingTemperature,
        acting.risk,
      );
    const of = { index, epoch, groups: this.#groups() };
    this.#games = new ReplicaGames(config, this.#rules, of, evaluate);
    await this.watch(this.#sink);
  }

  async renew(withoutGpu: boolean): Promise<Backend> {
    const { config, choice, wasmPaths } = this.#start;
    if (withoutGpu && choice === 'webgpu') {
      throw new Error('The GPU keeps being lost: go on later, or choose the wasm backend');
    }
    this.#games = null;
    this.#underWay = null;
    await this.dispose();
    this.#backend = await restartBackend(withoutGpu ? 'wasm' : choice, wasmPaths);
    this.#network = newNetwork(config, this.#rules[0]!);
    return this.#backend;
  }

  async gradient(request: GradientRequest): Promise<LearningReport> {
    const began = performance.now();
    if (request.parameters !== null) this.#network.setParameters(request.parameters);
    const { valueWeight, microBatch } = this.#start.config.learning;
    const gradient = await gradientInParts(this.#begun().batch(request), microBatch, (part) =>
      this.#onDevice(this.#network.gradient(part, valueWeight)),
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
    const { valueWeight, weightDecay, clip, microBatch } = this.#start.config.learning;
    const { learningRate } = request;
    const before = this.#underWay;
    const settings = {
      ...{ learningRate, weightDecay, clip, step: ++this.#steps },
      ...{ beta1: BETA1, beta2: BETA2, epsilon: EPSILON },
    };
    const batch = this.#begun().batch(request);
    const step = this.#network.learn(batch, valueWeight, settings, microBatch);
    this.#underWay = this.#onDevice(step);
    const result = await (before ?? this.#underWay);
    return { ...result, seconds: (performance.now() - began) / 1000 };
  }

  async learnt(): Promise<LearntState> {
    await this.#underWay;
    const { parameters, first, second } = await this.#onDevice(this.#network.learnt());
    return { parameters, optimiser: { step: this.#steps, first, second } };
  }

  async act(
    parameters: Float32Array | null,
    waves: number,
    outlook: Outlook,
  ): Promise<ActingReport> {
    if (parameters !== null) this.#network.setParameters(parameters);
    return this.#onDevice(this.#begun().act(waves, outlook));
  }

  async watch(sink: WatchSink | null): Promise<void> {
    const games = this.#begun();
    this.#sink = sink;
    games.watch?.stop();
    games.watch = sink === null ? null : new GameWatch(this.#start.config, sink);
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
    const { games } = this.#start.config.acting;
    return this.#network.learns && games >= GAMES_FOR_TWO ? 2 : 1;
  }

  /** Work of the device: not cut off half-way, and where it fails it is told whether that was lost. */
  #onDevice<T>(work: Promise<T>): Promise<T> {
    const told = work.catch(async (error: unknown) => {
      throw await explained(error);
    });
    this.#busy.add(told);
    const done = () => this.#busy.delete(told);
    // Whoever awaits the work itself is told of a failure.
    told.then(done, done);
    return told;
  }

  #begun(): ReplicaGames {
    if (this.#games === null) throw new Error('A replica was used before it was begun');
    return this.#games;
  }
}

/** Games from which on half of them still fill a wave on a GPU. */
const GAMES_FOR_TWO = 256;

function newNetwork(config: RunConfig, rules: Rules): Network {
  const parameters = initialParameters(layoutOf(config), seeded(config.seed));
  return new Network(rules, config.network, longestGame(config), parameters);
}
