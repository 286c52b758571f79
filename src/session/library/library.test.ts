import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Algorithm, fromTerms, toTerms } from '../../algorithm/algorithm.ts';
import { naiveAlgorithm, strassen } from '../../algorithm/examples.ts';
import { isSize } from '../../tensor/size.ts';
import { MIGRATIONS, openDatabase } from '../database.ts';
import { strassenModuloTwo } from '../session.test-support.ts';
import { targetKey } from './entry.ts';
import { libraryKey } from './key.ts';
import { Library, type LibraryWorld } from './library.ts';
import { indexedLibrary, type LibraryStorage } from './library-storage.ts';
import type { Origin } from './origin.ts';
import type { Tabs } from './tabs.ts';

const HAND: Origin = { kind: 'hand', link: '#/play/1.x' };
const IMPORT: Origin = { kind: 'import', file: 'a.json', entry: null };
const naive = naiveAlgorithm([2, 2, 2], 'standard');
const seven = strassen('standard');
/** One wrong sign. */
const wrong: Algorithm = { ...seven, u: [seven.u[0]!.map((c) => -c), ...seven.u.slice(1)] };

let databases = 0;
let clock = 0;

function newLibrary(change: Partial<LibraryWorld> = {}, name = `library-${databases++}`): Library {
  return new Library({
    storage: indexedLibrary(() => openDatabase(name)),
    tabs: { tell: () => {}, listen: () => () => {} },
    now: () => ++clock,
    ...change,
  });
}

/** Tabs of one browser: what one tells, all others hear. */
class Channel {
  readonly #hearers: {
    readonly by: object;
    readonly changed: (keys: readonly string[]) => void;
  }[] = [];

  tab(): Tabs {
    const by = {};
    return {
      tell: (keys) => {
        for (const hearer of this.#hearers) if (hearer.by !== by) hearer.changed(keys);
      },
      listen: (changed) => {
        this.#hearers.push({ by, changed });
        return () => {};
      },
    };
  }
}

const entriesOf = (library: Library) => [...library.view.getState().entries.values()];
const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));

describe('keeping', () => {
  it('lets in what verifies, with its facts and its origin', async () => {
    const library = newLibrary();
    await library.open();
    const kept = await library.keep(seven, HAND);
    expect(kept).toMatchObject({ status: 'kept', lasting: true });
    expect(entriesOf(library)).toMatchObject([
      {
        target: '2x2x2|standard',
        rank: 7,
        origin: HAND,
        additions: 18,
        coefficients: ['-1', '1'],
        ring: 'zt',
        name: '',
        reduced: null,
      },
    ]);
    expect(await library.algorithm(libraryKey(seven))).toEqual(seven);
  });

  it('refuses everything else, and says why', async () => {
    const library = newLibrary();
    await library.open();
    expect(await library.keep(wrong, HAND)).toEqual({
      status: 'refused',
      reason: expect.stringMatching(/^The products add .* times\.$/),
    });
    const odd = { ...seven, arithmetic: 'z2' } as const;
    expect((await library.keep(odd, HAND)).status).toBe('refused');
    // The signs of the first term moved outside of what 8 bits hold.
    const huge = { ...naive, u: [[128, 0, 0, 0], ...naive.u.slice(1)] };
    expect((await library.keep(huge, HAND)).status).toBe('refused');
    expect(entriesOf(library)).toEqual([]);
    expect(library.view.getState().failure).toBeNull();
  });

  it('knows an equal one, in whatever order and signs, and leaves it as it was', async () => {
    const library = newLibrary();
    await library.open();
    await library.keep(seven, HAND);
    const terms = toTerms(seven).reverse();
    const turned = terms.map(({ u, v, w }) => ({ u: u.map((c) => -c), v, w: w.map((c) => -c) }));
    const again = await library.keep(fromTerms([2, 2, 2], 'standard', turned), IMPORT);
    expect(again).toMatchObject({ status: 'known', entry: { origin: HAND } });
    expect(entriesOf(library)).toHaveLength(1);
    expect(await library.algorithm(libraryKey(seven))).toEqual(seven);
  });

  it('of many tells what became of each, in their order', async () => {
    const library = newLibrary();
    await library.open();
    await library.keep(naive, HAND);
    const offered = [seven, wrong, naive, strassenModuloTwo, seven].map((algorithm) => ({
      algorithm,
      origin: IMPORT,
    }));
    const progress: number[] = [];
    const results = await library.keepAll(offered, (done) => {
      progress.push(done);
      return true;
    });
    expect(results.map(({ status }) => status)).toEqual([
      'kept',
      'refused',
      'known',
      'kept',
      'known',
    ]);
    expect(progress.at(-1)).toBe(5);
    expect(entriesOf(library)).toHaveLength(3);
  });

  it('works before the view is open, and the view then has it', async () => {
    const library = newLibrary();
    await library.keep(seven, HAND);
    await Promise.all([library.open(), library.keep(naive, HAND)]);
    expect(entriesOf(library)).toHaveLength(2);
  });

  it('finds all again after a reload', async () => {
    const name = `library-${databases++}`;
    const before = newLibrary({}, name);
    await before.keep(seven, HAND);
    await before.edit(libraryKey(seven), { name: 'Mine', notes: 'Nice.' });
    const after = newLibrary({}, name);
    await after.open();
    expect(entriesOf(after)).toMatchObject([{ name: 'Mine', notes: 'Nice.', origin: HAND }]);
    expect(await after.algorithm(libraryKey(seven))).toEqual(seven);
  });
});

describe('the best of a target', () => {
  it('come by rank, then by when they were kept; those that do not verify any more are left out', async () => {
    const name = `library-${databases++}`;
    const library = newLibrary({}, name);
    const products = toTerms(naive).map(({ u, v, w }) => ({ u, v, w }));
    const eight = fromTerms([2, 2, 2], 'standard', products);
    await library.keep(eight, HAND);
    await library.keep(seven, HAND);
    await library.keep(strassenModuloTwo, HAND);
    const target = targetKey([2, 2, 2], 'standard');
    const { found, count } = await library.best(target, 10);
    expect(found.map(({ entry }) => entry.rank)).toEqual([7, 8]);
    expect(count).toBe(2);
    expect((await library.best(target, 1)).found).toHaveLength(1);
    expect(await library.best(targetKey([2, 2, 3], 'z2'), 10)).toEqual({ found: [], count: 0 });

    const database = await openDatabase(name);
    const key = libraryKey(seven);
    await database.put('contents', { version: 1, key, algorithm: wrong });
    expect((await library.best(target, 10)).found.map(({ entry }) => entry.rank)).toEqual([8]);
    await expect(library.algorithm(key)).rejects.toThrow('damaged');
    await expect(library.algorithm('gone')).rejects.toThrow('not in the library');
  });
});

describe('what was removed', () => {
  it('can be put back as it was', async () => {
    const library = newLibrary();
    await library.open();
    await library.keepAll([seven, naive].map((algorithm) => ({ algorithm, origin: HAND })));
    await library.edit(libraryKey(seven), { name: 'Mine' });
    const before = entriesOf(library);
    const removed = await library.remove([libraryKey(seven)]);
    expect(entriesOf(library).map(({ rank }) => rank)).toEqual([8]);
    await expect(library.algorithm(libraryKey(seven))).rejects.toThrow();
    expect(await library.putBack(removed ?? [])).toMatchObject([{ status: 'kept' }]);
    expect(new Set(entriesOf(library))).toEqual(new Set(before));
    expect(await library.algorithm(libraryKey(seven))).toEqual(seven);
  });
});

describe('a full disk', () => {
  it('is told, and loses nothing that was kept', async () => {
    const storage = indexedLibrary(() => openDatabase('full'));
    let isFull = false;
    const filling: LibraryStorage = {
      ...storage,
      add: (admitted) => (isFull ? full() : storage.add(admitted)),
      edit: (key, change) => (isFull ? full() : storage.edit(key, change)),
      remove: (keys) => (isFull ? full() : storage.remove(keys)),
    };
    const library = newLibrary({ storage: filling });
    await library.open();
    await library.keep(seven, HAND);
    isFull = true;
    expect(await library.keep(naive, HAND)).toEqual({
      status: 'failed',
      reason: expect.stringMatching(/^The algorithm was not kept: the browser has no room left/),
    });
    expect(library.view.getState().failure).toContain('no room left');
    library.dismissFailure();
    expect(await library.edit(libraryKey(seven), { name: 'x' })).toBe(false);
    expect(library.view.getState().failure).toContain('no room left');
    expect(await library.remove([libraryKey(seven)])).toBeNull();
    expect(entriesOf(library)).toMatchObject([{ rank: 7, name: '' }]);
    isFull = false;
    expect((await library.keep(naive, HAND)).status).toBe('kept');
  });

  it('within a transaction takes all of it back', async () => {
    const name = `library-${databases++}`;
    const storage = indexedLibrary(() => openDatabase(name));
    const library = newLibrary({ storage }, name);
    await library.keep(seven, HAND);
    const original = IDBObjectStore.prototype.put;
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      value: unknown,
    ) {
      const request = original.call(this, value);
      if (this.name === 'contents') this.transaction.abort();
      return request;
    });
    expect((await library.keep(naive, HAND)).status).toBe('failed');
    put.mockRestore();
    expect(await storage.entries()).toHaveLength(1);
    expect(await storage.contents([libraryKey(naive)])).toEqual([]);
  });
});

describe('without storage', () => {
  it('all works until the page is closed, and that is said', async () => {
    const denied = indexedLibrary(() => Promise.reject(new Error('denied')));
    const library = newLibrary({ storage: denied });
    await library.open();
    expect(library.view.getState()).toMatchObject({
      status: 'open',
      lasting: false,
      failure: expect.stringContaining('does not let the page keep data'),
    });
    expect(await library.keep(seven, HAND)).toMatchObject({ status: 'kept', lasting: false });
    expect(await library.keep(seven, HAND)).toMatchObject({ status: 'known', lasting: false });
    expect(await library.keep(naive, HAND)).toMatchObject({ status: 'kept' });
    expect(await library.algorithm(libraryKey(seven))).toEqual(seven);
    const best = await library.best(targetKey([2, 2, 2], 'standard'), 1);
    expect(best).toMatchObject({ found: [{ entry: { rank: 7 } }], count: 2 });
    await library.edit(libraryKey(seven), { name: 'Mine' });
    const removed = await library.remove([libraryKey(seven)]);
    expect(entriesOf(library)).toHaveLength(1);
    await library.putBack(removed ?? []);
    expect(entriesOf(library).map(({ name }) => name)).toEqual(['', 'Mine']);
  });
});

describe('two tabs', () => {
  it('see what each of them adds, changes and removes', async () => {
    const name = `library-${databases++}`;
    const channel = new Channel();
    const [one, two] = [channel.tab(), channel.tab()].map((tabs) => newLibrary({ tabs }, name));
    await Promise.all([one!.open(), two!.open()]);
    await one!.keep(seven, HAND);
    await vi.waitFor(() => expect(entriesOf(two!)).toEqual(entriesOf(one!)));
    await two!.edit(libraryKey(seven), { notes: 'from two' });
    await vi.waitFor(() => expect(entriesOf(one!)[0]?.notes).toBe('from two'));
    expect(await two!.keep(seven, IMPORT)).toMatchObject({ status: 'known' });
    await two!.keep(naive, IMPORT);
    await vi.waitFor(() => expect(entriesOf(one!)).toHaveLength(2));
    await one!.remove([libraryKey(seven)]);
    await vi.waitFor(() => expect(entriesOf(two!).map(({ rank }) => rank)).toEqual([8]));
    expect(await two!.edit(libraryKey(seven), { name: 'x' })).toBe(false);
  });

  it('keep one of two equal algorithms that they add at once', async () => {
    const name = `library-${databases++}`;
    const [one, two] = [newLibrary({}, name), newLibrary({}, name)];
    const results = await Promise.all([one.keep(seven, HAND), two.keep(seven, IMPORT)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['kept', 'known']);
  });

  it('a newer version in one of them is told in the other', async () => {
    const name = `library-${databases++}`;
    const library = newLibrary({}, name);
    await library.open();
    const newer = await openDatabase(name, [...MIGRATIONS, () => {}]);
    for (let i = 0; i < 2; i++) {
      expect(await library.keep(seven, HAND)).toMatchObject({
        status: 'failed',
        reason: expect.stringMatching(/newer version of this page is open in another tab. Reload/),
      });
    }
    expect(library.view.getState().lasting).toBe(true);
    newer.close();
  });
});

it('the key of an algorithm fits into an address and a file name, and tells algorithms apart', () => {
  const keys = new Set<string>();
  const side = fc.integer({ min: 1, max: 3 });
  fc.assert(
    fc.property(side, side, side, fc.boolean(), (n, m, p, modular) => {
      const size = [n, m, p] as const;
      if (!isSize(size)) return;
      const key = libraryKey(naiveAlgorithm(size, modular ? 'z2' : 'standard'));
      keys.add(key);
      expect(key).toMatch(/^\dx\dx\d-(standard|z2)-\d+-[0-9a-z]{28}$/);
    }),
    { numRuns: 300, seed: 1 },
  );
  expect(keys.size).toBeGreaterThan(40);
  expect(libraryKey(seven)).not.toBe(libraryKey(strassenModuloTwo));
});
