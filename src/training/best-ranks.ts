import { bestKnownRank } from '../algorithm/known.ts';
import type { RunConfig } from './config.ts';

/** The best rank found so far of each of a run's targets, and what follows from it. */
export class BestRanks {
  readonly #config: RunConfig;
  /** of each target: the shortest game that was won */
  readonly #won: (number | null)[];
  /** of each target: the best algorithm that was verified in the canonical basis */
  readonly #verified: (number | null)[];

  constructor(config: RunConfig) {
    this.#config = config;
    this.#won = config.targets.map(() => null);
    this.#verified = config.targets.map(() => null);
  }

  /** The best rank that was verified. */
  of(target: number): number | null {
    return this.#verified[target] ?? null;
  }

  /** Takes note of a game won in so many moves; true when none before it was as short. */
  improve(target: number, moves: number): boolean {
    const best = this.#won[target] ?? null;
    if (best !== null && best <= moves) return false;
    this.#won[target] = moves;
    return true;
  }

  /** Takes note of an algorithm. */
  verified(target: number, rank: number): void {
    this.improve(target, rank);
    const best = this.of(target);
    if (best === null || rank < best) this.#verified[target] = rank;
  }

  /** Every target that has a rank to reach has reached it, and there is one. */
  get reached(): boolean {
    const { targets } = this.#config;
    const toReach = targets.map(({ targetRank }) => targetRank !== null);
    const reached = this.targetsReached();
    return toReach.includes(true) && toReach.every((is, target) => !is || reached[target]!);
  }

  /** Of each target, whether it has reached the rank that it is to reach. */
  targetsReached(): boolean[] {
    return this.#config.targets.map(({ targetRank }, target) => {
      const best = this.of(target);
      return targetRank !== null && best !== null && best <= targetRank;
    });
  }

  /** Moves after which games end, for each target. */
  moveLimits(): number[] {
    return this.#config.targets.map((_, target) =>
      moveLimitOf(this.#config, target, this.of(target)),
    );
  }
}

/** Moves after which games of a target end, once an algorithm of rank `best` is known. */
export function moveLimitOf(config: RunConfig, target: number, best: number | null): number {
  const { acting, targets, arithmetic } = config;
  const { size, moveLimit } = targets[target]!;
  if (best === null) return moveLimit;
  // A run that goes on at the best known rank would otherwise never end a game in success again.
  return Math.min(moveLimit, Math.max(best + acting.limitSlack, bestKnownRank(size, arithmetic)));
}
