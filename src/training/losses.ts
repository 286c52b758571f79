/** The name of the error with which a run ends that finds no device in the place of a lost one. */
export const GPU_GONE_ERROR = 'GpuGoneError';

/** The run is as it was last copied from its device, and can be gone on with later. */
export class GpuGoneError extends Error {
  override readonly name = GPU_GONE_ERROR;
}

/** Seconds within which losses of a device count as repeated. */
export const LOSS_WINDOW_SECONDS = 60;
/** Losses of a device after which the run goes on without it. */
export const MOST_LOSSES = 3;

/** Remembers when a run lost its device, to tell when it is no use to ask for another. */
export class Losses {
  /** By the clock, of the last minute. */
  #recent: number[] = [];
  /** Since a round last came to its end. */
  #inVain = 0;

  /** Counts a loss; true when they are too many: within a minute, or without a round between them. */
  add(): boolean {
    const now = performance.now();
    this.#recent = this.#recent.filter((then) => now - then < 1000 * LOSS_WINDOW_SECONDS);
    this.#recent.push(now);
    this.#inVain++;
    return Math.max(this.#recent.length, this.#inVain) >= MOST_LOSSES;
  }

  /** A round came to its end. */
  roundDone(): void {
    this.#inVain = 0;
  }
}
