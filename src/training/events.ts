import type { Algorithm } from '../algorithm/algorithm.ts';

export type RunPhase = 'preparing' | 'learning' | 'acting' | 'paused' | 'finished' | 'stopped';

/** What a run reports of itself; at most ten a second reach the page. */
export type RunEvent = ProgressEvent | GamesEvent | DiscoveryEvent | BackendEvent | PhaseEvent;

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
  readonly bestRank: number | null;
  /** Bytes held by TensorFlow.js tensors and by the search trees. */
  readonly memoryBytes: number;
}

/** Games that ended in a round. */
export interface GamesEvent {
  readonly kind: 'games';
  readonly seconds: number;
  readonly step: number;
  /** Number of moves of each game that reached zero. */
  readonly ranks: readonly number[];
  readonly unsolved: number;
}

/** An algorithm that the run had not found before, verified exactly in the canonical basis. */
export interface DiscoveryEvent {
  readonly kind: 'discovery';
  readonly seconds: number;
  readonly step: number;
  readonly games: number;
  readonly algorithm: Algorithm;
}
