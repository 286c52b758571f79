import type { AlgorithmRecord } from '../records.ts';
import type { Upgrade } from '../schema.ts';
import { records } from './entry.ts';
import type { Origin } from './origin.ts';

/**
 * Moves what version 1 of the database kept, in the store `algorithms`, to the library. Whatever
 * cannot be read stays where it is, so that nothing is lost. Only waits for the transaction.
 */
export async function moveAlgorithms(transaction: Upgrade): Promise<void> {
  const entries = transaction.objectStore('library');
  const contents = transaction.objectStore('contents');
  let cursor = await transaction.objectStore('algorithms').openCursor();
  for (; cursor !== null; cursor = await cursor.continue()) {
    const record = cursor.value;
    const run =
      typeof record.runId === 'string'
        ? await transaction.objectStore('runs').get(record.runId)
        : undefined;
    const moved = read(record, run?.config.seed ?? null);
    if (moved === undefined) continue;
    await entries.put(moved.entry);
    await contents.put(moved.content);
    await cursor.delete();
  }
}

function read(record: AlgorithmRecord, seed: number | null) {
  if (record.version !== 1) return undefined;
  const { algorithm, runId, seconds, step, games, foundAt } = record;
  const origin: Origin =
    runId === 'hand'
      ? { kind: 'hand', link: null }
      : { kind: 'run', runId, seed, seconds, step, games };
  try {
    return records(algorithm, origin, foundAt);
  } catch {
    return undefined;
  }
}
