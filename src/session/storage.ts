import {
  type CheckpointRecord,
  isReadable,
  type RunRecord,
  readCheckpointRecord,
  readRun,
} from './records.ts';
import type { Database } from './schema.ts';

/** The newest run, with its checkpoints, the latest first. */
export interface SavedRun {
  readonly run: RunRecord;
  readonly checkpoints: readonly CheckpointRecord[];
}

/** What a session keeps of its runs over a reload. Every write is one transaction: all of it or nothing. */
export interface Storage {
  putRun(run: RunRecord): Promise<void>;
  /** Adds a checkpoint, and only with it drops those that it makes superfluous. */
  putCheckpoint(record: CheckpointRecord): Promise<void>;
  /** The newest run that is not in `except`; undefined when there is none with a checkpoint. */
  latestRun(except: ReadonlySet<string>): Promise<SavedRun | undefined>;
}

/** Checkpoints kept of a run: the latest, and the one before it should that one be damaged. */
const CHECKPOINTS_OF_RUN = 2;
/** Runs of which checkpoints are kept. */
const RUNS_WITH_CHECKPOINTS = 2;

export function indexedStorage(open: Promise<Database>): Storage {
  return {
    async putRun(run) {
      await (await open).put('runs', run);
    },

    async putCheckpoint(record) {
      const transaction = (await open).transaction('checkpoints', 'readwrite');
      await transaction.store.put(record);
      const keys = await transaction.store.index('savedAt').getAllKeys();
      await Promise.all(superfluous(keys).map((key) => transaction.store.delete(key)));
      await transaction.done;
    },

    async latestRun(except) {
      const transaction = (await open).transaction(['runs', 'checkpoints']);
      const checkpoints = transaction.objectStore('checkpoints');
      let cursor = await transaction
        .objectStore('runs')
        .index('createdAt')
        .openCursor(null, 'prev');
      for (; cursor !== null; cursor = await cursor.continue()) {
        const run = cursor.value;
        if (except.has(run.id) || !isReadable(run)) continue;
        const read = readRun(run);
        if (read === null) continue;
        const range = IDBKeyRange.bound([run.id, 0], [run.id, Number.MAX_SAFE_INTEGER]);
        const found = (await checkpoints.getAll(range)).filter(isReadable).reverse();
        if (found.length > 0) return { run: read, checkpoints: found.map(readCheckpointRecord) };
      }
      return undefined;
    },
  };
}

/** The checkpoints to drop, given the keys of all of them from the oldest to the newest. */
function superfluous(keys: readonly [string, number][]): [string, number][] {
  const kept = new Map<string, number>();
  const drop: [string, number][] = [];
  for (const key of [...keys].reverse()) {
    const [run] = key;
    if (!kept.has(run) && kept.size >= RUNS_WITH_CHECKPOINTS) drop.push(key);
    else if ((kept.get(run) ?? 0) >= CHECKPOINTS_OF_RUN) drop.push(key);
    else kept.set(run, (kept.get(run) ?? 0) + 1);
  }
  return drop;
}
