/**
 * The reward for what an algorithm is worth on hardware: r' = r + λ·b, at the end of solved games
 * only (AlphaTensor, Methods, “Algorithm discovery: hardware”). Who measures b is injected.
 */
import type { Algorithm } from '../algorithm/algorithm.ts';
import type { GameRecord } from './game-record.ts';

/**
 * b of an algorithm, or undefined while it has not been measured. Answers at once: acting and
 * learning never wait for a measurement.
 */
export type Benchmark = (algorithm: Algorithm) => number | undefined;

/** Returns that differ by less than λ times this count as equal: measurements are noisy. */
const NOISE = 0.01;

export class BenchmarkRewards {
  readonly #weight: number;
  readonly #benchmark: Benchmark;
  /** Sum and number of the answers of each target. */
  readonly #known: { sum: number; count: number }[];
  /** The best return of a whole game of each target. */
  readonly #best: number[];

  constructor(weight: number, benchmark: Benchmark, targets: number) {
    this.#weight = weight;
    this.#benchmark = benchmark;
    this.#known = Array.from({ length: targets }, () => ({ sum: 0, count: 0 }));
    this.#best = Array.from({ length: targets }, () => Number.NEGATIVE_INFINITY);
  }

  /**
   * The game with λ·b added to every return, and whether b was measured: else it counts as the mean
   * of those measured, so that to be unknown is neither good nor bad.
   */
  rewarded(game: GameRecord, algorithm: Algorithm): { game: GameRecord; measured: boolean } {
    const known = this.#known[game.target]!;
    const b = this.#benchmark(algorithm);
    if (b !== undefined) {
      known.sum += b;
      known.count++;
    }
    const bonus = this.#weight * (b ?? (known.count === 0 ? 0 : known.sum / known.count));
    const returns = game.returns.map((value) => value + bonus);
    return { game: { ...game, returns }, measured: b !== undefined };
  }

  /** What a whole game's return means for the best games: it begins them anew, joins them or neither. */
  judge({ target, returns }: GameRecord): 'better' | 'as good' | 'worse' {
    const best = this.#best[target]!;
    const value = returns[0]!;
    const noise = this.#weight * NOISE;
    if (value > best + noise) {
      this.#best[target] = value;
      return 'better';
    }
    return value >= best - noise ? 'as good' : 'worse';
  }
}
