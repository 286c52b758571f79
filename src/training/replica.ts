import { memory } from '@tensorflow/tfjs-core';
import { createRules } from '../game/create-rules.ts';
import type { Rules } from '../game/rules.ts';
import {
  type Backend,
  type BackendChoice,
  startBackend,
  type WasmPaths,
} from '../network/backend.ts';
import type { TrainingBatch } from '../network/batch.ts';
import { type Gradient, Network } from '../network/network.ts';
import { initialParameters, parameterLayout } from '../network/parameters.ts';
import { networkShape } from '../network/shape.ts';
import type { Evaluator } from '../search/evaluator.ts';
import { type Random, seeded } from '../tensor/random.ts';
import { Actor } from './actor.ts';
import { BatchWriter } from './batch-writer.ts';
import type { RunConfig } from './config.ts';
import { Demonstrations } from './demonstrations.ts';
import type { ActingReport } from './game-record.ts';

/** One replica's share of a training step. */
export interface GradientRequest {
  /** The parameters to use from now on; null: those it has. */
  readonly parameters: Float32Array | null;
  /** Demonstrations to make, beside the positions in `played`. */
  readonly demonstrations: number;
  /** Positions of played games, or null. */
  readonly played: TrainingBatch | null;
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
  gradient(request: GradientRequest): Promise<Gradient>;
  act(parameters: Float32Array | null, waves: number, moveLimit: number): Promise<ActingReport>;
  /** Bytes held by TensorFlow.js. */
  tensorBytes(): Promise<number>;
  dispose(): Promise<void>;
}

export class LocalReplica implements Replica {
  readonly #config: RunConfig;
  readonly #rules: Rules;
  readonly #backend: Backend;
  readonly #network: Network;
  readonly #index: number;
  #games: { readonly demonstrations: Demonstrations; readonly actor: Actor } | null = null;

  private constructor(config: RunConfig, rules: Rules, backend: Backend, index: number) {
    this.#config = config;
    this.#rules = rules;
    this.#backend = backend;
    this.#index = index;
    const layout = parameterLayout(config.network, networkShape(rules));
    const parameters = initialParameters(layout, seeded(config.seed));
    this.#network = new Network(rules, config.network, config.moveLimit, parameters);
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
    return new LocalReplica(config, rulesOf(config), backend, index);
  }

  async backend(): Promise<Backend> {
    return this.#backend;
  }

  async begin(epoch: number): Promise<void> {
    const config = this.#config;
    const streams = replicaStreams(config.seed, this.#index, epoch);
    const { samples } = config.search;
    const { samplingTemperature } = config.acting;
    const evaluator: Evaluator = {
      evaluate: (request) =>
        this.#network.evaluate(request, samples, streams.sampling, samplingTemperature),
    };
    this.#games = {
      demonstrations: new Demonstrations(
        this.#rules,
        config.demonstrations,
        config.moveLimit,
        streams.demonstrations,
      ),
      actor: new Actor(config, this.#rules, evaluator, streams.acting),
    };
  }

  async gradient(request: GradientRequest): Promise<Gradient> {
    if (request.parameters !== null) this.#network.setParameters(request.parameters);
    const { labels, valueWeight } = this.#config.learning;
    const { played, demonstrations } = request;
    const rows = demonstrations + (played?.count ?? 0);
    const batch = new BatchWriter(this.#rules, rows, labels);
    const source = this.#begun().demonstrations;
    for (let i = 0; i < demonstrations; i++) source.write(batch);
    if (played !== null) append(batch, played);
    return this.#network.gradient(batch, valueWeight);
  }

  async act(
    parameters: Float32Array | null,
    waves: number,
    moveLimit: number,
  ): Promise<ActingReport> {
    if (parameters !== null) this.#network.setParameters(parameters);
    const { actor } = this.#begun();
    actor.limitMoves(moveLimit);
    return actor.act(waves);
  }

  async tensorBytes(): Promise<number> {
    return memory().numBytes;
  }

  async dispose(): Promise<void> {
    this.#network.dispose();
  }

  #begun(): { readonly demonstrations: Demonstrations; readonly actor: Actor } {
    if (this.#games === null) throw new Error('A replica was used before it was begun');
    return this.#games;
  }
}

/** The rules a run plays by. */
export function rulesOf(config: RunConfig): Rules {
  return createRules(config.size, config.arithmetic, { maxCoefficient: config.maxCoefficient });
}

/** Independent generators for what a replica draws. */
function replicaStreams(
  seed: number,
  index: number,
  epoch: number,
): Record<'demonstrations' | 'sampling' | 'acting', Random> {
  const stream = 4096 * epoch + 4 * index;
  return {
    demonstrations: seeded(seed, stream + 1),
    sampling: seeded(seed, stream + 2),
    acting: seeded(seed, stream + 3),
  };
}

function append(batch: BatchWriter, played: TrainingBatch): void {
  for (let i = 0; i < played.count; i++) {
    const row = batch.add(played.states, i, played.movesLeft[i]!, played.returns[i]!);
    for (let label = 0; label < played.labels; label++) {
      const from = i * played.labels + label;
      batch.label(row, label, played.moves, from, played.weights[from]!);
    }
  }
}
