/** What of a search with flips outlasts a reload: one record in a database of its own. */
import { type DBSchema, openDB } from 'idb';
import type { SearchState } from '../../flips/search.ts';
import type { Scheme } from '../../flips/walker.ts';
import type { FlipsSetup } from './flips-setup.ts';
import type { Found, RankTrace } from './flips-view.ts';

const VERSION = 1;

export interface SavedFlips {
  readonly setup: FlipsSetup;
  readonly states: readonly SearchState[];
  /** The pools of the search on the GPU, if there was one. */
  readonly gpu?: SearchState | null;
  /** What each search found last and the others have not been given. */
  readonly pending: readonly (readonly Scheme[])[];
  readonly seconds: number;
  readonly flips: number;
  readonly best: Scheme | null;
  readonly found: readonly Found[];
  readonly trace: RankTrace;
}

export interface FlipsStorage {
  load(): Promise<SavedFlips | null>;
  save(saved: SavedFlips | null): Promise<void>;
}

interface Schema extends DBSchema {
  search: { key: 'current'; value: SavedFlips };
}

export function indexedFlips(): FlipsStorage {
  const open = () =>
    openDB<Schema>('tensorgame-flips', VERSION, {
      upgrade: (database) => {
        database.createObjectStore('search');
      },
    });
  return {
    async load() {
      const database = await open();
      const saved = await database.get('search', 'current');
      database.close();
      return saved ?? null;
    },
    async save(saved) {
      const database = await open();
      if (saved === null) await database.delete('search', 'current');
      else await database.put('search', saved, 'current');
      database.close();
    },
  };
}
