import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { TargetConfig } from '../training/config.ts';
import type {
  BackendEvent,
  BoardsEvent,
  Calibration,
  ProgressEvent,
  RunPhase,
} from '../training/events.ts';
import { History } from './history.ts';
import { targetKey } from './library/entry.ts';
import type { Stored } from './library/library-storage.ts';
import type { SpeedPoint } from './pareto.ts';
import type { CheckpointRecord, RunRecord } from './records.ts';
import type { RunStatus } from './run-state.ts';

/** What the next press of Retry does. */
export type Remedy =
  /** Goes on from the last checkpoint. */
  | 'checkpoint'
  /** The last checkpoint is unusable: goes on from the one before. */
  | 'previous'
  /** Starts the same run again. */
  | 'restart';

export interface Failure {
  /** What happened. */
  readonly sentence: string;
  readonly remedy: Remedy;
  /** Step of the checkpoint that the remedy goes back to; null: none. */
  readonly step: number | null;
}

/** Everything the page shows of a run. */
export interface RunView {
  readonly status: RunStatus;
  /** Null only while idle. */
  readonly run: RunRecord | null;
  readonly phase: RunPhase | null;
  readonly backend: BackendEvent | null;
  /** The last report. */
  readonly progress: ProgressEvent | null;
  /** A few games under way, as they were at the end of the last round. */
  readonly boards: BoardsEvent['boards'];
  /** Predicted quantiles against outcomes, of the last report that had games. */
  readonly calibration: Calibration | null;
  /** Algorithms timed for the benchmark reward since the run was started. */
  readonly speeds: readonly SpeedPoint[];
  /** Changed in place; `revision` counts the changes. */
  readonly history: History;
  readonly revision: number;
  /** The last checkpoint in storage. */
  readonly saved: { readonly step: number; readonly at: number } | null;
  readonly failure: Failure | null;
  /** Something that is not as it should be, while everything goes on. */
  readonly notice: string | null;
  /** Which target the page shows, where one has to be chosen: an index in the run's, or the settings'. */
  readonly shown: number;
  /** Algorithms for the target shown, of this run and earlier ones, best first. */
  readonly algorithms: readonly Stored[];
  /** All that are kept for the target, shown or not. */
  readonly algorithmCount: number;
  /** For screen readers: the last thing worth saying aloud. */
  readonly announcement: string;
}

export function idleView(): RunView {
  return {
    status: 'idle',
    run: null,
    phase: null,
    backend: null,
    progress: null,
    boards: [],
    calibration: null,
    speeds: [],
    history: new History(),
    revision: 0,
    saved: null,
    failure: null,
    notice: null,
    shown: 0,
    algorithms: [],
    algorithmCount: 0,
    announcement: '',
  };
}

/** The part of the view that a checkpoint brings back. */
export function viewOf(record: CheckpointRecord): Partial<RunView> {
  return {
    backend: record.backend,
    progress: record.progress,
    history: History.from(record.history),
    phase: null,
    calibration: record.progress?.calibration ?? null,
    saved: { step: record.progress?.step ?? 0, at: record.savedAt },
  };
}

/** The part of the view that belongs to one run, as it is before the run. */
export function freshRunView(): Partial<RunView> {
  const { backend, progress, history, phase, saved, failure, boards, calibration, speeds } =
    idleView();
  const fresh = { backend, progress, history, phase, saved, failure, boards, calibration, speeds };
  return { ...fresh, announcement: '' };
}

interface ShownConfig {
  readonly targets: readonly Pick<TargetConfig, 'size'>[];
  readonly arithmetic: Arithmetic;
}

/** The target that the page shows, as the library names it. */
export function shownTarget({ shown }: RunView, config: ShownConfig) {
  const { targets, arithmetic } = config;
  return targetKey(targets[Math.min(shown, targets.length - 1)]!.size, arithmetic);
}
