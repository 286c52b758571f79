/** The schema of the IndexedDB database. */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { LibraryContent, LibraryEntry } from './library/entry.ts';
import type { AlgorithmRecord, CheckpointRecord, RunRecord } from './records.ts';

export interface Schema extends DBSchema {
  runs: { key: string; value: RunRecord; indexes: { createdAt: number } };
  checkpoints: {
    key: [runId: string, sequence: number];
    value: CheckpointRecord;
    indexes: { savedAt: number };
  };
  /** Of version 1; what of it cannot be moved to the library stays here. */
  algorithms: {
    key: string;
    value: AlgorithmRecord;
    indexes: { best: [target: string, rank: number, foundAt: number] };
  };
  library: {
    key: string;
    value: LibraryEntry;
    indexes: { best: [target: string, rank: number, keptAt: number] };
  };
  /** The algorithm of each entry of the library. */
  contents: { key: string; value: LibraryContent };
}

export type Database = IDBPDatabase<Schema>;
export type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;
