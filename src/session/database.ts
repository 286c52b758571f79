/** The IndexedDB database, and how older ones become the present one. */
import { openDB } from 'idb';
import { moveAlgorithms } from './library/move-algorithms.ts';
import type { Database, Schema, Upgrade } from './schema.ts';

/**
 * What brings a database of version i to version i + 1. Never changed once released: only added to.
 * It may wait for nothing but the transaction's own requests.
 */
export type Migration = (database: Database, transaction: Upgrade) => Promise<void> | void;

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
  async (database, transaction) => {
    database
      .createObjectStore('library', { keyPath: 'key' })
      .createIndex('best', ['target', 'rank', 'keptAt']);
    database.createObjectStore('contents', { keyPath: 'key' });
    await moveAlgorithms(transaction);
  },
];

/** Opens the database, migrating it first if an older version of the app made it. */
export async function openDatabase(
  name = 'tensorgame',
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<Database> {
  const database = await openDB<Schema>(name, migrations.length, {
    upgrade: async (opened, oldVersion, _newVersion, transaction) => {
      for (const migrate of migrations.slice(oldVersion)) await migrate(opened, transaction);
    },
    // A newer version of the app in another tab may not be kept waiting by this one.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
    },
  });
  return database;
}
