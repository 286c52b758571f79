import type { RunClient } from './run-client.ts';

/** Milliseconds between two checkpoints of a run that is under way. */
const AUTOSAVE_MS = 60_000;

/** A worker with a run in it, which no other tab may open meanwhile. */
export class RunAtWork {
  readonly client: RunClient;
  readonly #release: () => void;
  #autosave: ReturnType<typeof setInterval> | undefined;

  /** @param release of the run, for other tabs */
  constructor(client: RunClient, release: () => void) {
    this.client = client;
    this.#release = release;
  }

  /** Has a checkpoint made every minute. */
  autosave(save: () => void): void {
    this.#autosave = setInterval(save, AUTOSAVE_MS);
  }

  /** Ends the worker. */
  close(): void {
    clearInterval(this.#autosave);
    this.client.close();
    this.#release();
  }
}
