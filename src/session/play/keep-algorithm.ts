import type { Algorithm } from '../../algorithm/algorithm.ts';
import { algorithmKey } from '../../algorithm/canonical.ts';
import { verifyAlgorithm } from '../../algorithm/verify.ts';
import { type AlgorithmRecord, RECORD_VERSION, targetKey } from '../records.ts';
import type { Storage } from '../storage.ts';

/** The `runId` of what was found by hand. */
export const HAND = 'hand';

/** Keeps an algorithm beside those that runs find. Rejects when it is none, or cannot be stored. */
export async function keepAlgorithm(
  storage: Storage,
  algorithm: Algorithm,
  foundAt: number,
): Promise<void> {
  const verdict = verifyAlgorithm(algorithm);
  if (!verdict.ok) throw new Error(verdict.reason);
  const record: AlgorithmRecord = {
    version: RECORD_VERSION,
    key: algorithmKey(algorithm),
    target: targetKey(algorithm.size, algorithm.arithmetic),
    rank: algorithm.rank,
    foundAt,
    runId: HAND,
    seconds: 0,
    step: 0,
    games: 0,
    algorithm,
  };
  await storage.addAlgorithms([record]);
}
