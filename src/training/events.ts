import type { Algorithm } from '../algorithm/algorithm.ts';
import type { Size } from '../tensor/size.ts';
import type { FoundCount } from './found-algorithms.ts';
import type { LiveBoard } from './game-record.ts';
import type { Reworked } from './reworked.ts';

export type RunPhase = 'preparing' | 'learning' | 'acting' | 'paused' | 'finished' | 'stopped';

/** What a run reports of itself; at most ten a second reach the page. */
export type RunEvent =
  | ProgressEvent
  | GamesEvent
  | BoardsEvent
  | DiscoveryEvent
  | BackendEvent
  | PhaseEvent
  | LostEvent
  | SpeedEvent
  | UnmeasuredEvent;

export interface BackendEvent {
  readonly kind: 'backend';
  /** TensorFlow.js backend in use: webgpu, wasm or cpu. */
  readonly backend: string;
  /** The adapter or instruction set, in words. */
  readonly adapter: string;
  readonly replicas: number;
  readonly parameters: number;
}

export interface PhaseEvent {
  readonly kind: 'phase';
  readonly phase: RunPhase;
  /** Seconds of running time, pauses left out. */
  readonly seconds: number;
}

/** State of the run after a round (or some steps of the first round). */
export interface ProgressEvent {
  readonly kind: 'progress';
  readonly seconds: number;
  readonly step: number;
  /** Means over the steps since the last report. */
  readonly policyLoss: number;
  readonly valueLoss: number;
  readonly gradientNorm: number;
  readonly samplesPerSecond: number;
  /** Over the acting phases since the last report; 0 before the first game. */
  readonly simulationsPerSecond: number;
  readonly evaluationsPerSecond: number;
  readonly games: number;
  readonly solved: number;
  readonly experience: number;
  /** Steps still to learn before the first game, 0 once acting. */
  readonly stepsToActing: number;
  /** Of the first target. */
  readonly bestRank: number | null;
  /** Of each target. */
  readonly bestRanks: readonly (number | null)[];
  /** Of each target: the different ones found; missing: reported before they were counted. */
  readonly algorithms?: readonly FoundCount[];
  /** Mean entropy of the policy in play, in nats; 0 before the first game. */
  readonly policyEntropy: number;
  readonly calibration: Calibration | null;
  readonly stages: Stages;
  /** Bytes held by TensorFlow.js tensors and by the search trees. */
  readonly memoryBytes: number;
}

/** Predicted quantiles against outcomes, over the games that ended since the last report. */
export interface Calibration {
  readonly positions: number;
  /** [q] share of the returns that were at most quantile i; well calibrated, (2i + 1) / 2q */
  readonly below: readonly number[];
}

/** Shares of the time since the last report; their sum is 1, or 0 when nothing was done. */
export interface Stages {
  /** Evaluating positions in play. */
  readonly network: number;
  /** The search beside it, and playing. */
  readonly search: number;
  /** Making batches, gradients and the optimiser. */
  readonly learning: number;
  /** Moving parameters, gradients and games between threads, and waiting for the slowest. */
  readonly communication: number;
}

/** The GPU was lost; the run goes on, with new games. */
export interface LostEvent {
  readonly kind: 'lost';
  readonly seconds: number;
  readonly step: number;
  /** Steps of learning that were lost with it, since they had last been copied. */
  readonly steps: number;
  /** What was said of it. */
  readonly reason: string;
  /** Lost too often: no other is asked for. */
  readonly withoutGpu: boolean;
}

/** An algorithm that was found was timed for the benchmark reward. */
export interface SpeedEvent {
  readonly kind: 'speed';
  readonly size: Size;
  readonly rank: number;
  /** How many times as fast as the standard product. */
  readonly speed: number;
}

/** No more algorithms are timed; training goes on without. */
export interface UnmeasuredEvent {
  readonly kind: 'unmeasured';
  /** One sentence. */
  readonly reason: string;
}

/** A few of the games under way at the end of a round. */
export interface BoardsEvent {
  readonly kind: 'boards';
  readonly seconds: number;
  readonly step: number;
  readonly boards: readonly (LiveBoard & { readonly size: Size })[];
}

/** Games of one target that ended in a round. */
export interface GamesEvent {
  readonly kind: 'games';
  readonly seconds: number;
  readonly step: number;
  /** Index in the config's targets. */
  readonly target: number;
  readonly size: Size;
  /** Number of moves of each game that reached zero. */
  readonly ranks: readonly number[];
  readonly unsolved: number;
  /** Games beside those that reworked an algorithm, if any. */
  readonly reworked?: Reworked;
}

/**
 * An algorithm that the run had not found before, verified exactly in the canonical basis. Once there
 * are enough of a rank (found-algorithms.ts), further ones are counted and not told.
 */
export interface DiscoveryEvent {
  readonly kind: 'discovery';
  readonly seconds: number;
  readonly step: number;
  readonly games: number;
  readonly algorithm: Algorithm;
}
