import { describe, expect, it } from 'vitest';
import { toTerms } from '../../algorithm/algorithm.ts';
import { strassen } from '../../algorithm/examples.ts';
import { goTo, newLine, playTerm } from '../../game/line-tree.ts';
import { Library } from '../library/library.ts';
import { memoryLibrary } from '../library/memory-library.ts';
import { freshGame } from '../play/game-record.ts';
import { decodeGame, encodeGame } from '../play/link.ts';
import { stateOf } from '../play/play-transitions.ts';
import { Flips } from './flips.ts';
import { type FlipsChoices, gameSetup, productSetup } from './flips-setup.ts';
import type { FlipsStorage, SavedFlips } from './flips-storage.ts';
import { NO_TRACE, traced } from './flips-view.ts';
import type { HostedSearch } from './search-client.ts';
import { SearchHost } from './search-host.ts';

const PATIENCE = 60_000;
const CHOICES: FlipsChoices = {
  ...{ size: [2, 2, 2], arithmetic: 'z2', strategy: 'all', seed: 1, targetRank: null },
};

/** A search in this thread instead of a worker. */
function localSearch(): HostedSearch {
  const host = new SearchHost();
  const later = async <T>(action: () => T | Promise<T>): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve));
    return structuredClone(await action());
  };
  return {
    open: (...given) => later(() => host.open(...given)),
    openGpu: (...given) => later(() => host.openGpu(...given)),
    round: (brought) => later(() => host.round(brought)),
    state: () => later(() => host.state()),
    lift: (size, terms) => later(() => host.lift(size, terms)),
    close: () => {},
  };
}

function world() {
  let saved: SavedFlips | null = null;
  const storage: FlipsStorage = {
    load: async () => structuredClone(saved),
    save: async (next) => {
      saved = structuredClone(next);
    },
  };
  const tabs = { listen: () => () => {}, tell: () => {} };
  const library = new Library({ storage: memoryLibrary(), tabs, now: () => 1 });
  const make = () =>
    new Flips({
      search: localSearch,
      searches: 2,
      storage,
      keep: (algorithm, origin) => library.keep(algorithm, origin),
      now: () => performance.now(),
    });
  return { library, make, saved: () => saved };
}

function until(flips: Flips, status: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => flips.view.getState().status === status && resolve();
    flips.view.subscribe(look);
    look();
  });
}

describe('the search of the page', () => {
  it(
    'keeps what it finds in the library, verified, and lifted from modulo 2',
    async () => {
      const { make, library } = world();
      const flips = make();
      await flips.open();
      expect(flips.view.getState().status).toBe('idle');
      await flips.start(productSetup(CHOICES, null));
      await until(flips, 'finished');
      const { found, bestRank, trace, failure } = flips.view.getState();
      expect([bestRank, failure]).toEqual([7, null]);
      expect(trace.ranks.at(-1)).toHaveLength(8);
      const { key, liftedKey, rank } = found.at(-1)!;
      expect(rank).toBe(7);
      const kept = library.view.getState().entries;
      expect(kept.get(key!)).toMatchObject({
        rank: 7,
        arithmetic: 'z2',
        origin: { kind: 'flips' },
      });
      expect(kept.get(liftedKey!)).toMatchObject({ rank: 7, arithmetic: 'standard' });
    },
    PATIENCE,
  );

  it(
    'is paused after a reload, with all that it had, and goes on',
    async () => {
      const { make, saved } = world();
      const first = make();
      await first.open();
      await first.start(productSetup({ ...CHOICES, size: [3, 3, 3], targetRank: 1 }, null));
      await new Promise((resolve) => setTimeout(resolve, 300));
      await first.pause();
      const before = first.view.getState();
      expect(before.status).toBe('paused');
      expect(before.flips).toBeGreaterThan(0);
      const second = make();
      await second.open();
      const after = second.view.getState();
      for (const name of [
        'status',
        'setup',
        'flips',
        'seconds',
        'found',
        'trace',
        'bestRank',
      ] as const) {
        expect(after[name]).toEqual(before[name]);
      }
      await second.resume();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await second.pause();
      expect(second.view.getState().flips).toBeGreaterThan(before.flips);
      await second.reset();
      expect([second.view.getState().status, saved()]).toEqual(['idle', null]);
    },
    PATIENCE,
  );

  it(
    'says what went wrong when a worker dies, and can go on',
    async () => {
      const { make } = world();
      const flips = make();
      await flips.open();
      const setup = productSetup({ ...CHOICES, size: [3, 3, 3], targetRank: 1 }, null);
      await flips.start({ ...setup, size: null, start: null });
      await until(flips, 'paused');
      expect(flips.view.getState().failure).toMatch(/^The search stopped: /);
      await flips.start(productSetup(CHOICES, null));
      await until(flips, 'finished');
      expect(flips.view.getState().failure).toBeNull();
    },
    PATIENCE,
  );

  it(
    'begins with an algorithm of the library',
    async () => {
      const { make } = world();
      const flips = make();
      await flips.open();
      await flips.start(productSetup({ ...CHOICES, targetRank: 6 }, strassen('z2')));
      await new Promise((resolve) => setTimeout(resolve, 100));
      await flips.pause();
      const { bestRank, found } = flips.view.getState();
      expect([bestRank, found]).toEqual([7, []]);
    },
    PATIENCE,
  );
});

describe('a half-finished game', () => {
  const game = freshGame({ kind: 'matmul', size: [2, 2, 2] }, 'standard');
  const tree = toTerms(strassen('standard')).slice(0, 3).reduce(playTerm, newLine());

  it(
    'is finished by moves that go back to the board',
    async () => {
      const link = encodeGame({ ...game, tree });
      const setup = gameSetup(link);
      if (typeof setup === 'string') throw new Error(setup);
      expect([setup.targetRank, setup.game!.moves]).toEqual([4, 3]);
      const { make } = world();
      const flips = make();
      await flips.open();
      await flips.start(setup);
      await until(flips, 'finished');
      const { game: finished, rank } = flips.view.getState().found.at(-1)!;
      expect(rank).toBe(4);
      const read = decodeGame(finished!);
      if ('error' in read) throw new Error(read.error);
      const state = stateOf(read.game);
      expect([state.position.solved, state.position.moves]).toEqual([true, 7]);
    },
    PATIENCE,
  );

  it('that is finished, or no game, is refused in a sentence', () => {
    const whole = toTerms(strassen('standard')).reduce(playTerm, newLine());
    expect(gameSetup(encodeGame({ ...game, tree: whole }))).toMatch(/finished/);
    expect(typeof gameSetup(encodeGame({ ...game, tree: goTo(whole, 2) }))).toBe('object');
    expect(gameSetup('1.nonsense')).toMatch(/link/);
  });
});

it('a long trace is thinned, and ends with what was added', () => {
  let trace = NO_TRACE;
  for (let n = 0; n < 2000; n++) trace = traced(trace, n + 1, [n], 9);
  expect(trace.flips.length).toBeLessThanOrEqual(600);
  expect(trace.flips.length).toBe(trace.ranks.length);
  expect([trace.flips[0], trace.ranks[0]]).toEqual([0, [9]]);
  expect(trace.flips).toEqual([...trace.flips].sort((a, b) => a - b));
});
