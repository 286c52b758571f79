import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LibraryEntry } from './entry.ts';
import { storageReason } from './storage-words.ts';
import type { Tabs } from './tabs.ts';

export interface LibraryView {
  readonly status: 'opening' | 'open';
  /** By key. */
  readonly entries: ReadonlyMap<string, LibraryEntry>;
  /** False when everything is lost with the page: this browser gives it no storage. */
  readonly lasting: boolean;
  /** What went wrong; null when nothing did, or the user has read it. */
  readonly failure: string | null;
}

/** All entries as the page shows them, in step with the other tabs. */
export class EntriesView {
  readonly store: StoreApi<LibraryView> = createStore<LibraryView>(() => ({
    status: 'opening',
    entries: new Map(),
    lasting: true,
    failure: null,
  }));
  readonly #tabs: Tabs;

  constructor(tabs: Tabs) {
    this.#tabs = tabs;
  }

  get lasting(): boolean {
    return this.store.getState().lasting;
  }

  /** Shows what was read; what was kept meanwhile stays. */
  open(read: readonly LibraryEntry[]): void {
    const entries = new Map(read.map((entry) => [entry.key, entry]));
    for (const [key, entry] of this.store.getState().entries) entries.set(key, entry);
    this.store.setState({ status: 'open', entries });
  }

  /** Shows a change of this tab, and tells the others. */
  changed(entries: readonly LibraryEntry[], gone: readonly string[]): void {
    this.#show(entries, gone);
    if (this.lasting) this.#tabs.tell([...entries.map(({ key }) => key), ...gone]);
  }

  /** Has what another tab has changed read, and shows it. @param read gives those that are there */
  follow(read: (keys: readonly string[]) => Promise<readonly LibraryEntry[]>): void {
    this.#tabs.listen((keys) => {
      read(keys).then(
        (entries) => {
          const there = new Set(entries.map(({ key }) => key));
          this.#show(
            entries,
            keys.filter((key) => !there.has(key)),
          );
        },
        (error: unknown) => this.unread(error),
      );
    });
  }

  #show(entries: readonly LibraryEntry[], gone: readonly string[]): void {
    const next = new Map(this.store.getState().entries);
    for (const entry of entries) next.set(entry.key, entry);
    for (const key of gone) next.delete(key);
    this.store.setState({ entries: next });
  }

  /** Says that the library could not be read. */
  unread(error: unknown): void {
    this.fail(`The library could not be read: ${storageReason(error)}`);
  }

  fail(failure: string): void {
    this.store.setState({ failure });
  }
}
