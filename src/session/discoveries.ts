import type { DiscoveryEvent } from '../training/events.ts';
import { admit } from './library/entry.ts';
import type { Stored } from './library/library-storage.ts';
import { byRank } from './library/memory-library.ts';
import type { RunRecord } from './records.ts';

/** Algorithms of one target that are shown; the others are in the library only. */
export const SHOWN_ALGORITHMS = 200;

/**
 * What a run says it found as the library would keep it, or why it is refused: whatever a worker
 * says, an algorithm is listed only after it was verified exactly on this side.
 */
export function checked(
  { algorithm, seconds, step, games }: DiscoveryEvent,
  run: RunRecord,
  foundAt: number,
): { readonly found: Stored } | { readonly refused: string } {
  const { seed } = run.config;
  const origin = { kind: 'run', runId: run.id, seed, seconds, step, games } as const;
  const admitted = admit(algorithm, origin, foundAt);
  if ('refused' in admitted) {
    const reason = admitted.refused.replace(/\.$/, '');
    return { refused: `An algorithm was reported that is none, and is not listed: ${reason}.` };
  }
  return { found: { entry: admitted.entry, algorithm } };
}

/** Both lists as one, best rank first and then the earliest found, each algorithm once. */
export function merged(listed: readonly Stored[], added: readonly Stored[]): Stored[] {
  const byKey = new Map(listed.map((stored) => [stored.entry.key, stored]));
  for (const stored of added) if (!byKey.has(stored.entry.key)) byKey.set(stored.entry.key, stored);
  return [...byKey.values()].sort((a, b) => byRank(a.entry, b.entry));
}
