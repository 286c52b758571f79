import type { Backend } from '../network/backend.ts';
import type { Gradient } from '../network/network.ts';
import type { AdamWState } from './adamw.ts';
import type { SampleBatch } from './batch-writer.ts';
import type { ActingReport } from './game-record.ts';
import type { WatchSink } from './game-watch.ts';
import type { Outlook } from './room.ts';

/** One replica's share of a training step. */
export interface GradientRequest {
  /** The parameters to use from now on; null: those it has. */
  readonly parameters: Float32Array | null;
  /** Demonstrations to make, beside the positions in `played`. */
  readonly demonstrations: number;
  /** Positions of played games, or null. */
  readonly played: SampleBatch | null;
}

/** A replica's part of a step of learning, and the seconds it took. */
export interface LearningReport extends Gradient {
  readonly seconds: number;
}

/** What a replica that learns by itself has come to. */
export interface LearntState {
  readonly parameters: Float32Array;
  readonly optimiser: AdamWState;
}

/** What to learn from in a step that a replica takes by itself. */
export interface StepRequest extends Pick<GradientRequest, 'demonstrations' | 'played'> {
  readonly learningRate: number;
}

export interface StepReport extends Omit<LearningReport, 'gradient'> {
  /** Norm of the gradient. */
  readonly norm: number;
}

/**
 * A network on a device of its own, and the games it plays. On WebAssembly there is a replica a
 * core, each in a worker, because a core is the device there; on WebGPU there is one.
 * All methods may be called through Comlink.
 */
export interface Replica {
  backend(): Promise<Backend>;
  /** Before anything else: new games and new generators, those of the run's `epoch`-th start. */
  begin(epoch: number): Promise<void>;
  gradient(request: GradientRequest): Promise<LearningReport>;
  /**
   * Gives up a device that was lost (a call rejected: `isDeviceLoss`) and builds the network on another,
   * as before `begin`: with the parameters that a run begins with, and without games.
   * @param withoutGpu because the GPU keeps being lost
   * @throws Error with one sentence when there is none to be had
   */
  renew(withoutGpu: boolean): Promise<Backend>;
  /**
   * Whether parameters and optimiser may stay with the replica, if it is the only one: then it takes
   * steps by itself (`learn`), from where `adopt` put it, and `learnt` tells where that led.
   */
  learnsAlone(): Promise<boolean>;
  adopt(state: LearntState): Promise<void>;
  /** Resolves while the step runs, with the losses of the one before: the next can be prepared. */
  learn(request: StepRequest): Promise<StepReport>;
  learnt(): Promise<LearntState>;
  act(parameters: Float32Array | null, waves: number, outlook: Outlook): Promise<ActingReport>;
  /** Tells about the replica's first game while it is played; null: nobody looks any more. */
  watch(sink: WatchSink | null): Promise<void>;
  /** Bytes held by TensorFlow.js. */
  tensorBytes(): Promise<number>;
  dispose(): Promise<void>;
}
