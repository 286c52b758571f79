import type { BackendChoice, WasmPaths } from '../../network/backend.ts';
import type { Term } from '../../tensor/term.ts';
import {
  AgentPlayer,
  type FinishRequest,
  type Position,
  type Suggestion,
} from '../../training/agent-player.ts';
import { CheckpointEvaluator } from '../../training/checkpoint-evaluator.ts';

export type FinishProgress = (done: number, best: number | null) => unknown;

/** A trained agent, as the page sees it through Comlink. One answer at a time. */
export interface AgentHost {
  /**
   * Loads an agent's file or a checkpoint in place of the one before.
   * @returns the device it runs on, in words
   * @throws Error with one sentence when the file is of no use
   */
  load(file: Blob, backend: BackendChoice): Promise<string>;
  /** Moves with priors, visits and values, from one search. */
  suggest(position: Position, seed: number): Promise<Suggestion>;
  /** Plays on: terms that add up to the position, or null; `cancel` ends it with what there is. */
  finish(request: FinishRequest, onProgress: FinishProgress): Promise<readonly Term[] | null>;
  cancel(): Promise<void>;
}

/** The agent in this thread; meant for a worker. */
export class LocalAgentHost implements AgentHost {
  readonly #wasmPaths: WasmPaths;
  #evaluator: CheckpointEvaluator | null = null;
  #player: AgentPlayer | null = null;
  #request = 0;

  constructor(wasmPaths: WasmPaths) {
    this.#wasmPaths = wasmPaths;
  }

  async load(file: Blob, backend: BackendChoice): Promise<string> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const evaluator = await CheckpointEvaluator.create(bytes, backend, this.#wasmPaths, 1);
    this.#evaluator?.dispose();
    this.#evaluator = evaluator;
    this.#player = new AgentPlayer(evaluator.config, evaluator);
    return evaluator.device;
  }

  async suggest(position: Position, seed: number): Promise<Suggestion> {
    return this.#loaded().suggest(position, seed);
  }

  async finish(
    request: FinishRequest,
    onProgress: FinishProgress,
  ): Promise<readonly Term[] | null> {
    const id = ++this.#request;
    let reported = performance.now();
    return this.#loaded().finish(request, async (done, best) => {
      if (performance.now() - reported > REPORT_MS) {
        reported = performance.now();
        onProgress(done, best);
        // On a CPU nothing else waits for an event: a message that cancels would not be heard.
        await new Promise((resolve) => setTimeout(resolve));
      }
      return this.#request === id;
    });
  }

  async cancel(): Promise<void> {
    this.#request++;
  }

  #loaded(): AgentPlayer {
    if (this.#player === null) throw new Error('No agent has been loaded.');
    return this.#player;
  }
}

/** Milliseconds between two reports of progress. */
const REPORT_MS = 100;
