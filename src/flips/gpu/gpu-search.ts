/**
 * The search of search.ts, modulo 2, with thousands of walks on a GPU. Rounds have a fixed number of
 * tries, cut into dispatches as short as the GPU needs: config and seed determine it all the same.
 */
import { type Random, restored, seeded } from '../../tensor/random.ts';
import type { Term } from '../../tensor/term.ts';
import { generatorOf } from '../generator.ts';
import { Pool } from '../pool.ts';
import { capacityOf, Restarts } from '../restarts.ts';
import { termsOf } from '../scheme.ts';
import type { Round, SearchConfig, SearchState } from '../search-config.ts';
import { Walk } from '../walk.ts';
import type { Scheme, WalkState } from '../walker.ts';
import { GpuWalks, type WalkerSummary } from './gpu-walks.ts';

/** Tries of a walker in a round, as a rule. */
const ROUND = 200_000;
const FIRST_DISPATCH = 500;
/** A dispatch as long as this leaves the screen its frames. */
const DISPATCH_MS = 150;
/** Better schemes that are read back in a round at most: some of a rank are as good as all. */
const MOST_READ = 64;
/** Beginnings that are kept: one more is made in every round, while the GPU is at work. */
const MOST_BEGINNINGS = 12;
const MOST_SHOWN = 4;
/** Of the walks, those that have come least far: they go over to a new beginning. */
const MOVED_TO_A_BEGINNING = 1 / 16;

/** Terms for which a walk on a GPU has room at most. */
const MOST_TERMS = 128;

/** Whether walks of the search can run on a GPU at all. */
export function fitsGpu(config: SearchConfig): boolean {
  return (
    config.arithmetic === 'z2' &&
    config.shape.every((entries) => entries <= 32) &&
    capacityOf(config, 0) <= MOST_TERMS
  );
}

/** Of thousands of walks a round tells the ranks of a few, evenly spread. */
function shown(ranks: Uint32Array): number[] {
  const step = Math.max(1, Math.floor(ranks.length / MOST_SHOWN));
  return Array.from(ranks.filter((_, walker) => walker % step === 0)).slice(0, MOST_SHOWN);
}

/** Room for pluses, but not so much that a walk takes a mask of 32 terms more. */
function gpuCapacity(config: SearchConfig): number {
  const least = capacityOf(config, 0);
  return Math.min(capacityOf(config), 32 * Math.ceil(least / 32));
}

export class GpuSearch {
  readonly #config: SearchConfig;
  readonly #random: Random;
  readonly #pool: Pool;
  readonly #restarts: Restarts;
  readonly #walks: GpuWalks;
  readonly #beginnings: Scheme[] = [];
  /** The last one, until walks have begun with it. */
  #newest: Scheme | null = null;
  /** [walkers] best rank when last looked, flips then, and flips until a restart */
  readonly #bests: Uint32Array;
  readonly #improvedAt: Float64Array;
  readonly #patience: Float64Array;
  /** [walkers] flips of a walker when the round began */
  readonly #flipsBefore: Uint32Array;
  /** The scheme of the last walk that began, reduced: thousands begin with one. */
  #lastBegun: { readonly scheme: Scheme; readonly state: WalkState } | null = null;
  #tries = FIRST_DISPATCH;
  #flips: number;

  private constructor(config: SearchConfig, walks: GpuWalks, state?: SearchState) {
    this.#config = config;
    this.#walks = walks;
    this.#random = state === undefined ? seeded(config.seed, 0) : restored(state.random);
    this.#pool = new Pool(state?.pool);
    this.#restarts = new Restarts(config, this.#random, this.#pool, state?.smaller);
    this.#flips = state?.flips ?? 0;
    const { walkers } = config;
    this.#bests = new Uint32Array(walkers);
    this.#improvedAt = new Float64Array(walkers);
    this.#patience = new Float64Array(walkers);
    this.#flipsBefore = new Uint32Array(walkers);
  }

  /**
   * @param state of the pools alone: walks begin anew from them
   * @throws RangeError when the walks do not fit the GPU (see fitsGpu)
   */
  static async create(
    device: GPUDevice,
    config: SearchConfig,
    state?: SearchState,
  ): Promise<GpuSearch> {
    if (!fitsGpu(config)) {
      throw new RangeError('Walks on a GPU are modulo 2, with at most 32 entries and 128 terms');
    }
    const { walkers, shape } = config;
    const entries = Math.max(...shape);
    const capacity = gpuCapacity(config);
    const walks = await GpuWalks.create(device, { walkers, capacity, entries });
    const search = new GpuSearch(config, walks, state);
    search.#beginAll();
    return search;
  }

  get best(): Scheme {
    return this.#pool.best;
  }

  get isFinished(): boolean {
    return this.best.rank <= this.#config.targetRank;
  }

  terms(scheme: Scheme): Term[] {
    return termsOf(scheme, this.#config.shape);
  }

  /** Pools and beginnings; walks begin anew when it is taken up. */
  state(): SearchState {
    return {
      random: this.#random.state(),
      walks: [],
      pool: this.#pool.all(),
      smaller: this.#restarts.smaller,
      flips: this.#flips,
      modulo2: null,
    };
  }

  /** @param brought schemes that others found, for the pools */
  async round(brought: readonly Scheme[] = [], tries = ROUND): Promise<Round> {
    for (const scheme of brought) this.#pool.add(scheme);
    const found: Scheme[] = [];
    let summary = await this.#dispatches(tries);
    const better = this.#improved(summary);
    for (const scheme of await this.#walks.best(better)) {
      if (this.#pool.add(scheme)) found.push(scheme);
    }
    this.#count(summary);
    if (!this.isFinished) {
      const moved = this.#moveToBeginning();
      const restarted = this.#restart(summary, moved);
      if (restarted || moved.size > 0) summary = await this.#walks.summary();
      this.#flipsBefore.set(summary.flips);
    }
    return {
      flips: this.#flips,
      ranks: shown(summary.ranks),
      bests: shown(this.#bests),
      found,
      bestRank: this.best.rank,
      pools: this.#pool.sizes(),
    };
  }

  dispose(): void {
    this.#walks.dispose();
  }

  async #dispatches(all: number): Promise<WalkerSummary> {
    const { targetRank } = this.#config;
    let summary: WalkerSummary | undefined;
    for (let left = all; left > 0; ) {
      const tries = Math.min(left, this.#tries);
      const began = performance.now();
      const running = this.#walks.dispatch(0xffffffff, targetRank, tries);
      if (left === all) this.#addBeginning();
      const mayMeasure = left !== all;
      summary = await running;
      left -= tries;
      const took = performance.now() - began;
      if (mayMeasure && took < DISPATCH_MS) this.#tries *= 2;
      else if (mayMeasure && took > 2 * DISPATCH_MS) this.#tries = Math.ceil(this.#tries / 2);
      if (summary.ranks.some((rank) => rank <= targetRank)) break;
    }
    return summary!;
  }

  /** Walkers with a better scheme than before: those that may be new to the pools, some of a rank. */
  #improved({ bestRanks, flips }: WalkerSummary): number[] {
    const better: number[] = [];
    for (let walker = 0; walker < bestRanks.length; walker++) {
      if (bestRanks[walker]! >= this.#bests[walker]!) continue;
      this.#bests[walker] = bestRanks[walker]!;
      this.#improvedAt[walker] = flips[walker]!;
      better.push(walker);
    }
    const lowest = Math.min(...better.map((walker) => bestRanks[walker]!), this.best.rank);
    return better.filter((walker) => bestRanks[walker]! <= lowest + 1).slice(0, MOST_READ);
  }

  #count({ flips }: WalkerSummary): void {
    for (let walker = 0; walker < flips.length; walker++) {
      this.#flips += flips[walker]! - this.#flipsBefore[walker]!;
    }
  }

  /** The walks that have come least far begin with the newest beginning, once. */
  #moveToBeginning(): ReadonlySet<number> {
    const scheme = this.#newest;
    if (scheme === null) return new Set();
    this.#newest = null;
    const count = Math.ceil(MOVED_TO_A_BEGINNING * this.#bests.length);
    const worst = Array.from(this.#bests, (_, walker) => walker)
      .sort((a, b) => this.#bests[b]! - this.#bests[a]! || a - b)
      .slice(0, count)
      .filter((walker) => this.#bests[walker]! > this.best.rank);
    for (const walker of worst) {
      this.#walks.load(walker, this.#begun(walker, scheme), this.#restarts.options());
    }
    return new Set(worst);
  }

  #restart({ flips, stuck, ranks }: WalkerSummary, moved: ReadonlySet<number>): boolean {
    let any = false;
    for (let walker = 0; walker < flips.length; walker++) {
      if (moved.has(walker)) continue;
      const isOver = flips[walker]! - this.#improvedAt[walker]! >= this.#patience[walker]!;
      if (!isOver && stuck[walker] === 0 && ranks[walker]! > 1) continue;
      const isNew = this.#random.below(3) === 0;
      const scheme = isNew ? this.#beginning() : this.#restarts.fromPool();
      const options = this.#restarts.options();
      this.#walks.load(walker, this.#begun(walker, scheme), options);
      any = true;
    }
    return any;
  }

  #beginAll(): void {
    const isResumed = this.#pool.sizes().length > 0;
    const { size, start, strategy } = this.#config;
    const isPlain = start === null && size !== null && strategy !== 'plain';
    // The other beginnings take seconds each: they are added later, while the GPU is at work.
    const plain = isPlain
      ? new Restarts({ ...this.#config, strategy: 'plain' }, this.#random, this.#pool).begin()
      : this.#restarts.begin();
    this.#beginnings.push(plain);
    this.#pool.add(this.#begun(0, plain).best);
    this.#walks.loadAll(
      Array.from({ length: this.#config.walkers }, (_, walker) => ({
        state: this.#begun(walker, isResumed ? this.#restarts.fromPool() : plain),
        options: this.#restarts.options(),
      })),
    );
  }

  #addBeginning(): void {
    if (this.#config.start !== null || this.#config.strategy === 'plain') return;
    this.#newest = this.#restarts.begin();
    this.#beginnings.push(this.#newest);
    if (this.#beginnings.length > MOST_BEGINNINGS) this.#beginnings.shift();
  }

  #beginning(): Scheme {
    return this.#beginnings[this.#random.below(this.#beginnings.length)]!;
  }

  /** The state of a walk that begins with the scheme. */
  #begun(walker: number, scheme: Scheme): WalkState {
    if (this.#lastBegun?.scheme !== scheme) {
      const capacity = this.#walks.capacity;
      const walk = new Walk(scheme, 'z2', capacity, generatorOf(0, 0), { plusAfter: 1, margin: 0 });
      this.#lastBegun = { scheme, state: walk.state() };
    }
    const { state } = this.#lastBegun;
    this.#bests[walker] = state.best.rank;
    this.#improvedAt[walker] = 0;
    this.#patience[walker] = this.#restarts.patience();
    this.#flipsBefore[walker] = 0;
    return { ...state, generator: Array.from(generatorOf(this.#random.bits(), walker)) };
  }
}
