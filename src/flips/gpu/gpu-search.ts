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
import { Beginnings } from './beginnings.ts';
import { GpuWalks, type WalkerSummary } from './gpu-walks.ts';
import type { Placed } from './placing.ts';

/** Tries of a walker in a round, as a rule. */
const ROUND = 200_000;
const FIRST_DISPATCH = 500;
/** A dispatch as long as this leaves the screen its frames. */
const DISPATCH_MS = 150;
/** Better schemes that are read back in a round at most: some of a rank are as good as all. */
const MOST_READ = 64;
/** Of the next beginning, so many steps are done in a round as go into its tries: about as long. */
const TRIES_A_STEP = 4000;
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
  readonly #beginnings: Beginnings;
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
    this.#beginnings = this.#beginAll();
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
    return new GpuSearch(config, walks, state);
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
    const summary = await this.#dispatches(tries);
    const better = this.#improved(summary);
    for (const scheme of await this.#walks.best(better)) {
      if (this.#pool.add(scheme)) found.push(scheme);
    }
    this.#count(summary);
    const { ranks } = summary;
    if (!this.isFinished) {
      const moved = this.#movedToBeginning();
      const placed = [...moved, ...this.#restarted(summary, moved)];
      this.#walks.load(placed);
      for (const { walker, state } of placed) ranks[walker] = state.scheme.rank;
    }
    return {
      flips: this.#flips,
      ranks: shown(ranks),
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
    let steps = this.#isVaried ? Math.ceil(all / TRIES_A_STEP) : 0;
    for (let left = all; left > 0; ) {
      const tries = Math.min(left, this.#tries);
      const began = performance.now();
      const running = this.#walks.dispatch(0xffffffff, targetRank, tries);
      steps -= await this.#prepare(steps, running);
      summary = await running;
      left -= tries;
      const took = performance.now() - began;
      if (took < DISPATCH_MS) this.#tries *= 2;
      else if (took > 2 * DISPATCH_MS) this.#tries = Math.ceil(this.#tries / 2);
      if (summary.ranks.some((rank) => rank <= targetRank)) return summary;
    }
    // Always as many: what comes out may not depend on how fast the GPU is.
    for (; steps > 0; steps--) this.#beginnings.step();
    return summary!;
  }

  /** Steps towards the next beginning until the GPU is done; @returns how many. */
  async #prepare(most: number, running: Promise<unknown>): Promise<number> {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    running.then(over, over);
    let steps = 0;
    for (; steps < most && !isOver; steps++) {
      this.#beginnings.step();
      // Whether the GPU is done is known only after a look at what has arrived.
      await new Promise((resolve) => setTimeout(resolve));
    }
    return steps;
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
    this.#flipsBefore.set(flips);
  }

  /** The walks that have come least far begin with the newest beginning, once. */
  #movedToBeginning(): Placed[] {
    const scheme = this.#beginnings.take();
    if (scheme === null) return [];
    const count = Math.ceil(MOVED_TO_A_BEGINNING * this.#bests.length);
    return Array.from(this.#bests, (_, walker) => walker)
      .sort((a, b) => this.#bests[b]! - this.#bests[a]! || a - b)
      .slice(0, count)
      .filter((walker) => this.#bests[walker]! > this.best.rank)
      .map((walker) => this.#begun(walker, scheme));
  }

  /** Walks that find nothing more begin anew, but for those that have just begun. */
  #restarted({ flips, stuck, ranks }: WalkerSummary, moved: readonly Placed[]): Placed[] {
    const begun = new Set(moved.map(({ walker }) => walker));
    const restarted: Placed[] = [];
    for (let walker = 0; walker < flips.length; walker++) {
      if (begun.has(walker)) continue;
      const isOver = flips[walker]! - this.#improvedAt[walker]! >= this.#patience[walker]!;
      if (!isOver && stuck[walker] === 0 && ranks[walker]! > 1) continue;
      const isNew = this.#random.below(3) === 0;
      const scheme = isNew ? this.#beginnings.draw(this.#random) : this.#restarts.fromPool();
      restarted.push(this.#begun(walker, scheme));
    }
    return restarted;
  }

  /** Whether there are other beginnings than one. */
  get #isVaried(): boolean {
    return this.#config.start === null && this.#config.strategy !== 'plain';
  }

  #beginAll(): Beginnings {
    const isResumed = this.#pool.sizes().length > 0;
    // The other beginnings take seconds each: they are added later, while the GPU is at work.
    const plain = this.#isVaried
      ? new Restarts({ ...this.#config, strategy: 'plain' }, this.#random, this.#pool).begin()
      : this.#restarts.begin();
    this.#pool.add(this.#begun(0, plain).state.best);
    this.#walks.load(
      Array.from({ length: this.#config.walkers }, (_, walker) =>
        this.#begun(walker, isResumed ? this.#restarts.fromPool() : plain),
      ),
    );
    return new Beginnings(this.#restarts, plain);
  }

  /** A walk that begins with the scheme. */
  #begun(walker: number, scheme: Scheme): Placed {
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
    const generator = Array.from(generatorOf(this.#random.bits(), walker));
    return { walker, state: { ...state, generator }, options: this.#restarts.options() };
  }
}
