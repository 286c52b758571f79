/**
 * A search for decompositions of low rank: walks side by side, pools of the best schemes by rank, and
 * restarts of walks that find nothing more, from a pool (in another basis) or from a new beginning. It
 * goes on in rounds of a fixed number of flips, and nothing in it depends on the clock: config, stream
 * and what is brought in from outside determine it.
 */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { type Random, restored, seeded } from '../tensor/random.ts';
import { dimensions, type Size } from '../tensor/size.ts';
import type { Term } from '../tensor/term.ts';
import { WalkMemory } from './fast-walk.ts';
import { generatorOf } from './generator.ts';
import { liftedScheme } from './lifted.ts';
import { Pool } from './pool.ts';
import { schemeOf, termsOf } from './scheme.ts';
import type { Sized } from './sizes.ts';
import { Starts, type Strategy } from './starts.ts';
import { changedBasis } from './symmetry.ts';
import type { Scheme, Walker, WalkOptions, WalkState } from './walker.ts';

export interface SearchConfig {
  readonly arithmetic: Arithmetic;
  /** The lengths of u, v and w. */
  readonly shape: readonly [number, number, number];
  /** Of a matrix product; null for any other target, whose walks all begin with `start`. */
  readonly size: Size | null;
  /** A decomposition to begin with; null: as the strategy says. */
  readonly start: readonly Term[] | null;
  readonly strategy: Strategy;
  readonly seed: number;
  /** Walks side by side. */
  readonly walkers: number;
  /** The search is over when a scheme of this rank is found. */
  readonly targetRank: number;
}

export interface SearchState {
  readonly random: [number, number, number, number];
  readonly walks: readonly WalkRecord[];
  readonly pool: readonly Scheme[];
  readonly smaller: ReadonlyMap<string, readonly Sized[]>;
  readonly flips: number;
  /** Of the walks modulo 2 in a search over the integers. */
  readonly modulo2: SearchState | null;
}

interface WalkRecord {
  readonly state: WalkState;
  readonly options: WalkOptions;
  /** Flips of the walk at which it last found a better scheme, and how many more it has. */
  readonly improvedAt: number;
  readonly patience: number;
}

/** What happened in a round. */
export interface Round {
  /** Of all rounds so far. */
  readonly flips: number;
  /** The rank at which each walk is, and the best that it met since it began; those modulo 2 last. */
  readonly ranks: readonly number[];
  readonly bests: readonly number[];
  /** Schemes new to the pools, to be brought into the searches of other threads. */
  readonly found: readonly Scheme[];
  readonly bestRank: number;
  /** [rank, schemes kept], lowest rank first */
  readonly pools: readonly (readonly [number, number])[];
}

export const FLIPS_PER_ROUND = 200_000;

/** A walk restarts when it has found nothing better in so many flips. */
const LEAST_PATIENCE = 1_000_000;
const MOST_PATIENCE = 40_000_000;
const BASIS_CHANGES = 6;
/** Streams from here on are those of the walks modulo 2. */
const MODULO_2 = 1_000_000;
/** Room for pluses. */
const SPARE = 8;

interface Walking extends Omit<WalkRecord, 'state'> {
  readonly walk: Walker;
}

export class Search {
  readonly #config: SearchConfig;
  readonly #memory = new WalkMemory();
  readonly #random: Random;
  readonly #starts: Starts;
  readonly #pool: Pool;
  readonly #capacity: number;
  readonly #walks: Walking[] = [];
  readonly #modulo2: Search | null;
  #flips = 0;

  /** @param stream tells searches of one seed apart, in threads beside each other */
  constructor(config: SearchConfig, stream = 0, state?: SearchState) {
    this.#config = config;
    this.#random = state === undefined ? seeded(config.seed, stream) : restored(state.random);
    this.#starts = new Starts(config.arithmetic, this.#random, state?.smaller);
    this.#pool = new Pool(state?.pool);
    const { size, start } = config;
    if (size === null && start === null) {
      throw new RangeError(
        'A search needs a decomposition to begin with, or the size of a product',
      );
    }
    const naive = size === null ? 0 : size[0] * size[1] * size[2];
    this.#capacity = Math.max(naive, start?.length ?? 0) + SPARE;
    this.#modulo2 = modulo2Of(config, stream, state?.modulo2);
    const walkers = config.walkers - (this.#modulo2?.walkers ?? 0);
    for (let n = 0; n < walkers; n++) this.#walks.push(this.#created(state?.walks[n]));
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
      smaller: this.#starts.smaller,
      flips: this.#flips,
      modulo2: this.#modulo2?.state() ?? null,
    };
  }

  /** A round of every walk. @param brought schemes that others found, for the pools */
  round(brought: readonly Scheme[] = [], flips = FLIPS_PER_ROUND): Round {
    for (const scheme of brought) this.#pool.add(scheme);
    const found: Scheme[] = [];
    for (const [n, walking] of this.#walks.entries()) {
      if (this.isFinished) break;
      const { walk, improvedAt, patience } = walking;
      const before = walk.best.rank;
      const from = walk.flips;
      walk.run(flips, this.#config.targetRank);
      this.#flips += walk.flips - from;
      const best = walk.best;
      if (best.rank < before) {
        if (this.#pool.add(best)) found.push(best);
        this.#walks[n] = { ...walking, improvedAt: walk.flips };
      } else if (walk.isStuck || walk.flips - improvedAt >= patience) {
        this.#restart(n, found);
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
    const options = this.#starts.options();
    const walk = create(
      this.#begin(),
      generatorOf(this.#random.bits(), this.#walks.length),
      options,
    );
    this.#pool.add(walk.best);
    return { walk, options, improvedAt: 0, patience: this.#patience() };
  }

  #restart(n: number, found: Scheme[]): void {
    const { walk } = this.#walks[n]!;
    // Where it ended is kept too, if that is another scheme of its rank.
    for (const scheme of [walk.best, walk.scheme()]) {
      if (scheme.rank === walk.best.rank && this.#pool.add(scheme)) found.push(scheme);
    }
    const options = this.#starts.options();
    walk.start(this.#random.below(3) > 0 ? this.#fromPool() : this.#begin(), options);
    if (this.#pool.add(walk.best)) found.push(walk.best);
    this.#walks[n] = { walk, options, improvedAt: walk.flips, patience: this.#patience() };
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

  #begin(): Scheme {
    const { start, size, strategy, arithmetic } = this.#config;
    if (start !== null) return schemeOf(start, arithmetic);
    return schemeOf(this.#starts.begin(size!, strategy), arithmetic);
  }

  /** A scheme of a pool, in another basis where the target is a matrix product. */
  #fromPool(): Scheme {
    const { size, shape, arithmetic } = this.#config;
    const scheme = this.#pool.draw(this.#random);
    if (size === null) return scheme;
    const below = (bound: number) => this.#random.below(bound);
    const sized = { size, terms: termsOf(scheme, shape) };
    return schemeOf(changedBasis(sized, arithmetic, below, BASIS_CHANGES).terms, arithmetic);
  }

  #patience(): number {
    return Math.round(LEAST_PATIENCE * (MOST_PATIENCE / LEAST_PATIENCE) ** this.#random.next());
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
