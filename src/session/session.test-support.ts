/** For tests: runs and workers that only pretend. */
import { type Algorithm, fromTerms } from '../algorithm/algorithm.ts';
import { naiveAlgorithm, strassen } from '../algorithm/examples.ts';
import type { DiscoveryEvent, ProgressEvent, RunEvent } from '../training/events.ts';
import type { WatchSink } from '../training/game-watch.ts';
import { GPU_GONE_ERROR } from '../training/losses.ts';
import type { RunClient } from './run-client.ts';
import type { EventSink, Outcome, StartRequest } from './run-host.ts';

export const strassenModuloTwo: Algorithm = strassen('z2');
export const naiveModuloTwo: Algorithm = naiveAlgorithm([2, 2, 2], 'z2');
export const noAlgorithm: Algorithm = { ...fromTerms([2, 2, 2], 'z2', []), provenance: {} };

export function progressAt(step: number): ProgressEvent {
  return {
    kind: 'progress',
    seconds: step / 10,
    step,
    policyLoss: 5,
    valueLoss: 0.5,
    gradientNorm: 1,
    samplesPerSecond: 100,
    simulationsPerSecond: 0,
    evaluationsPerSecond: 0,
    games: 0,
    solved: 0,
    experience: 0,
    stepsToActing: 100 - step,
    bestRank: null,
    bestRanks: [null],
    algorithms: [{ found: 3, kept: 2 }],
    policyEntropy: 0,
    calibration: null,
    stages: { network: 0, search: 0, learning: 1, communication: 0 },
    memoryBytes: 1e6,
  };
}

export function discoveryOf(algorithm: Algorithm): DiscoveryEvent {
  return { kind: 'discovery', seconds: 3, step: 30, games: 2, algorithm };
}

/** A worker that does what the test tells it. */
export class FakeClient implements RunClient {
  request: StartRequest | null = null;
  closed = false;
  /** Who watches a game, if anybody. */
  watched: WatchSink | null = null;
  calls: string[] = [];
  /** Set before it is started to make the start fail. */
  startError: Error | null = null;
  file = new Blob(['checkpoint']);
  #sink: EventSink = () => {};
  #settle: { resolve: (outcome: Outcome) => void; reject: (error: Error) => void } | null = null;
  readonly #outcome = new Promise<Outcome>((resolve, reject) => {
    this.#settle = { resolve, reject };
  });

  async start(request: StartRequest, onEvents: EventSink): Promise<void> {
    this.request = request;
    this.#sink = onEvents;
    if (this.startError !== null) throw this.startError;
  }

  async watch(sink: WatchSink | null): Promise<void> {
    this.watched = sink;
  }

  outcome(): Promise<Outcome> {
    return this.#outcome;
  }

  async pause(): Promise<void> {
    this.calls.push('pause');
  }

  async resume(): Promise<void> {
    this.calls.push('resume');
  }

  async stop(): Promise<void> {
    this.calls.push('stop');
    this.end('stopped');
  }

  async checkpoint(): Promise<Blob> {
    this.calls.push('checkpoint');
    return this.file;
  }

  close(): void {
    this.closed = true;
  }

  emit(...events: RunEvent[]): void {
    void this.#sink(events);
  }

  end(outcome: Outcome): void {
    this.#settle?.resolve(outcome);
  }

  crash(message: string): void {
    this.#settle?.reject(new Error(message));
  }

  /** Ends without a GPU, as an error comes from a worker: with its name and no class. */
  loseGpu(message: string): void {
    this.#settle?.reject(Object.assign(new Error(message), { name: GPU_GONE_ERROR }));
  }
}
