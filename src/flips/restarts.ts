import type { Random } from '../tensor/random.ts';
import { runToEnd } from '../tensor/steps.ts';
import type { Pool } from './pool.ts';
import { schemeOf, termsOf } from './scheme.ts';
import type { SearchConfig } from './search-config.ts';
import type { Sized } from './sizes.ts';
import { type Preparation, Starts } from './starts.ts';
import { changedBasis } from './symmetry.ts';
import type { Scheme, WalkOptions } from './walker.ts';

/** A walk restarts when it has found nothing better in so many flips. */
export const LEAST_PATIENCE = 1_000_000;
const MOST_PATIENCE = 40_000_000;
const BASIS_CHANGES = 6;
/** Room for pluses. */
const SPARE = 8;

/**
 * Terms that a walk of the search has room for: those that it begins with, and some for pluses.
 * @throws RangeError when there is nothing to begin with
 */
export function capacityOf({ size, start }: SearchConfig, spare = SPARE): number {
  if (size === null && start === null) {
    throw new RangeError('A search needs a decomposition to begin with, or the size of a product');
  }
  const naive = size === null ? 0 : size[0] * size[1] * size[2];
  return Math.max(naive, start?.length ?? 0) + spare;
}

/** From what the walks of a search begin, and begin again. */
export class Restarts {
  readonly #config: SearchConfig;
  readonly #random: Random;
  readonly #pool: Pool;
  readonly #starts: Starts;

  constructor(
    config: SearchConfig,
    random: Random,
    pool: Pool,
    smaller?: ReadonlyMap<string, readonly Sized[]>,
  ) {
    this.#config = config;
    this.#random = random;
    this.#pool = pool;
    this.#starts = new Starts(config.arithmetic, random, smaller);
  }

  /** What has been found for smaller sizes, by size. */
  get smaller(): ReadonlyMap<string, readonly Sized[]> {
    return this.#starts.smaller;
  }

  options(): WalkOptions {
    return this.#starts.options();
  }

  /** Of a pool or a new beginning: a pool may hold a rank from which nothing leads on. */
  scheme(): Scheme {
    return this.#random.below(2) === 0 ? this.fromPool() : this.begin();
  }

  /** What takes no preparation: easy targets are reached from there, and others restart soon. */
  first(): Scheme {
    const { start, size, strategy, arithmetic } = this.#config;
    if (start !== null || strategy !== 'all') return this.begin();
    return schemeOf(this.#starts.begin(size!, 'plain'), arithmetic);
  }

  begin(): Scheme {
    return runToEnd(this.beginning());
  }

  /** The same in steps of a few milliseconds. */
  *beginning(): Preparation<Scheme> {
    const { start, size, strategy, arithmetic } = this.#config;
    return schemeOf(start ?? (yield* this.#starts.beginning(size!, strategy)), arithmetic);
  }

  /** A scheme of a pool, in another basis where the target is a matrix product. */
  fromPool(): Scheme {
    const { size, shape, arithmetic } = this.#config;
    const scheme = this.#pool.draw(this.#random);
    if (size === null) return scheme;
    const below = (bound: number) => this.#random.below(bound);
    const sized = { size, terms: termsOf(scheme, shape) };
    return schemeOf(changedBasis(sized, arithmetic, below, BASIS_CHANGES).terms, arithmetic);
  }

  /** Flips without anything better after which a walk begins again. */
  patience(): number {
    return Math.round(LEAST_PATIENCE * (MOST_PATIENCE / LEAST_PATIENCE) ** this.#random.next());
  }
}
