import { type BackendChoice, startBackend, type WasmPaths } from '../network/backend.ts';
import { Network } from '../network/network.ts';
import type { Evaluation, EvaluationRequest, Evaluator } from '../search/evaluator.ts';
import { type Random, seeded } from '../tensor/random.ts';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { longestGame, rulesOf } from './game-rules.ts';

/** The network of a checkpoint as an evaluator, in this thread. */
export class CheckpointEvaluator implements Evaluator {
  readonly checkpoint: Checkpoint;
  /** The backend, in words. */
  readonly device: string;
  readonly #network: Network;
  readonly #random: Random;

  private constructor(checkpoint: Checkpoint, device: string, seed: number) {
    const { config, parameters } = checkpoint;
    this.checkpoint = checkpoint;
    this.device = device;
    const limit = longestGame(config);
    this.#network = new Network(rulesOf(config), config.network, limit, parameters);
    this.#random = seeded(seed, 21);
  }

  /** @throws Error with one sentence when the file is no checkpoint or the backend cannot be had */
  static async create(
    file: Uint8Array,
    choice: BackendChoice,
    wasmPaths: WasmPaths,
    seed: number,
  ): Promise<CheckpointEvaluator> {
    const checkpoint = readCheckpoint(file);
    const { description } = await startBackend(choice, wasmPaths);
    return new CheckpointEvaluator(checkpoint, description, seed);
  }

  evaluate(request: EvaluationRequest): Promise<Evaluation> {
    const { search, acting } = this.checkpoint.config;
    return this.#network.evaluate(
      request,
      search.samples,
      this.#random,
      acting.samplingTemperature,
      acting.risk,
    );
  }

  dispose(): void {
    this.#network.dispose();
  }
}
