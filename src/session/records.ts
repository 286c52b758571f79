/** What is kept in IndexedDB. Each record carries the version of its own shape. */
import type { Algorithm } from '../algorithm/algorithm.ts';
import type { BackendChoice } from '../network/backend.ts';
import type { RunConfig } from '../training/config.ts';
import type { BackendEvent, ProgressEvent } from '../training/events.ts';
import { readConfig } from '../training/read-config.ts';
import type { HistorySnapshot } from './history.ts';

export const RECORD_VERSION = 1;

/** A run, from the moment that Train was pressed. */
export interface RunRecord {
  readonly version: typeof RECORD_VERSION;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly config: RunConfig;
  readonly backend: BackendChoice;
  /** True when the target rank was reached. */
  readonly finished: boolean;
  /** What the user calls it. */
  readonly name?: string;
  /** When it was last opened from the list of runs. */
  readonly openedAt?: number;
  /** When it was removed: until it is purged that can be undone. */
  readonly removedAt?: number;
  /** How far it had come at its last checkpoint; not there in records of older versions. */
  readonly reached?: Reached;
}

export interface Reached {
  readonly seconds: number;
  readonly step: number;
  readonly games: number;
  /** Of each target. */
  readonly bestRanks: readonly (number | null)[];
}

export function reachedBy(progress: ProgressEvent | null): Reached {
  if (progress === null) return { seconds: 0, step: 0, games: 0, bestRanks: [] };
  const { seconds, step, games, bestRanks } = progress;
  return { seconds, step, games, bestRanks };
}

/** The state of a run between two rounds, with what the page showed at that moment. */
export interface CheckpointRecord {
  readonly version: typeof RECORD_VERSION;
  readonly runId: string;
  /** Counts the checkpoints of the run. */
  readonly sequence: number;
  readonly savedAt: number;
  readonly history: HistorySnapshot;
  readonly progress: ProgressEvent | null;
  readonly backend: BackendEvent | null;
  /** The trainer's own file. */
  readonly file: Blob;
}

/** An algorithm as version 1 of the database kept it; `runId` is 'hand' for those found by hand. */
export interface AlgorithmRecord {
  readonly version: typeof RECORD_VERSION;
  /** algorithmKey */
  readonly key: string;
  readonly target: string;
  readonly rank: number;
  readonly foundAt: number;
  readonly runId: string;
  /** Running time, steps and games of the run until then. */
  readonly seconds: number;
  readonly step: number;
  readonly games: number;
  readonly algorithm: Algorithm;
}

/** True when this version of the app can read the record: what another one wrote is left alone. */
export function isReadable(record: { readonly version: number } | undefined): boolean {
  return record?.version === RECORD_VERSION;
}

/** The run with its config as this version writes it; null where that is of no use any more. */
export function readRun(run: RunRecord): RunRecord | null {
  try {
    return { ...run, config: readConfig(run.config) };
  } catch {
    return null;
  }
}

/** The record with what earlier versions did not report yet. */
export function readCheckpointRecord(record: CheckpointRecord): CheckpointRecord {
  const { progress } = record;
  if (progress === null) return record;
  const missing = {
    bestRanks: [progress.bestRank],
    policyEntropy: 0,
    calibration: null,
    stages: { network: 0, search: 0, learning: 0, communication: 0 },
  };
  return { ...record, progress: { ...missing, ...progress } };
}
