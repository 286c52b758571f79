/** The seconds of a run, and its halts: between two rounds it may be paused, and looked at. */
export class RunClock {
  #startedAt = 0;
  #running = false;
  /** Between two rounds. */
  #resting = false;
  /** Seconds at which the last round ended. */
  #restedAt = 0;
  #paused: Promise<void> | null = null;
  #unpause: () => void = () => {};
  /** What the next round waits for. */
  readonly #held = new Set<Promise<unknown>>();
  /** Resolved each time a round ends. */
  #halts: Array<() => void> = [];

  get running(): boolean {
    return this.#running;
  }

  get paused(): boolean {
    return this.#paused !== null;
  }

  /** Of running time, pauses left out. */
  seconds(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  /** @param seconds that the run has behind it */
  start(seconds: number): void {
    this.#running = true;
    this.#startAt(seconds);
  }

  /** No round comes any more. */
  end(): void {
    this.#running = false;
    this.#releaseHalts();
  }

  pause(): void {
    this.#paused ??= new Promise((resolve) => {
      this.#unpause = resolve;
    });
  }

  resume(): void {
    if (this.#paused === null) return;
    // The clock stood still only if the round under way had ended.
    if (this.#resting) this.#startAt(this.#restedAt);
    this.#paused = null;
    this.#unpause();
  }

  /**
   * Between two rounds: tells who waits, and sleeps while paused.
   * @param last no round follows
   */
  async halt(last: boolean): Promise<void> {
    this.#resting = true;
    this.#restedAt = this.seconds();
    this.#releaseHalts();
    if (!last && this.#paused !== null) await this.#paused;
    // Who waited for the halt comes first: it runs when this function next yields.
    await Promise.resolve();
    while (this.#held.size > 0) await Promise.allSettled(this.#held);
    this.#resting = false;
  }

  /** Between two rounds: does something before the next begins. */
  async hold<T>(work: Promise<T>): Promise<T> {
    this.#held.add(work);
    try {
      return await work;
    } finally {
      this.#held.delete(work);
    }
  }

  /** Resolves between two rounds, or when none is under way. */
  nextHalt(): Promise<void> {
    if (!this.#running || this.#resting) return Promise.resolve();
    return new Promise((resolve) => this.#halts.push(resolve));
  }

  #startAt(seconds: number): void {
    this.#startedAt = performance.now() - 1000 * seconds;
  }

  #releaseHalts(): void {
    for (const resolve of this.#halts) resolve();
    this.#halts = [];
  }
}
