import { algorithmKey } from '../algorithm/canonical.ts';
import { verifyAlgorithm } from '../algorithm/verify.ts';
import type { DiscoveryEvent } from '../training/events.ts';
import { type AlgorithmRecord, RECORD_VERSION, targetKey } from './records.ts';

/** Algorithms of one target that are shown; the others are in storage only. */
export const SHOWN_ALGORITHMS = 200;

/**
 * The record of what a run says it found, or why it is refused: whatever a worker or a database
 * says, an algorithm is listed only after it was verified exactly on this side.
 */
export function checked(
  event: DiscoveryEvent,
  runId: string,
  foundAt: number,
): { readonly record: AlgorithmRecord } | { readonly refused: string } {
  const { algorithm, seconds, step, games } = event;
  const verdict = verifyAlgorithm(algorithm);
  if (!verdict.ok) {
    return {
      refused: `An algorithm was reported that is none, and is not listed: ${verdict.reason}.`,
    };
  }
  return {
    record: {
      version: RECORD_VERSION,
      key: algorithmKey(algorithm),
      target: targetKey(algorithm.size, algorithm.arithmetic),
      rank: algorithm.rank,
      foundAt,
      runId,
      seconds,
      step,
      games,
      algorithm,
    },
  };
}

/** Both lists as one, best rank first and then the earliest found, each algorithm once. */
export function merged(
  listed: readonly AlgorithmRecord[],
  added: readonly AlgorithmRecord[],
): AlgorithmRecord[] {
  const byKey = new Map(listed.map((record) => [record.key, record]));
  for (const record of added) if (!byKey.has(record.key)) byKey.set(record.key, record);
  return [...byKey.values()].sort((a, b) => a.rank - b.rank || a.foundAt - b.foundAt);
}

/** Milliseconds of checking in one go, so that the page stays at ease. */
const CHECK_MS = 8;

/** Those of the records, read from storage, that still verify. */
export async function stillVerified(
  records: readonly AlgorithmRecord[],
): Promise<AlgorithmRecord[]> {
  const verified: AlgorithmRecord[] = [];
  let began = performance.now();
  for (const record of records) {
    if (performance.now() - began > CHECK_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    }
    if (verifyAlgorithm(record.algorithm).ok) verified.push(record);
  }
  return verified;
}
