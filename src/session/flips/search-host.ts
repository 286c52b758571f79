import { type Algorithm, fromTerms } from '../../algorithm/algorithm.ts';
import { canonicalForm } from '../../algorithm/canonical.ts';
import { liftToIntegers } from '../../algorithm/lift/lift.ts';
import { type Round, Search, type SearchConfig, type SearchState } from '../../flips/search.ts';
import type { Scheme } from '../../flips/walker.ts';
import type { Size } from '../../tensor/size.ts';
import type { Term } from '../../tensor/term.ts';

/** Of each walk: so few that the picture moves several times a second. */
const FLIPS_A_ROUND = 50_000;

/** A search with flips where it is called, round by round; meant for a worker. */
export class SearchHost {
  #search: Search | null = null;

  open(config: SearchConfig, stream: number, state: SearchState | null): void {
    this.#search = new Search(config, stream, state ?? undefined);
  }

  round(brought: readonly Scheme[]): Round {
    return this.#opened().round(brought, FLIPS_A_ROUND);
  }

  state(): SearchState {
    return this.#opened().state();
  }

  /** An algorithm modulo 2 lifted to the integers, with fewer choices than the library tries; or null. */
  lift(size: Size, terms: readonly Term[]): Algorithm | null {
    const lift = liftToIntegers(fromTerms(size, 'z2', terms), { attempts: 8 });
    return lift.kind === 'lifted' ? canonicalForm(lift.algorithm) : null;
  }

  #opened(): Search {
    if (this.#search === null) throw new Error('The search has not been opened');
    return this.#search;
  }
}
