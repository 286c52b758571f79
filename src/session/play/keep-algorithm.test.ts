import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { strassen } from '../../algorithm/examples.ts';
import { openDatabase } from '../database.ts';
import { targetKey } from '../records.ts';
import { indexedStorage } from '../storage.ts';
import { HAND, keepAlgorithm } from './keep-algorithm.ts';

it('what was found by hand lies beside what runs found, once', async () => {
  const storage = indexedStorage(openDatabase('by-hand'));
  const algorithm = strassen('standard');
  await keepAlgorithm(storage, algorithm, 5);
  await keepAlgorithm(storage, algorithm, 6);
  const { records, count } = await storage.algorithms(targetKey([2, 2, 2], 'standard'), 10);
  expect(count).toBe(1);
  expect(records[0]).toMatchObject({ rank: 7, foundAt: 5, runId: HAND, algorithm });
});

it('refuses what is no algorithm', async () => {
  const storage = indexedStorage(openDatabase('by-hand-refused'));
  const { u, ...rest } = strassen('standard');
  await expect(keepAlgorithm(storage, { ...rest, u: [...u].reverse() }, 5)).rejects.toThrow('add');
});
