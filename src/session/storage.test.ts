import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { preset } from '../training/presets.ts';
import { MIGRATIONS, openDatabase } from './database.ts';
import { checked } from './discoveries.ts';
import { History } from './history.ts';
import {
  type AlgorithmRecord,
  type CheckpointRecord,
  type RunRecord,
  targetKey,
} from './records.ts';
import { discoveryOf, naiveModuloTwo, strassenModuloTwo } from './session.test-support.ts';
import { indexedStorage } from './storage.ts';

let databases = 0;
const fresh = () => `test-${databases++}`;
const target = targetKey([2, 2, 2], 'z2');

function runRecord(id: string, createdAt: number): RunRecord {
  const config = preset('small', [2, 2, 2], 'z2');
  return { version: 1, id, createdAt, config, backend: 'auto', finished: false };
}

function checkpointRecord(runId: string, sequence: number, savedAt: number): CheckpointRecord {
  return {
    version: 1,
    runId,
    sequence,
    savedAt,
    history: new History().snapshot(),
    progress: null,
    backend: null,
    file: new Blob([`${runId} ${sequence}`]),
  };
}

function algorithmRecord(event: ReturnType<typeof discoveryOf>, foundAt: number): AlgorithmRecord {
  const result = checked(event, 'run', foundAt);
  if ('refused' in result) throw new Error(result.refused);
  return result.record;
}

describe('checkpoints', () => {
  it('are kept in twos: the latest, and the one before it', async () => {
    const database = openDatabase(fresh());
    const storage = indexedStorage(database);
    await storage.putRun(runRecord('a', 1));
    for (let i = 1; i <= 4; i++) await storage.putCheckpoint(checkpointRecord('a', i, i));
    const saved = await storage.latestRun(new Set());
    expect(saved?.checkpoints.map(({ sequence }) => sequence)).toEqual([4, 3]);
    expect(await saved?.checkpoints[0]?.file.text()).toBe('a 4');
  });

  it('of the two latest runs are kept, and no others', async () => {
    const database = await openDatabase(fresh());
    const storage = indexedStorage(Promise.resolve(database));
    let clock = 0;
    for (const run of ['a', 'b', 'c']) {
      await storage.putRun(runRecord(run, clock));
      for (let i = 1; i <= 3; i++) await storage.putCheckpoint(checkpointRecord(run, i, clock++));
    }
    expect(await database.getAllKeys('checkpoints')).toEqual([
      ['b', 2],
      ['b', 3],
      ['c', 2],
      ['c', 3],
    ]);
  });

  it('of the newest run that is not at work elsewhere are offered', async () => {
    const storage = indexedStorage(openDatabase(fresh()));
    expect(await storage.latestRun(new Set())).toBeUndefined();
    for (const [at, run] of ['a', 'b'].entries()) {
      await storage.putRun(runRecord(run, at));
      await storage.putCheckpoint(checkpointRecord(run, 1, at));
    }
    await storage.putRun(runRecord('never saved', 9));
    expect((await storage.latestRun(new Set()))?.run.id).toBe('b');
    expect((await storage.latestRun(new Set(['b'])))?.run.id).toBe('a');
  });

  it('that another version wrote are left alone', async () => {
    const database = await openDatabase(fresh());
    const storage = indexedStorage(Promise.resolve(database));
    await storage.putRun(runRecord('a', 1));
    const later = { ...checkpointRecord('a', 2, 2), version: 2 };
    await database.put('checkpoints', later as unknown as CheckpointRecord);
    await storage.putCheckpoint(checkpointRecord('a', 1, 1));
    const saved = await storage.latestRun(new Set());
    expect(saved?.checkpoints.map(({ sequence }) => sequence)).toEqual([1]);
    expect(await database.count('checkpoints')).toBe(2);
  });
});

describe('algorithms', () => {
  it('are listed by rank, then by when they were found, each once', async () => {
    const storage = indexedStorage(openDatabase(fresh()));
    const naive = algorithmRecord(discoveryOf(naiveModuloTwo), 1);
    const seven = algorithmRecord(discoveryOf(strassenModuloTwo), 2);
    await storage.addAlgorithms([naive]);
    await storage.addAlgorithms([seven, { ...naive, foundAt: 9 }]);
    const { records, count } = await storage.algorithms(target, 10);
    expect(records.map(({ rank, foundAt }) => [rank, foundAt])).toEqual([
      [7, 2],
      [8, 1],
    ]);
    expect(count).toBe(2);
    expect((await storage.algorithms(target, 1)).records).toHaveLength(1);
    expect(await storage.algorithms(targetKey([2, 2, 3], 'z2'), 10)).toEqual({
      records: [],
      count: 0,
    });
  });
});

describe('the database', () => {
  it('keeps what it holds when a newer version of the app migrates it', async () => {
    const name = fresh();
    const before = await openDatabase(name);
    await indexedStorage(Promise.resolve(before)).addAlgorithms([
      algorithmRecord(discoveryOf(strassenModuloTwo), 5),
    ]);
    before.close();
    const after = await openDatabase(name, [
      ...MIGRATIONS,
      (_, transaction) => {
        const algorithms = transaction.objectStore('algorithms');
        algorithms.deleteIndex('best');
        algorithms.createIndex('best', ['target', 'rank', 'foundAt']);
      },
    ]);
    expect(after.version).toBe(2);
    const { records } = await indexedStorage(Promise.resolve(after)).algorithms(target, 10);
    expect(records.map(({ rank }) => rank)).toEqual([7]);
  });

  it('gives way to a newer version in another tab', async () => {
    const name = fresh();
    await openDatabase(name);
    const newer = await openDatabase(name, [...MIGRATIONS, () => {}]);
    expect(newer.version).toBe(2);
  });
});
