/** What the library's screen remembers: the query, what is selected, and what is to be said. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ImportReport } from '../../session/library/import-files.ts';
import type { Removed } from '../../session/library/library.ts';
import { EVERYTHING, type Query } from '../../session/library/query.ts';

export interface LibraryUiState {
  readonly query: Query;
  readonly selected: ReadonlySet<string>;
  /** What was removed last, until it is put back or the notice is dismissed. */
  readonly removed: Removed | null;
  /** How far an import is; null when there is none. */
  readonly importing: {
    readonly done: number;
    /** 0 while a file is read. */
    readonly total: number;
    /** When the first of them was dealt with. */
    readonly startedAt: number;
    readonly isStopped: boolean;
  } | null;
  readonly report: ImportReport | null;
  /** Said in passing: 'A copy of the library was downloaded.' */
  readonly notice: string | null;
}

export type LibraryUi = StoreApi<LibraryUiState>;

export function createLibraryUi(): LibraryUi {
  return createStore<LibraryUiState>(() => ({
    query: EVERYTHING,
    selected: new Set(),
    removed: null,
    importing: null,
    report: null,
    notice: null,
  }));
}
