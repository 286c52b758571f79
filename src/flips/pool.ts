import type { Random } from '../tensor/random.ts';
import type { Scheme } from './walker.ts';

/** Schemes kept of a rank, and ranks kept above the best. */
const MOST_OF_A_RANK = 48;
const RANKS_ABOVE = 2;

/** The best schemes by rank: the newest of each, and none far above the best. */
export class Pool {
  readonly #byRank = new Map<number, Scheme[]>();
  #bestRank = Number.POSITIVE_INFINITY;

  constructor(schemes: readonly Scheme[] = []) {
    for (const scheme of schemes) this.add(scheme);
  }

  /** The oldest scheme kept of the lowest rank. @throws Error while the pool is empty */
  get best(): Scheme {
    const best = this.#byRank.get(this.#bestRank)?.[0];
    if (best === undefined) throw new Error('No scheme has been kept yet');
    return best;
  }

  /** All, in an order in which they can be added to a new pool that is to be the same. */
  all(): Scheme[] {
    return [...this.#byRank.values()].flat();
  }

  /** [rank, schemes kept], lowest rank first */
  sizes(): [number, number][] {
    return [...this.#byRank]
      .map(([rank, kept]): [number, number] => [rank, kept.length])
      .sort(([a], [b]) => a - b);
  }

  /** False when the scheme is too far above the best, or there already. */
  add(scheme: Scheme): boolean {
    if (scheme.rank > this.#bestRank + RANKS_ABOVE) return false;
    const kept = this.#byRank.get(scheme.rank) ?? [];
    if (kept.some((other) => isSame(other, scheme))) return false;
    if (kept.length >= MOST_OF_A_RANK) kept.shift();
    kept.push(scheme);
    this.#byRank.set(scheme.rank, kept);
    if (scheme.rank < this.#bestRank) {
      this.#bestRank = scheme.rank;
      for (const rank of this.#byRank.keys()) {
        if (rank > scheme.rank + RANKS_ABOVE) this.#byRank.delete(rank);
      }
    }
    return true;
  }

  /** One of the lowest rank as a rule, now and then of one above. */
  draw(random: Random): Scheme {
    const ranks = this.sizes().map(([rank]) => rank);
    const rank = random.below(4) > 0 ? ranks[0]! : ranks[random.below(ranks.length)]!;
    const kept = this.#byRank.get(rank)!;
    return kept[random.below(kept.length)]!;
  }
}

/** The same terms in the same order. */
function isSame(a: Scheme, b: Scheme): boolean {
  return a === b || (a.rank === b.rank && a.words.every((word, at) => word === b.words[at]));
}
