import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Algorithm } from '../algorithm/algorithm.ts';
import { algorithmKey } from '../algorithm/canonical.ts';
import { strassen } from '../algorithm/examples.ts';
import { preset } from '../training/presets.ts';
import { MIGRATIONS, openDatabase } from './database.ts';
import { History } from './history.ts';
import { admit } from './library/entry.ts';
import type { AlgorithmRecord, CheckpointRecord, RunRecord } from './records.ts';
import { naiveModuloTwo, strassenModuloTwo } from './session.test-support.ts';
import { indexedStorage } from './storage.ts';

let databases = 0;
const fresh = () => `test-${databases++}`;

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

  it('of the two latest runs are kept in twos, of all others the last', async () => {
    const database = await openDatabase(fresh());
    const storage = indexedStorage(Promise.resolve(database));
    let clock = 0;
    for (const run of ['a', 'b', 'c']) {
      await storage.putRun(runRecord(run, clock));
      for (let i = 1; i <= 3; i++) await storage.putCheckpoint(checkpointRecord(run, i, clock++));
    }
    expect(await database.getAllKeys('checkpoints')).toEqual([
      ['a', 3],
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

  it('of the run that was opened last are offered, if it was not removed', async () => {
    const storage = indexedStorage(openDatabase(fresh()));
    for (const [at, run] of ['a', 'b', 'c'].entries()) {
      await storage.putRun(runRecord(run, at));
      await storage.putCheckpoint(checkpointRecord(run, 1, at));
    }
    await storage.putRun({ ...runRecord('a', 0), openedAt: 9 });
    expect((await storage.latestRun(new Set()))?.run.id).toBe('a');
    await storage.putRun({ ...runRecord('a', 0), openedAt: 9, removedAt: 10 });
    expect((await storage.latestRun(new Set()))?.run.id).toBe('c');
    expect((await storage.runs()).map(({ id }) => id)).toEqual(['c', 'b']);
  });

  it('go with a removed run, once it is purged', async () => {
    const database = await openDatabase(fresh());
    const storage = indexedStorage(Promise.resolve(database));
    for (const [at, run] of ['a', 'b'].entries()) {
      await storage.putRun({ ...runRecord(run, at), removedAt: 10 * at });
      await storage.putCheckpoint(checkpointRecord(run, 1, at));
    }
    await storage.purge(10);
    expect(await database.getAllKeys('checkpoints')).toEqual([['b', 1]]);
    expect(await storage.run('a')).toBeUndefined();
    expect((await storage.run('b'))?.checkpoints).toHaveLength(1);
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

/** As version 1 wrote it. */
function algorithmRecord(algorithm: Algorithm, runId: string, foundAt: number): AlgorithmRecord {
  const { size, arithmetic, rank } = algorithm;
  return {
    version: 1,
    key: algorithmKey(algorithm),
    target: `${size.join('x')}|${arithmetic}`,
    rank,
    foundAt,
    runId,
    seconds: 3,
    step: 30,
    games: 2,
    algorithm,
  };
}

/** Opens a database as the first version of the app did. */
const openFirstVersion = (name: string) => openDatabase(name, MIGRATIONS.slice(0, 1));

describe('the database', () => {
  it('of version 1 becomes the present one: every algorithm is in the library, with its origin', async () => {
    const name = fresh();
    const before = await openFirstVersion(name);
    const config = { ...preset('small', [2, 2, 2], 'z2'), seed: 17 };
    await before.put('runs', { ...runRecord('a', 1), config });
    await before.put('checkpoints', checkpointRecord('a', 1, 1));
    await before.put('algorithms', algorithmRecord(strassenModuloTwo, 'a', 5));
    await before.put('algorithms', algorithmRecord(naiveModuloTwo, 'gone', 6));
    await before.put('algorithms', algorithmRecord(strassen('standard'), 'hand', 7));
    before.close();

    const after = await openDatabase(name);
    expect(after.version).toBe(MIGRATIONS.length);
    expect(await after.count('algorithms')).toBe(0);
    const entries = await after.getAll('library');
    const numbers = { seconds: 3, step: 30, games: 2 };
    expect(
      entries
        .sort((a, b) => a.keptAt - b.keptAt)
        .map(({ target, rank, keptAt, origin }) => [target, rank, keptAt, origin]),
    ).toEqual([
      ['2x2x2|z2', 7, 5, { kind: 'run', runId: 'a', seed: 17, ...numbers }],
      ['2x2x2|z2', 8, 6, { kind: 'run', runId: 'gone', seed: null, ...numbers }],
      ['2x2x2|standard', 7, 7, { kind: 'hand', link: null }],
    ]);
    const kept = await Promise.all(entries.map(({ key }) => after.get('contents', key)));
    expect(kept.map((content) => content?.algorithm)).toEqual([
      strassenModuloTwo,
      naiveModuloTwo,
      strassen('standard'),
    ]);
    const saved = await indexedStorage(Promise.resolve(after)).latestRun(new Set());
    expect(await saved?.checkpoints[0]?.file.text()).toBe('a 1');
  });

  it('leaves what of version 1 it cannot read where it is', async () => {
    const name = fresh();
    const before = await openFirstVersion(name);
    const good = algorithmRecord(strassenModuloTwo, 'a', 5);
    const strange = [
      { ...good, key: 'later', version: 2 },
      { ...good, key: 'empty', algorithm: null },
      { ...good, key: 'no run', runId: 5, algorithm: undefined },
    ] as unknown as AlgorithmRecord[];
    for (const record of [...strange, good]) await before.put('algorithms', record);
    before.close();
    const after = await openDatabase(name);
    expect(await after.count('library')).toBe(1);
    const left = await after.getAll('algorithms');
    expect(left.sort((a, b) => a.key.localeCompare(b.key))).toEqual([
      strange[1],
      strange[0],
      strange[2],
    ]);
  });

  it('keeps what it holds when a newer version of the app migrates it', async () => {
    const name = fresh();
    const before = await openDatabase(name);
    const admitted = admit(strassenModuloTwo, { kind: 'hand', link: null }, 5);
    if ('refused' in admitted) throw new Error(admitted.refused);
    await before.put('library', admitted.entry);
    before.close();
    const after = await openDatabase(name, [
      ...MIGRATIONS,
      (_, transaction) => {
        const library = transaction.objectStore('library');
        library.deleteIndex('best');
        library.createIndex('best', ['target', 'rank', 'keptAt']);
      },
    ]);
    expect(after.version).toBe(MIGRATIONS.length + 1);
    expect(await after.getAll('library')).toEqual([admitted.entry]);
  });

  it('gives way to a newer version in another tab', async () => {
    const name = fresh();
    await openDatabase(name);
    const newer = await openDatabase(name, [...MIGRATIONS, () => {}]);
    expect(newer.version).toBe(MIGRATIONS.length + 1);
  });
});
