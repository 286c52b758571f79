/** The IndexedDB database: its schema and how older ones become the present one. */
import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  openDB,
  type StoreNames,
} from 'idb';
import type { AlgorithmRecord, CheckpointRecord, RunRecord } from './records.ts';

export interface Schema extends DBSchema {
  runs: { key: string; value: RunRecord; indexes: { createdAt: number } };
  checkpoints: {
    key: [runId: string, sequence: number];
    value: CheckpointRecord;
    indexes: { savedAt: number };
  };
  algorithms: {
    key: string;
    value: AlgorithmRecord;
    indexes: { best: [target: string, rank: number, foundAt: number] };
  };
}

export type Database = IDBPDatabase<Schema>;
type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;

/** What brings a database of version i to version i + 1. Never changed once released: only added to. */
export type Migration = (database: Database, transaction: Upgrade) => void;

export const MIGRATIONS: readonly Migration[] = [
  (database) => {
    database.createObjectStore('runs', { keyPath: 'id' }).createIndex('createdAt', 'createdAt');
    database
      .createObjectStore('checkpoints', { keyPath: ['runId', 'sequence'] })
      .createIndex('savedAt', 'savedAt');
    database
      .createObjectStore('algorithms', { keyPath: 'key' })
      .createIndex('best', ['target', 'rank', 'foundAt']);
  },
];

/** Opens the database, migrating it first if an older version of the app made it. */
export async function openDatabase(
  name = 'tensorgame',
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<Database> {
  const database = await openDB<Schema>(name, migrations.length, {
    upgrade: (opened, oldVersion, _newVersion, transaction) => {
      for (const migrate of migrations.slice(oldVersion)) migrate(opened, transaction);
    },
    // A newer version of the app in another tab may not be kept waiting by this one.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
    },
  });
  return database;
}
