import { type Algorithm, fromTerms } from '../../algorithm/algorithm.ts';
import { canonicalForm } from '../../algorithm/canonical.ts';
import { liftToIntegers } from '../../algorithm/lift/lift.ts';
import { type Round, Search, type SearchConfig, type SearchState } from '../../flips/search.ts';
import type { Scheme } from '../../flips/walker.ts';
import { type GpuSearcher, gpuSearcher } from '../../latency/flips-on-gpu.ts';
import type { Size } from '../../tensor/size.ts';
import type { Term } from '../../tensor/term.ts';
import { Interruption } from '../../training/interruption.ts';

/** Of each walk: so few that the picture moves several times a second. */
const FLIPS_A_ROUND = 50_000;
/** Tries of each walk on a GPU, for the same reason. */
const TRIES_A_ROUND = 100_000;

/** The GPU on which a search runs. */
export interface GpuTold {
  readonly name: string;
  readonly walkers: number;
}

/** A search with flips where it is called, round by round; meant for a worker. */
export class SearchHost {
  #search: Search | null = null;
  #gpu: GpuSearcher | null = null;
  #loss = new Interruption();

  open(config: SearchConfig, stream: number, state: SearchState | null): void {
    this.#search = new Search(config, stream, state ?? undefined);
  }

  /** Opens the search on the GPU instead; null, and nothing is open, where none makes it pay. */
  async openGpu(config: SearchConfig, state: SearchState | null): Promise<GpuTold | null> {
    this.#gpu = await gpuSearcher(config, state);
    const loss = new Interruption();
    this.#loss = loss;
    this.#gpu?.lost.then((why) => loss.come(new Error(why)));
    return this.#gpu === null ? null : { name: this.#gpu.name, walkers: this.#gpu.walkers };
  }

  async round(brought: readonly Scheme[]): Promise<Round> {
    if (this.#gpu === null) return this.#opened().round(brought, FLIPS_A_ROUND);
    return this.#loss.guard(this.#gpu.search.round(brought, TRIES_A_ROUND));
  }

  state(): SearchState {
    return this.#gpu === null ? this.#opened().state() : this.#gpu.search.state();
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
