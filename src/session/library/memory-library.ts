import { type Admitted, type LibraryEntry, targetKey } from './entry.ts';
import type { LibraryStorage } from './library-storage.ts';

/** The library where nothing lasts: in memory, until the page is closed. */
export function memoryLibrary(): LibraryStorage {
  const held = new Map<string, Admitted>();
  const those = (keys: readonly string[]) =>
    keys.flatMap((key) => {
      const one = held.get(key);
      return one === undefined ? [] : [one];
    });
  return {
    entries: async () => [...held.values()].map(({ entry }) => entry),
    entriesOf: async (keys) => those(keys).map(({ entry }) => entry),
    contents: async (keys) => those(keys).map(({ content }) => content),
    add: async (admitted) => {
      const added = new Set<string>();
      for (const one of admitted) {
        const { key } = one.entry;
        if (held.has(key)) continue;
        held.set(key, one);
        added.add(key);
      }
      return added;
    },
    edit: async (key, change) => {
      const before = held.get(key);
      if (before === undefined) return undefined;
      const next = change(before);
      held.set(key, next);
      return next.entry;
    },
    remove: async (keys) => {
      for (const key of keys) held.delete(key);
    },
    best: async (target, limit) => {
      const all = [...held.values()]
        .filter(({ entry }) => targetKey(entry.size, entry.arithmetic) === target)
        .sort((a, b) => byRank(a.entry, b.entry));
      const found = all
        .slice(0, limit)
        .map(({ entry, content }) => ({ entry, algorithm: content.algorithm }));
      return { found, count: all.length };
    },
  };
}

/** Best rank first, and then the earliest kept. */
export function byRank(a: LibraryEntry, b: LibraryEntry): number {
  return a.rank - b.rank || a.keptAt - b.keptAt;
}
