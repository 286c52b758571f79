import {
  type CheckpointRecord,
  isReadable,
  type RunRecord,
  readCheckpointRecord,
  readRun,
} from './records.ts';
import type { Database } from './schema.ts';

/** A run, with its checkpoints, the latest first. */
export interface SavedRun {
  readonly run: RunRecord;
  readonly checkpoints: readonly CheckpointRecord[];
}

/** What a session keeps of its runs over a reload. Every write is one transaction: all of it or nothing. */
export interface Storage {
  putRun(run: RunRecord): Promise<void>;
  /** Adds a checkpoint, and only with it drops those that it makes superfluous. */
  putCheckpoint(record: CheckpointRecord): Promise<void>;
  /**
   * The run that was begun or opened last and is not in `except`; undefined when there is none with a
   * checkpoint.
   */
  latestRun(except: ReadonlySet<string>): Promise<SavedRun | undefined>;
  /** All runs that are kept and were not removed, the newest first. */
  runs(): Promise<RunRecord[]>;
  /** One of them, if it has a checkpoint. */
  run(id: string): Promise<SavedRun | undefined>;
  /** Drops the runs that were removed before that time, with their checkpoints. */
  purge(before: number): Promise<void>;
}

/** Checkpoints kept of a run: the latest, and the one before it should that one be damaged. */
const CHECKPOINTS_OF_RUN = 2;
/** Runs of which two checkpoints are kept; of all others the last. */
const RUNS_WITH_TWO = 2;

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
      const database = await open;
      const lastUsed = ({ openedAt = 0, createdAt }: RunRecord) => Math.max(openedAt, createdAt);
      const runs = (await keptRuns(database)).sort((a, b) => lastUsed(b) - lastUsed(a));
      for (const run of runs) {
        if (except.has(run.id)) continue;
        const saved = await withCheckpoints(database, run);
        if (saved !== undefined) return saved;
      }
      return undefined;
    },

    async runs() {
      return keptRuns(await open);
    },

    async run(id) {
      const database = await open;
      const run = await database.get('runs', id);
      const read = run !== undefined && isReadable(run) ? readRun(run) : null;
      return read === null ? undefined : withCheckpoints(database, read);
    },

    async purge(before) {
      const transaction = (await open).transaction(['runs', 'checkpoints'], 'readwrite');
      const runs = transaction.objectStore('runs');
      for (const { id, removedAt } of await runs.getAll()) {
        if (removedAt === undefined || removedAt >= before) continue;
        await transaction.objectStore('checkpoints').delete(checkpointsOf(id));
        await runs.delete(id);
      }
      await transaction.done;
    },
  };
}

/** The runs that this version can read, the newest first. */
async function keptRuns(database: Database): Promise<RunRecord[]> {
  const runs = await database.getAllFromIndex('runs', 'createdAt');
  return runs.reverse().flatMap((run) => {
    const read = isReadable(run) && run.removedAt === undefined ? readRun(run) : null;
    return read === null ? [] : [read];
  });
}

async function withCheckpoints(database: Database, run: RunRecord): Promise<SavedRun | undefined> {
  const all = await database.getAll('checkpoints', checkpointsOf(run.id));
  const found = all.filter(isReadable).reverse();
  return found.length > 0 ? { run, checkpoints: found.map(readCheckpointRecord) } : undefined;
}

function checkpointsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}

/** The checkpoints to drop, given the keys of all of them from the oldest to the newest. */
function superfluous(keys: readonly [string, number][]): [string, number][] {
  const kept = new Map<string, number>();
  const latest: string[] = [];
  const drop: [string, number][] = [];
  for (const key of [...keys].reverse()) {
    const [run] = key;
    const count = kept.get(run) ?? 0;
    if (count === 0) latest.push(run);
    const most = latest.indexOf(run) < RUNS_WITH_TWO ? CHECKPOINTS_OF_RUN : 1;
    if (count >= most) drop.push(key);
    else kept.set(run, count + 1);
  }
  return drop;
}
