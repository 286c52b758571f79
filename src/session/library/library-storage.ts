import { openDatabase } from '../database.ts';
import type { Database } from '../schema.ts';
import { type Admitted, ENTRY_VERSION, type LibraryContent, type LibraryEntry } from './entry.ts';

/** An algorithm with its entry, as they lie in storage. */
export interface Stored {
  readonly entry: LibraryEntry;
  readonly algorithm: LibraryContent['algorithm'];
}

/** Where the library lies. Every write is one transaction: all of it or nothing. */
export interface LibraryStorage {
  /** All entries that this version of the app can read. */
  entries(): Promise<LibraryEntry[]>;
  /** Those of the keys that are there. */
  entriesOf(keys: readonly string[]): Promise<LibraryEntry[]>;
  contents(keys: readonly string[]): Promise<LibraryContent[]>;
  /** Adds those that are not there yet; resolves with their keys. */
  add(admitted: readonly Admitted[]): Promise<ReadonlySet<string>>;
  /** Changes what is there now; undefined when it is gone. What `change` throws changes nothing. */
  edit(key: string, change: (now: Admitted) => Admitted): Promise<LibraryEntry | undefined>;
  remove(keys: readonly string[]): Promise<void>;
  /** The best of a target, by rank and then by when they were kept, and how many there are in all. */
  best(
    target: string,
    limit: number,
  ): Promise<{ readonly found: readonly Stored[]; readonly count: number }>;
}

/** This browser gives the page no database at all. */
export class NoDatabase extends Error {
  override readonly name = 'NoDatabase';

  constructor(cause: unknown) {
    super('This browser does not let the page keep data', { cause });
  }
}

/** The library in IndexedDB. A database that did not open, or was closed, is opened again. */
export function indexedLibrary(open: () => Promise<Database> = openDatabase): LibraryStorage {
  let opened: Promise<Database> | undefined;
  const database = async () => {
    opened ??= open();
    try {
      return await opened;
    } catch (error) {
      opened = undefined;
      throw isNewer(error) ? error : new NoDatabase(error);
    }
  };
  const both = async <M extends 'readonly' | 'readwrite'>(mode: M) => {
    try {
      return (await database()).transaction(['library', 'contents'], mode);
    } catch (error) {
      // The connection gave way to another tab.
      opened = undefined;
      throw error;
    }
  };
  return {
    async entries() {
      const transaction = await both('readonly');
      return (await transaction.objectStore('library').getAll()).filter(isReadable);
    },

    async entriesOf(keys) {
      const store = (await both('readonly')).objectStore('library');
      const found = await Promise.all(keys.map((key) => store.get(key)));
      return found.filter((entry) => entry !== undefined).filter(isReadable);
    },

    async contents(keys) {
      const store = (await both('readonly')).objectStore('contents');
      const found = await Promise.all(keys.map((key) => store.get(key)));
      return found.filter((content) => content !== undefined).filter(isReadable);
    },

    async add(admitted) {
      const transaction = await both('readwrite');
      const entries = transaction.objectStore('library');
      const contents = transaction.objectStore('contents');
      const added = new Set<string>();
      const write = async ([key, { entry, content }]: [string, Admitted]) => {
        if ((await entries.getKey(key)) !== undefined) return;
        added.add(key);
        await Promise.all([entries.put(entry), contents.put(content)]);
      };
      const written = Promise.all([...firsts(admitted)].map(write));
      // The transaction's own end says why it failed: no room, say.
      written.catch(() => {});
      await transaction.done;
      await written;
      return added;
    },

    async edit(key, change) {
      const transaction = await both('readwrite');
      const entries = transaction.objectStore('library');
      const contents = transaction.objectStore('contents');
      const [entry, content] = await Promise.all([entries.get(key), contents.get(key)]);
      if (entry === undefined || content === undefined) return undefined;
      if (!isReadable(entry) || !isReadable(content)) return undefined;
      const next = change({ entry, content });
      entries.put(next.entry).catch(() => {});
      if (next.content !== content) contents.put(next.content).catch(() => {});
      await transaction.done;
      return next.entry;
    },

    async remove(keys) {
      const transaction = await both('readwrite');
      for (const key of keys) {
        transaction
          .objectStore('library')
          .delete(key)
          .catch(() => {});
        transaction
          .objectStore('contents')
          .delete(key)
          .catch(() => {});
      }
      await transaction.done;
    },

    async best(target, limit) {
      const transaction = await both('readonly');
      const index = transaction.objectStore('library').index('best');
      const range = IDBKeyRange.bound(
        [target, 0, 0],
        [target, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
      );
      const entries = (await index.getAll(range, limit)).filter(isReadable);
      const contents = transaction.objectStore('contents');
      const read = await Promise.all(entries.map(({ key }) => contents.get(key)));
      const found = entries.flatMap((entry, at) => {
        const content = read[at];
        return content !== undefined && isReadable(content)
          ? [{ entry, algorithm: content.algorithm }]
          : [];
      });
      return { found, count: await index.count(range) };
    },
  };
}

/** A newer version of the app has changed the database: there is one, but not for this page. */
function isNewer(error: unknown): boolean {
  return error instanceof Error && error.name === 'VersionError';
}

/** Each algorithm once, the first of equal ones. */
function firsts(admitted: readonly Admitted[]): Map<string, Admitted> {
  const byKey = new Map<string, Admitted>();
  for (const one of admitted) if (!byKey.has(one.entry.key)) byKey.set(one.entry.key, one);
  return byKey;
}

/** What another version of the app wrote is left alone. */
function isReadable(record: { readonly version: number }): boolean {
  return record.version === ENTRY_VERSION;
}
