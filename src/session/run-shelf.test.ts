import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { preset } from '../training/presets.ts';
import { openDatabase } from './database.ts';
import { History } from './history.ts';
import type { RunRecord } from './records.ts';
import { RunShelf } from './run-shelf.ts';
import { progressAt } from './session.test-support.ts';
import { indexedStorage } from './storage.ts';

let names = 0;

async function shelfOf(...ids: string[]) {
  const storage = indexedStorage(openDatabase(`shelf-${names++}`));
  const config = preset('tiny', [2, 2, 2], 'z2');
  for (const [at, id] of ids.entries()) {
    const history = new History();
    history.addProgress(progressAt(at + 1));
    await storage.putRun({
      ...{ version: 1, id, createdAt: at, config, backend: 'auto', finished: false },
    });
    await storage.putCheckpoint({
      ...{ version: 1, runId: id, sequence: 1, savedAt: at, progress: null, backend: null },
      ...{ history: history.snapshot(), file: new Blob([id]) },
    });
  }
  let clock = 0;
  const shelf = new RunShelf(
    () => storage,
    () => clock,
  );
  await shelf.open();
  const seen = () => shelf.view.getState().runs.map(({ id }) => id);
  const run = (id: string): RunRecord => shelf.view.getState().runs.find((each) => each.id === id)!;
  return { shelf, storage, seen, run, wait: (ms: number) => (clock += ms) };
}

const compared = (shelf: RunShelf) => shelf.view.getState().compared.map(({ run }) => run.id);

describe('the runs that are kept', () => {
  it('are listed, the newest first, by their names', async () => {
    const { shelf, seen, run } = await shelfOf('a', 'b');
    expect(seen()).toEqual(['b', 'a']);
    await shelf.put({ ...run('a'), name: 'wide' });
    expect(run('a').name).toBe('wide');
  });

  it('can be removed, and taken back for an hour', async () => {
    const { shelf, storage, seen, run, wait } = await shelfOf('a', 'b');
    await shelf.remove(run('a'));
    expect(seen()).toEqual(['b']);
    await shelf.undo();
    expect(seen()).toEqual(['b', 'a']);
    await shelf.remove(run('a'));
    wait(3_600_000);
    await shelf.open();
    expect(await storage.run('a')).toBeDefined();
    wait(1);
    await shelf.open();
    expect(await storage.run('a')).toBeUndefined();
  });

  it('are compared two at a time', async () => {
    const { shelf, run } = await shelfOf('a', 'b', 'c');
    for (const id of ['a', 'b', 'c']) expect(await shelf.compare(id)).toBe(true);
    expect(compared(shelf)).toEqual(['b', 'c']);
    expect(shelf.view.getState().compared[1]?.history.progress.x).toEqual([0.3]);
    await shelf.put({ ...run('b'), name: 'renamed meanwhile' });
    expect(shelf.view.getState().compared[0]?.run.name).toBe('renamed meanwhile');
    await shelf.compare('b');
    expect(compared(shelf)).toEqual(['c']);
    await shelf.remove(run('c'));
    expect(compared(shelf)).toEqual([]);
    expect(await shelf.compare('never kept')).toBe(false);
  });
});
