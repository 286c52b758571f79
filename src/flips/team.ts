import type { Round } from './search.ts';
import type { Scheme } from './walker.ts';

/** A search wherever it runs: here, or in a thread or worker. */
export interface Searcher {
  round(brought: readonly Scheme[]): Promise<Round>;
}

/**
 * Searches side by side. They go in step, a round at a time, and after each every search gets what the
 * others found, in their order: what comes out depends on the seed and on how many there are, and not on
 * how fast they are.
 */
export class Team {
  readonly #searchers: readonly Searcher[];
  #found: readonly (readonly Scheme[])[];
  #bestRank = Number.POSITIVE_INFINITY;

  /** @param found what the last round gave, of a team that goes on */
  constructor(searchers: readonly Searcher[], found: readonly (readonly Scheme[])[] = []) {
    this.#searchers = searchers;
    this.#found = found;
  }

  /** What each search found in the last round, which the others have not been given yet. */
  get found(): readonly (readonly Scheme[])[] {
    return this.#found;
  }

  /** One round of all. `best` is a scheme of a lower rank than the team has had, or null. */
  async round(): Promise<Round & { readonly best: Scheme | null }> {
    const found = this.#found;
    const rounds = await Promise.all(
      this.#searchers.map((searcher, at) =>
        searcher.round(found.filter((_, other) => other !== at).flat()),
      ),
    );
    this.#found = rounds.map((round) => round.found);
    const all = this.#found.flat();
    const bestRank = Math.min(...rounds.map((round) => round.bestRank));
    const best = all.find(({ rank }) => rank === bestRank) ?? null;
    const isBetter = bestRank < this.#bestRank && best !== null;
    if (isBetter) this.#bestRank = bestRank;
    return {
      flips: rounds.reduce((sum, { flips }) => sum + flips, 0),
      ranks: rounds.flatMap(({ ranks }) => ranks),
      bests: rounds.flatMap(({ bests }) => bests),
      found: all,
      bestRank,
      pools: rounds[0]?.pools ?? [],
      best: isBetter ? best : null,
    };
  }
}
