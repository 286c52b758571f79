/**
 * A search for decompositions of low rank: walks side by side, pools of the best schemes by rank, and
 * restarts of walks that find nothing more, from a pool (in another basis) or from a new beginning. It
 * goes on in rounds of a fixed number of flips, and nothing in it depends on the clock: config, stream
 * and what is brought in from outside determine it.
 */
import { type Random, restored, seeded } from '../tensor/random.ts';
import { dimensions, type Size } from '../tensor/size.ts';
import type { Term } from '../tensor/term.ts';
import { WalkMemory } from './fast-walk.ts';
import { generatorOf } from './generator.ts';
import { liftedScheme } from './lifted.ts';
import { Pool } from './pool.ts';
import { capacityOf, LEAST_PATIENCE, Restarts } from './restarts.ts';
import { termsOf } from './scheme.ts';
import type { Round, SearchConfig, SearchState, WalkRecord } from './search-config.ts';
import type { Scheme, Walker, WalkOptions } from './walker.ts';

export type { Round, SearchConfig, SearchState } from './search-config.ts';

export const FLIPS_PER_ROUND = 200_000;
/** Tries for each flip of a round, at most: usually there are 3 to 10. */
const TRIES_A_FLIP = 12;

/** Streams from here on are those of the walks modulo 2. */
const MODULO_2 = 1_000_000;

interface Walking extends Omit<WalkRecord, 'state'> {
  readonly walk: Walker;
}

export class Search {
  readonly #config: SearchConfig;
  readonly #memory = new WalkMemory();
  readonly #random: Random;
  readonly #restarts: Restarts;
  readonly #pool: Pool;
  readonly #capacity: number;
  readonly #walks: Walking[] = [];
  readonly #modulo2: Search | null;
  /** What the walks began with, until the first round tells. */
  #begunWith: readonly Scheme[] = [];
  #flips = 0;

  /** @param stream tells searches of one seed apart, in threads beside each other */
  constructor(config: SearchConfig, stream = 0, state?: SearchState) {
    this.#config = config;
    this.#random = state === undefined ? seeded(config.seed, stream) : restored(state.random);
    this.#pool = new Pool(state?.pool);
    this.#restarts = new Restarts(config, this.#random, this.#pool, state?.smaller);
    this.#capacity = capacityOf(config);
    this.#modulo2 = modulo2Of(config, stream, state?.modulo2);
    const walkers = config.walkers - (this.#modulo2?.walkers ?? 0);
    for (let n = 0; n < walkers; n++) this.#walks.push(this.#created(state?.walks[n]));
    if (state === undefined) this.#begunWith = [this.#pool.best];
    this.#flips = state?.flips ?? 0;
  }

  get walkers(): number {
    return this.#walks.length;
  }

  /** Where the walks are. */
  schemes(): Scheme[] {
    return this.#walks.map(({ walk }) => walk.scheme());
  }

  /** The best scheme so far. */
  get best(): Scheme {
    return this.#pool.best;
  }

  get isFinished(): boolean {
    return this.best.rank <= this.#config.targetRank;
  }

  terms(scheme: Scheme): Term[] {
    return termsOf(scheme, this.#config.shape);
  }

  state(): SearchState {
    return {
      random: this.#random.state(),
      walks: this.#walks.map(({ walk, ...rest }) => ({ ...rest, state: walk.state() })),
      pool: this.#pool.all(),
      smaller: this.#restarts.smaller,
      flips: this.#flips,
      modulo2: this.#modulo2?.state() ?? null,
    };
  }

  /** A round of every walk. @param brought schemes that others found, for the pools */
  round(brought: readonly Scheme[] = [], flips = FLIPS_PER_ROUND): Round {
    for (const scheme of brought) this.#pool.add(scheme);
    const found: Scheme[] = [...this.#begunWith];
    this.#begunWith = [];
    for (const [n, walking] of this.#walks.entries()) {
      if (this.isFinished) break;
      const { walk, walked, patience } = walking;
      const before = walk.best.rank;
      const from = walk.flips;
      walk.run(flips, this.#config.targetRank, TRIES_A_FLIP * flips);
      this.#flips += walk.flips - from;
      const best = walk.best;
      if (best.rank < before) {
        if (this.#pool.add(best)) found.push(best);
        this.#walks[n] = { ...walking, walked: 0 };
      } else if (walk.isStuck || walked + flips >= patience) {
        this.#restart(n, found);
      } else {
        this.#walks[n] = { ...walking, walked: walked + flips };
      }
    }
    const modulo2 = this.#roundModulo2(found, flips);
    return {
      flips: this.#flips + (modulo2?.flips ?? 0),
      ranks: [...this.#walks.map(({ walk }) => walk.rank), ...(modulo2?.ranks ?? [])],
      bests: [...this.#walks.map(({ walk }) => walk.best.rank), ...(modulo2?.bests ?? [])],
      found,
      bestRank: this.best.rank,
      pools: this.#pool.sizes(),
    };
  }

  #created(record?: WalkRecord): Walking {
    const { arithmetic } = this.#config;
    const create = (start: Scheme, generator: Int32Array, options: WalkOptions) =>
      this.#memory.walk(start, arithmetic, this.#capacity, generator, options);
    if (record !== undefined) {
      const { state, ...rest } = record;
      const walk = create(state.scheme, Int32Array.from(state.generator), rest.options);
      walk.restore(state);
      return { walk, ...rest };
    }
    const options = this.#restarts.options();
    const walk = create(
      this.#restarts.first(),
      generatorOf(this.#random.bits(), this.#walks.length),
      options,
    );
    this.#pool.add(walk.best);
    return { walk, options, walked: 0, patience: LEAST_PATIENCE };
  }

  #restart(n: number, found: Scheme[]): void {
    const { walk } = this.#walks[n]!;
    // Where it ended is kept too, if that is another scheme of its rank.
    for (const scheme of [walk.best, walk.scheme()]) {
      if (scheme.rank === walk.best.rank && this.#pool.add(scheme)) found.push(scheme);
    }
    const options = this.#restarts.options();
    walk.start(this.#restarts.scheme(), options);
    if (this.#pool.add(walk.best)) found.push(walk.best);
    this.#walks[n] = { walk, options, walked: 0, patience: this.#restarts.patience() };
  }

  /** Walks modulo 2 get further; what they find is used where it lifts to coefficients −1, 0 and 1. */
  #roundModulo2(found: Scheme[], flips: number): Round | null {
    const { size } = this.#config;
    if (this.#modulo2 === null || size === null || this.isFinished) return null;
    const round = this.#modulo2.round([], flips);
    // Those that are new, and where a walk is now: of one rank some lift, and some do not.
    const here = this.#modulo2.schemes();
    const offered = [...round.found, here[this.#random.below(here.length)]!];
    for (const scheme of offered) {
      if (scheme.rank >= this.best.rank) continue;
      const lifted = liftedScheme(size, this.#modulo2.terms(scheme));
      if (lifted !== undefined && this.#pool.add(lifted)) found.push(lifted);
    }
    return round;
  }
}

/** Half of the walks of a search over the integers go modulo 2, where that may help. */
function modulo2Of(
  config: SearchConfig,
  stream: number,
  state: SearchState | null | undefined,
): Search | null {
  const { arithmetic, size, start, strategy, walkers } = config;
  const isUseful = arithmetic === 'standard' && size !== null && start === null;
  if (!isUseful || strategy === 'plain' || walkers < 2) return null;
  const modulo2: SearchConfig = {
    ...config,
    arithmetic: 'z2',
    walkers: walkers >> 1,
    // Not all lift, so it goes on when it has found the rank.
    targetRank: 1,
  };
  return new Search(modulo2, stream + MODULO_2, state ?? undefined);
}

/** The config of a search for a matrix product. */
export function productSearch(
  size: Size,
  options: Omit<SearchConfig, 'size' | 'shape' | 'start'> & Partial<Pick<SearchConfig, 'start'>>,
): SearchConfig {
  return { start: null, ...options, size, shape: dimensions(size) };
}
