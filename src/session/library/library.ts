/**
 * The library: every algorithm that a person, a run, a search or a file brings in.
 *
 *   import { library } from '…/session/library/create-library.ts';
 *   const kept = await library().keep(algorithm, { kind: 'hand', link });
 *
 * `keep` is the one way in. It verifies exactly (over the integers, or modulo 2), keeps equal
 * algorithms once, and says in its result what became of this one; it never rejects. `keepAll` is
 * for many. `view` is a store of all entries (see entry.ts), live over all tabs once `open` was
 * called; `algorithm(key)` reads and verifies one of them again. The origins are in origin.ts.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { Algorithm } from '../../algorithm/algorithm.ts';
import type { StraightLineProgram } from '../../algorithm/straight-line.ts';
import { verifyAlgorithm } from '../../algorithm/verify.ts';
import { eased } from './eased.ts';
import { EntriesView, type LibraryView } from './entries-view.ts';
import {
  type Admitted,
  admit,
  type EntryChange,
  type LibraryContent,
  type LibraryEntry,
  withProgram,
} from './entry.ts';
import { type LibraryStorage, NoDatabase, type Stored } from './library-storage.ts';
import { memoryLibrary } from './memory-library.ts';
import type { Origin } from './origin.ts';
import { verifiedAgain } from './read-again.ts';
import { NOTHING_LASTS, storageReason } from './storage-words.ts';
import type { Tabs } from './tabs.ts';

/** What became of an algorithm that was to be kept. */
export type Kept =
  | { readonly status: 'kept'; readonly entry: LibraryEntry; readonly lasting: boolean }
  /** An equal one was there already, and is as it was. */
  | { readonly status: 'known'; readonly entry: LibraryEntry; readonly lasting: boolean }
  /** It is no algorithm: a sentence says the first thing that is wrong. */
  | { readonly status: 'refused'; readonly reason: string }
  /** It is one, but there was no room, say: a sentence, with what to do. */
  | { readonly status: 'failed'; readonly reason: string };

export interface LibraryWorld {
  readonly storage: LibraryStorage;
  readonly tabs: Tabs;
  readonly now: () => number;
}

/** What was removed, to be put back. */
export type Removed = readonly Admitted[];

/** Algorithms written in one transaction. */
const BATCH = 200;

export class Library {
  readonly view: StoreApi<LibraryView>;
  readonly #view: EntriesView;
  readonly #now: () => number;
  #storage: LibraryStorage;
  #opened: Promise<void> | null = null;

  constructor({ storage, tabs, now }: LibraryWorld) {
    this.#storage = storage;
    this.#view = new EntriesView(tabs);
    this.view = this.#view.store;
    this.#now = now;
  }

  /** Reads all entries into the view and keeps it in step with every tab; once. Never rejects. */
  open(): Promise<void> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  /** Keeps an algorithm that verifies, unless an equal one is there. Never rejects. */
  async keep(algorithm: Algorithm, origin: Origin): Promise<Kept> {
    const [kept] = await this.keepAll([{ algorithm, origin }]);
    return kept!;
  }

  /**
   * Keeps many, in the order given; the results are in that order too. Never rejects.
   * @param onProgress is told how many have been dealt with; the rest is left when it gives false
   */
  async keepAll(
    offered: readonly { readonly algorithm: Algorithm; readonly origin: Origin }[],
    onProgress: (done: number) => boolean = () => true,
  ): Promise<Kept[]> {
    const results: Kept[] = [];
    for (let at = 0; at < offered.length; at += BATCH) {
      const batch = offered.slice(at, at + BATCH);
      const checked: (Admitted | { readonly refused: string })[] = [];
      await eased(batch, ({ algorithm, origin }) => {
        checked.push(admit(algorithm, origin, this.#now()));
      });
      results.push(...(await this.#write(checked)));
      if (!onProgress(results.length)) break;
    }
    return results;
  }

  /** An algorithm that is kept, verified again. Rejects with a sentence when it cannot be read. */
  async algorithm(key: string): Promise<Algorithm> {
    const { algorithm } = await this.content(key);
    return algorithm;
  }

  /** The same with its program, if it has one, which is checked as well. Rejects as `algorithm`. */
  async content(key: string): Promise<LibraryContent> {
    const [content] = await this.#storage.contents([key]);
    if (content === undefined) throw new Error('This algorithm is not in the library any more.');
    return verifiedAgain(content);
  }

  /** Those of the keys that are there, in that order, verified again. Rejects as `algorithm`. */
  async algorithms(keys: readonly string[]): Promise<Algorithm[]> {
    const algorithms: Algorithm[] = [];
    await eased(await this.#storage.contents(keys), (content) => {
      algorithms.push(verifiedAgain(content).algorithm);
    });
    return algorithms;
  }

  /** The best of a target that still verify, and how many there are in all. May reject. */
  async best(
    target: string,
    limit: number,
  ): Promise<{ readonly found: readonly Stored[]; readonly count: number }> {
    const { found, count } = await this.#withStorage((storage) => storage.best(target, limit));
    const verified: Stored[] = [];
    await eased(found, (stored) => {
      if (verifyAlgorithm(stored.algorithm).ok) verified.push(stored);
    });
    return { found: verified, count };
  }

  /** Changes what the user can change of an entry. False, with a failure, when it is not done. */
  edit(key: string, change: EntryChange): Promise<boolean> {
    return this.#edit(key, ({ entry, content }) => ({ entry: { ...entry, ...change }, content }));
  }

  /**
   * Keeps a program with an algorithm, if it carries it out exactly and has fewer additions than the
   * one that is there. False, with a failure, when it is not done.
   */
  setProgram(key: string, program: StraightLineProgram): Promise<boolean> {
    return this.#edit(key, (now) => {
      const next = withProgram(now, program);
      const before = now.entry.reduced ?? Number.POSITIVE_INFINITY;
      return (next.entry.reduced ?? before) < before ? next : now;
    });
  }

  async #edit(key: string, change: (now: Admitted) => Admitted): Promise<boolean> {
    try {
      const entry = await this.#storage.edit(key, change);
      this.#view.changed(entry === undefined ? [] : [entry], entry === undefined ? [key] : []);
      return entry !== undefined;
    } catch (error) {
      this.#view.fail(`The change was not kept: ${storageReason(error)}`);
      return false;
    }
  }

  /** Removes entries; what the result holds can be put back. Null, with a failure, if not done. */
  async remove(keys: readonly string[]): Promise<Removed | null> {
    try {
      const entries = await this.#storage.entriesOf(keys);
      const contents = new Map(
        (await this.#storage.contents(keys)).map((content) => [content.key, content]),
      );
      await this.#storage.remove(keys);
      this.#view.changed([], keys);
      return entries.flatMap((entry) => {
        const content = contents.get(entry.key);
        return content === undefined ? [] : [{ entry, content }];
      });
    } catch (error) {
      this.#view.fail(`Nothing was removed: ${storageReason(error)}`);
      return null;
    }
  }

  /** Puts entries back as they were: what `remove` took, or a backup holds. Never rejects. */
  async putBack(
    removed: Removed,
    onProgress: (done: number) => boolean = () => true,
  ): Promise<Kept[]> {
    const results: Kept[] = [];
    for (let at = 0; at < removed.length; at += BATCH) {
      results.push(...(await this.#write(removed.slice(at, at + BATCH))));
      if (!onProgress(results.length)) break;
    }
    return results;
  }

  /** The records of those of the keys that are there, verified again; damaged ones are left out. */
  async records(keys: readonly string[]): Promise<Removed> {
    const entries = await this.#storage.entriesOf(keys);
    const contents = await this.#storage.contents(keys);
    const byKey = new Map(contents.map((content) => [content.key, content]));
    const admitted: Admitted[] = [];
    await eased(entries, (entry) => {
      const content = byKey.get(entry.key);
      if (content !== undefined && verifyAlgorithm(content.algorithm).ok) {
        admitted.push({ entry, content });
      }
    });
    return admitted;
  }

  dismissFailure(): void {
    this.view.setState({ failure: null });
  }

  async #open(): Promise<void> {
    this.#view.follow((keys) => this.#storage.entriesOf(keys));
    try {
      this.#view.open(await this.#withStorage((storage) => storage.entries()));
    } catch (error) {
      this.#opened = null;
      this.view.setState({ status: 'open' });
      this.#view.unread(error);
    }
  }

  async #write(checked: readonly (Admitted | { readonly refused: string })[]): Promise<Kept[]> {
    const admitted = checked.filter((one) => 'entry' in one);
    let added: ReadonlySet<string> = new Set();
    let known = new Map<string, LibraryEntry>();
    try {
      added = await this.#withStorage((storage) => storage.add(admitted));
      const others = admitted.map(({ entry }) => entry.key).filter((key) => !added.has(key));
      const there = others.length === 0 ? [] : await this.#storage.entriesOf(others);
      known = new Map(there.map((entry) => [entry.key, entry]));
    } catch (error) {
      const reason = `The algorithm was not kept: ${storageReason(error)}`;
      this.#view.fail(reason);
      return checked.map((one) =>
        'entry' in one ? { status: 'failed', reason } : { status: 'refused', reason: one.refused },
      );
    }
    const { lasting } = this.view.getState();
    const fresh = new Set(added);
    const results = checked.map((one): Kept => {
      if (!('entry' in one)) return { status: 'refused', reason: one.refused };
      // The second of two equal ones is known by then.
      const isNew = fresh.delete(one.entry.key);
      const entry = isNew ? one.entry : (known.get(one.entry.key) ?? one.entry);
      return { status: isNew ? 'kept' : 'known', entry, lasting };
    });
    const entries = results.flatMap((kept) => (kept.status === 'kept' ? [kept.entry] : []));
    if (entries.length > 0) this.#view.changed(entries, []);
    return results;
  }

  /** Without a database the library goes on in memory, and says so. */
  async #withStorage<T>(action: (storage: LibraryStorage) => Promise<T>): Promise<T> {
    try {
      return await action(this.#storage);
    } catch (error) {
      if (!(error instanceof NoDatabase)) throw error;
      this.#storage = memoryLibrary();
      this.view.setState({ lasting: false, failure: NOTHING_LASTS });
      return action(this.#storage);
    }
  }
}
