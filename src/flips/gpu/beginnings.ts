import type { Random } from '../../tensor/random.ts';
import type { Restarts } from '../restarts.ts';
import type { Preparation } from '../starts.ts';
import type { Scheme } from '../walker.ts';

/** Beginnings that are kept, to be begun with again. */
const MOST_KEPT = 12;
/** Beginnings that are made ahead of the rounds that take them. */
const MOST_WAITING = 2;

/**
 * Beginnings of walks, made in small steps while a GPU is at work. What is made depends on the steps
 * taken, and not on when they are.
 */
export class Beginnings {
  readonly #restarts: Restarts;
  readonly #kept: Scheme[];
  readonly #waiting: Scheme[] = [];
  #making: Preparation<Scheme> | null = null;

  constructor(restarts: Restarts, first: Scheme) {
    this.#restarts = restarts;
    this.#kept = [first];
  }

  /** Goes on with the next one: a few milliseconds of work, none while enough are made ahead. */
  step(): void {
    if (this.#waiting.length >= MOST_WAITING) return;
    this.#making ??= this.#restarts.beginning();
    const step = this.#making.next();
    if (step.done !== true) return;
    this.#making = null;
    this.#waiting.push(step.value);
  }

  /** A new one, which is kept from now on; null where none is made yet. */
  take(): Scheme | null {
    const taken = this.#waiting.shift();
    if (taken === undefined) return null;
    this.#kept.push(taken);
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
    return taken;
  }

  /** One of those that are kept. */
  draw(random: Random): Scheme {
    return this.#kept[random.below(this.#kept.length)]!;
  }
}
