import { type BackendChoice, startBackend, type WasmPaths } from '../network/backend.ts';
import { Network } from '../network/network.ts';
import type { Evaluation, EvaluationRequest, Evaluator } from '../search/evaluator.ts';
import { type Random, seeded } from '../tensor/random.ts';
import { AGENT_FILE, readAgent } from './agent-file.ts';
import { readCheckpoint } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import { longestGame, rulesOf } from './game-rules.ts';

/** The network of a checkpoint, or of an agent's file, as an evaluator in this thread. */
export class CheckpointEvaluator implements Evaluator {
  readonly config: RunConfig;
  /** The backend, in words. */
  readonly device: string;
  readonly #network: Network;
  readonly #random: Random;

  private constructor(config: RunConfig, parameters: Float32Array, device: string, seed: number) {
    this.config = config;
    this.device = device;
    const limit = longestGame(config);
    this.#network = new Network(rulesOf(config), config.network, limit, parameters);
    this.#random = seeded(seed, 21);
  }

  /** @throws Error with one sentence when the file is neither or the backend cannot be had */
  static async create(
    file: Uint8Array,
    choice: BackendChoice,
    wasmPaths: WasmPaths,
    seed: number,
  ): Promise<CheckpointEvaluator> {
    const { config, parameters } = isAgent(file) ? readAgent(file) : readCheckpoint(file);
    const { description } = await startBackend(choice, wasmPaths);
    return new CheckpointEvaluator(config, parameters, description, seed);
  }

  evaluate(request: EvaluationRequest): Promise<Evaluation> {
    const { search, acting } = this.config;
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

function isAgent(file: Uint8Array): boolean {
  if (file.length < 4) return false;
  return new DataView(file.buffer, file.byteOffset, 4).getUint32(0, true) === AGENT_FILE.magic;
}
