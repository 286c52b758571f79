/**
 * The benchmark reward: b of an algorithm is the logarithm of how many times as fast as the standard
 * product it multiplies matrices of one size, both with kernels of ours. 0 is as fast, ln 2 twice as
 * fast, and the b of equivalent algorithms are the same. Measuring goes on beside the game and within
 * a budget: who asks is answered at once.
 */
import type { Algorithm } from '../algorithm/algorithm.ts';
import { equivalenceKey } from '../algorithm/equivalence/key.ts';

/**
 * How many times as fast as the standard product an algorithm is; null when it cannot be told (no
 * kernel of it fits, or it holds modulo 2 only).
 */
export type MeasureSpeed = (algorithm: Algorithm) => Promise<number | null>;

export interface SpeedFound {
  readonly algorithm: Algorithm;
  readonly speed: number;
}

export interface RewardOptions {
  readonly measure: MeasureSpeed;
  /** Most seconds of measuring in any minute. */
  readonly secondsPerMinute: number;
  /** Told of every algorithm that was measured. */
  readonly onSpeed: (found: SpeedFound) => void;
  /** Told once, in a sentence, when nothing can be measured any more. */
  readonly onFailure: (reason: string) => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Algorithms that wait; the newest are measured first, the oldest forgotten: they will be met again. */
const LONGEST_QUEUE = 64;

export class BenchmarkReward {
  readonly #options: RewardOptions;
  /** By equivalence: b, or undefined where it could not be told. */
  readonly #known = new Map<string, number | undefined>();
  readonly #waiting = new Map<string, Algorithm>();
  /** Measurements of the last minute. */
  #spent: { readonly at: number; readonly seconds: number }[] = [];
  #measuring = false;
  #closed = false;

  constructor(options: RewardOptions) {
    this.#options = options;
  }

  /** b, or undefined while it is not known; then it will be measured when the budget allows. */
  ask(algorithm: Algorithm): number | undefined {
    const key = equivalenceKey(algorithm);
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#closed) return undefined;
    this.#waiting.delete(key);
    this.#waiting.set(key, algorithm);
    if (this.#waiting.size > LONGEST_QUEUE) {
      const oldest = this.#waiting.keys().next().value;
      if (oldest !== undefined) this.#waiting.delete(oldest);
    }
    if (!this.#measuring) void this.#work();
    return undefined;
  }

  /** Measures nothing more. */
  close(): void {
    this.#closed = true;
    this.#waiting.clear();
  }

  async #work(): Promise<void> {
    const { measure, onSpeed, onFailure, now } = this.#options;
    this.#measuring = true;
    try {
      for (;;) {
        await this.#withinBudget();
        const next = [...this.#waiting].at(-1);
        if (next === undefined || this.#closed) return;
        const [key, algorithm] = next;
        this.#waiting.delete(key);
        const began = now();
        const speed = await measure(algorithm);
        this.#spent.push({ at: now(), seconds: (now() - began) / 1000 });
        this.#known.set(key, speed === null ? undefined : Math.log(speed));
        if (speed !== null && !this.#closed) onSpeed({ algorithm, speed });
      }
    } catch (error) {
      this.close();
      onFailure(error instanceof Error ? error.message : String(error));
    } finally {
      this.#measuring = false;
    }
  }

  /** Waits until the last minute's measurements leave something of the budget. */
  async #withinBudget(): Promise<void> {
    const { secondsPerMinute, now, sleep } = this.#options;
    for (;;) {
      this.#spent = this.#spent.filter(({ at }) => at > now() - 60_000);
      const seconds = this.#spent.reduce((sum, spent) => sum + spent.seconds, 0);
      const oldest = this.#spent[0];
      if (seconds < secondsPerMinute || oldest === undefined || this.#closed) return;
      await sleep(Math.max(1, oldest.at + 60_000 - now()));
    }
  }
}
