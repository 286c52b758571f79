/**
 * The search with flips of the page: searches in workers, in step; what they find is kept in the
 * library at once; paused, and every few seconds, all of it is saved, so that a reload goes on from there.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Algorithm, fromTerms } from '../../algorithm/algorithm.ts';
import { canonicalForm } from '../../algorithm/canonical.ts';
import { fitsGpu } from '../../flips/gpu/gpu-search.ts';
import { termsOf } from '../../flips/scheme.ts';
import type { SearchConfig, SearchState } from '../../flips/search.ts';
import { Team } from '../../flips/team.ts';
import type { Scheme } from '../../flips/walker.ts';
import type { Kept } from '../library/library.ts';
import type { Origin } from '../library/origin.ts';
import { sentence } from '../sentences.ts';
import { type FlipsSetup, finishedGame, searchConfig } from './flips-setup.ts';
import type { FlipsStorage } from './flips-storage.ts';
import { type FlipsView, type Found, NO_TRACE, traced } from './flips-view.ts';
import type { HostedSearch } from './search-client.ts';

export interface FlipsWorld {
  readonly search: () => HostedSearch;
  /** Searches side by side: as many as there are cores. */
  readonly searches: number;
  readonly storage: FlipsStorage;
  readonly keep: (algorithm: Algorithm, origin: Origin) => Promise<Kept>;
  readonly now: () => number;
}

/** Walks of each search. */
const WALKERS = 4;
const SAVE_EVERY_MS = 15_000;

const NOTHING: FlipsView = {
  ...{ status: 'opening', setup: null, seconds: 0, flips: 0, flipsPerSecond: null, bestRank: null },
  ...{ ranks: [], pools: [], found: [], trace: NO_TRACE, gpu: null, failure: null },
};

export class Flips {
  readonly view: StoreApi<FlipsView> = createStore<FlipsView>(() => NOTHING);
  readonly #world: FlipsWorld;
  #searches: readonly HostedSearch[] = [];
  #onGpu: HostedSearch | null = null;
  #team: Team | null = null;
  #best: Scheme | null = null;
  /** The searches' states while no worker has them. */
  #restorable: Awaited<ReturnType<FlipsStorage['load']>> = null;
  #opened: Promise<void> | null = null;
  #running: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(world: FlipsWorld) {
    this.#world = world;
  }

  /** Finds what was saved before a reload: it is paused then. Never rejects. */
  open(): Promise<void> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  /** Begins a search; the one before is given up, but all that it found is kept. */
  async start(setup: FlipsSetup): Promise<void> {
    await this.reset();
    this.view.setState({ setup });
    await this.resume();
  }

  /** Goes on with a search that is paused. */
  async resume(): Promise<void> {
    const { setup, status } = this.view.getState();
    if (setup === null || status === 'running') return;
    this.#isStopping = false;
    this.view.setState({ status: 'running', failure: null });
    this.#running = this.#run(setup);
  }

  /** Resolves when the round under way is over and all of the search is saved. */
  async pause(): Promise<void> {
    if (this.view.getState().status !== 'running') return;
    this.#isStopping = true;
    this.view.setState({ status: 'pausing' });
    await this.#running;
  }

  /** Gives the search up. */
  async reset(): Promise<void> {
    this.#isStopping = true;
    await this.#running;
    this.#close();
    this.#best = null;
    this.#restorable = null;
    this.view.setState({ ...NOTHING, status: 'idle' });
    await this.#world.storage.save(null).catch(() => {});
  }

  dismissFailure(): void {
    this.view.setState({ failure: null });
  }

  async #open(): Promise<void> {
    try {
      const saved = await this.#world.storage.load();
      if (this.view.getState().status !== 'opening') return;
      if (saved === null) {
        this.view.setState({ status: 'idle' });
        return;
      }
      const { setup, seconds, flips, found, trace, best } = saved;
      this.#restorable = saved;
      this.#best = best;
      const ranks = trace.ranks.at(-1) ?? [];
      const bestRank = best?.rank ?? null;
      const isFinished = bestRank !== null && bestRank <= setup.targetRank;
      const status = isFinished ? 'finished' : 'paused';
      this.view.setState({ status, setup, seconds, flips, found, trace, ranks, bestRank });
    } catch (error) {
      const failure = `A search that was kept could not be read: ${sentence(error)}`;
      this.view.setState({ status: 'idle', failure });
    }
  }

  async #run(setup: FlipsSetup): Promise<void> {
    const { now } = this.#world;
    try {
      const team = await this.#teamOf(setup);
      let savedAt = now();
      let isFinished = false;
      while (!this.#isStopping && !isFinished) {
        const from = now();
        const round = await team.round();
        const seconds = (now() - from) / 1000;
        const before = this.view.getState();
        const { flips, ranks, pools, bestRank } = round;
        this.view.setState({
          ...{ flips, ranks, pools, bestRank },
          seconds: before.seconds + seconds,
          flipsPerSecond: smoothed(before.flipsPerSecond, (flips - before.flips) / seconds),
          trace: traced(before.trace, flips, ranks, beginningOf(setup)),
        });
        if (
          round.best !== null &&
          round.best.rank < (this.#best?.rank ?? Number.POSITIVE_INFINITY)
        ) {
          await this.#found(setup, round.best);
        }
        isFinished = bestRank <= setup.targetRank;
        if (now() - savedAt > SAVE_EVERY_MS) {
          await this.#save(setup, team);
          savedAt = now();
        }
      }
      await this.#save(setup, team);
      this.view.setState({ status: isFinished ? 'finished' : 'paused' });
    } catch (error) {
      this.#close();
      const failure = `The search stopped: ${sentence(error)} What it found is kept; resume it to go on from the last save.`;
      this.#restorable = await this.#world.storage.load().catch(() => null);
      this.view.setState({ status: 'paused', failure });
    }
  }

  /** The workers' searches: those that are there, those saved, or new ones. */
  async #teamOf(setup: FlipsSetup): Promise<Team> {
    if (this.#team !== null) return this.#team;
    const saved = this.#restorable;
    const count = saved === null ? this.#world.searches : saved.states.length;
    this.#searches = Array.from({ length: count }, () => this.#world.search());
    const config = searchConfig(setup, WALKERS);
    await Promise.all(
      this.#searches.map((search, stream) =>
        search.open(config, stream, saved?.states[stream] ?? null),
      ),
    );
    this.#onGpu = await this.#openedOnGpu(config, saved?.gpu ?? null);
    this.#restorable = null;
    const all = this.#onGpu === null ? this.#searches : [...this.#searches, this.#onGpu];
    this.#team = new Team(all, saved?.pending);
    return this.#team;
  }

  /** A search on the GPU beside those on the cores, where there is one and the walks fit it. */
  async #openedOnGpu(
    config: SearchConfig,
    state: SearchState | null,
  ): Promise<HostedSearch | null> {
    if (!fitsGpu(config)) return null;
    const search = this.#world.search();
    const gpu = await search.openGpu(config, state).catch((error: unknown) => {
      const failure = `The GPU cannot help: ${sentence(error)} The search goes on without it.`;
      this.view.setState({ failure });
      return null;
    });
    this.view.setState({ gpu });
    if (gpu !== null) return search;
    search.close();
    return null;
  }

  async #found(setup: FlipsSetup, scheme: Scheme): Promise<void> {
    this.#best = scheme;
    const { size, arithmetic, shape, seed, game } = setup;
    // What it began with is no discovery.
    if (scheme.rank >= beginningOf(setup) && game === null) return;
    const { seconds, flips } = this.view.getState();
    const terms = termsOf(scheme, shape);
    let found: Found = {
      rank: scheme.rank,
      seconds,
      flips,
      key: null,
      liftedKey: null,
      game: null,
    };
    if (game !== null) found = { ...found, game: finishedGame(game.link, terms) };
    if (size !== null) {
      const origin = { kind: 'flips', seed, seconds, flips } as const;
      const key = await this.#keep(canonicalForm(fromTerms(size, arithmetic, terms)), origin);
      const liftedKey =
        arithmetic === 'z2' && key !== null ? await this.#lift(setup, terms, key) : null;
      found = { ...found, key, liftedKey };
    }
    this.view.setState((view) => ({ found: [...view.found, found] }));
  }

  /** Null when it does not lift, or not soon. */
  async #lift(
    { size, title }: FlipsSetup,
    terms: Parameters<HostedSearch['lift']>[1],
    key: string,
  ): Promise<string | null> {
    const lifted = await this.#searches[0]!.lift(size!, terms);
    if (lifted === null) return null;
    const words = `an algorithm of ${title} modulo 2 that flips found`;
    return this.#keep(lifted, { kind: 'derived', how: 'lifted', from: [key], words });
  }

  async #keep(algorithm: Algorithm, origin: Origin): Promise<string | null> {
    const kept = await this.#world.keep(algorithm, origin);
    if (kept.status === 'kept' || kept.status === 'known') return kept.entry.key;
    this.view.setState({ failure: kept.reason });
    return null;
  }

  async #save(setup: FlipsSetup, team: Team): Promise<void> {
    try {
      const states = await Promise.all(this.#searches.map((search) => search.state()));
      const { seconds, flips, found, trace } = this.view.getState();
      const best = this.#best;
      const pending = team.found;
      const gpu = (await this.#onGpu?.state()) ?? null;
      await this.#world.storage.save({
        setup,
        states,
        gpu,
        pending,
        seconds,
        flips,
        found,
        trace,
        best,
      });
    } catch (error) {
      const failure = `The search is not saved: ${sentence(error)} A reload would lose its place; what it found is kept.`;
      this.view.setState({ failure });
    }
  }

  #close(): void {
    for (const search of this.#searches) search.close();
    this.#onGpu?.close();
    this.#searches = [];
    this.#onGpu = null;
    this.#team = null;
  }
}

/** The rank of what the search begins with. */
function beginningOf({ start, size }: FlipsSetup): number {
  return start?.length ?? (size === null ? 0 : size[0] * size[1] * size[2]);
}

function smoothed(before: number | null, now: number): number {
  return before === null ? now : 0.8 * before + 0.2 * now;
}
