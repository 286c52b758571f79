import type { BackendChoice } from '../network/backend.ts';
import type { RunConfig } from '../training/config.ts';
import type { RunEvent } from '../training/events.ts';
import type { WatchSink } from '../training/game-watch.ts';

export interface StartRequest {
  readonly config: RunConfig;
  readonly backend: BackendChoice;
  /** Where to go on from; a Blob, so that its bytes never pass through the page's thread. */
  readonly checkpoint?: Blob;
}

export type Outcome = 'finished' | 'stopped';
export type EventSink = (events: readonly RunEvent[]) => PromiseLike<void> | void;

/**
 * One run in a worker, as the page sees it through Comlink. Every method rejects with an Error of
 * one sentence; after that the host is of no more use.
 */
export interface RunHost {
  /** Resolves when the run is under way. */
  start(request: StartRequest, onEvents: EventSink): Promise<void>;
  /** Resolves when the run ends by itself or by `stop`; all its events have been delivered then. */
  outcome(): Promise<Outcome>;
  /** Resolves when the round under way has ended. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
  /** Tells about one game while it is played, from its next wave on; null: nobody looks any more. */
  watch(sink: WatchSink | null): Promise<void>;
  /** The run's state between two rounds, after the events that led to it were delivered. */
  checkpoint(): Promise<Blob>;
}

/** The name of the errors that say that a checkpoint, and nothing else, is what is wrong. */
export const CHECKPOINT_ERROR = 'CheckpointError';

export class CheckpointError extends Error {
  override readonly name = CHECKPOINT_ERROR;
}
