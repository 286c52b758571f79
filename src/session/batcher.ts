import type { GamesEvent, RunEvent } from '../training/events.ts';
import { reworkedOfBoth } from '../training/reworked.ts';

/** Milliseconds between two messages to the page: at most ten a second. */
export const BATCH_MS = 100;

/**
 * Gathers events and delivers them in order, at most one delivery each `BATCH_MS` and never two at
 * once: a page that is slow to take a batch gets a larger one next.
 */
export class Batcher {
  readonly #deliver: (events: readonly RunEvent[]) => PromiseLike<void> | void;
  #waiting: RunEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #delivery: Promise<void> = Promise.resolve();
  #delivering = false;

  constructor(deliver: (events: readonly RunEvent[]) => PromiseLike<void> | void) {
    this.#deliver = deliver;
  }

  add(event: RunEvent): void {
    const last = this.#waiting.at(-1);
    if (event.kind === 'games' && last?.kind === 'games' && event.target === last.target) {
      this.#waiting[this.#waiting.length - 1] = joined(last, event);
    } else {
      this.#waiting.push(event);
    }
    this.#schedule();
  }

  /** Resolves when everything added so far has been taken. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#delivery;
    await this.#send();
  }

  #schedule(): void {
    if (this.#timer !== null || this.#delivering) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#send();
    }, BATCH_MS);
  }

  #send(): Promise<void> {
    const events = this.#waiting;
    if (events.length === 0) return this.#delivery;
    this.#waiting = [];
    this.#delivering = true;
    this.#delivery = Promise.resolve(this.#deliver(events))
      // A page that has gone takes nothing any more; the run itself is not concerned.
      .catch(() => {})
      .then(() => {
        this.#delivering = false;
        if (this.#waiting.length > 0) this.#schedule();
      });
    return this.#delivery;
  }
}

function joined(first: GamesEvent, second: GamesEvent): GamesEvent {
  const reworked = reworkedOfBoth(first.reworked, second.reworked);
  return {
    ...second,
    ranks: [...first.ranks, ...second.ranks],
    unsolved: first.unsolved + second.unsolved,
    ...(reworked.ended > 0 ? { reworked } : {}),
  };
}
