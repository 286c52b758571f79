/** Searches with flips in threads, until the rank is reached, time is up or somebody asks to stop. */
import { availableParallelism } from 'node:os';
import { type Algorithm, fromTerms } from '../../algorithm/algorithm.ts';
import { canonicalForm } from '../../algorithm/canonical.ts';
import { verifyAlgorithm } from '../../algorithm/verify.ts';
import { fitsGpu } from '../../flips/gpu/gpu-search.ts';
import { termsOf } from '../../flips/scheme.ts';
import { productSearch, type Round, type SearchConfig } from '../../flips/search.ts';
import type { Strategy } from '../../flips/starts.ts';
import { Team } from '../../flips/team.ts';
import type { Scheme } from '../../flips/walker.ts';
import { type GpuSearcher, gpuSearcher } from '../../latency/flips-on-gpu.ts';
import { provideWebGpu } from '../../network/node-backend.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { dimensions, type Size } from '../../tensor/size.ts';
import { Interruption } from '../../training/interruption.ts';
import { searchThread } from './thread.ts';

export interface FlipsRun {
  readonly size: Size;
  readonly arithmetic: Arithmetic;
  readonly strategy: Strategy;
  readonly targetRank: number;
  readonly minutes: number;
  readonly seed: number;
  /** null: one a core */
  readonly threads: number | null;
  /** Whether a GPU walks too: `auto` where there is a real one and the walks fit it. */
  readonly gpu: 'auto' | 'only' | 'none';
}

export interface FlipsEvents {
  /** A verified algorithm of a lower rank than before. */
  readonly onFound: (algorithm: Algorithm, seconds: number, flips: number) => void;
  readonly onRound: (round: Round, seconds: number) => void;
  /** What walks, before the first round. */
  readonly onReady: (walkers: string) => void;
}

export interface FlipsOutcome {
  readonly reached: boolean;
  readonly seconds: number;
  readonly flips: number;
}

/** Walks side by side in each thread. */
export const WALKERS_A_THREAD = 4;

/** @throws Error when a thread dies, or what was found does not verify */
export async function runFlips(
  run: FlipsRun,
  events: FlipsEvents,
  stopping: AbortSignal,
): Promise<FlipsOutcome> {
  const { size, arithmetic, strategy, targetRank, seed } = run;
  const config = productSearch(size, {
    ...{ arithmetic, strategy, targetRank, seed },
    walkers: WALKERS_A_THREAD,
  });
  const gpu = run.gpu === 'none' ? null : await openedGpu(config, run.gpu === 'only');
  const count = run.gpu === 'only' ? 0 : (run.threads ?? availableParallelism());
  const threads = Array.from({ length: count }, (_, stream) => searchThread(config, stream));
  const from = performance.now();
  const seconds = () => (performance.now() - from) / 1000;
  const clock = timeUp(run.minutes, stopping);
  const team = new Team([...threads, ...(gpu === null ? [] : [gpu.search])]);
  events.onReady(
    [
      ...(count > 0 ? [`${count * WALKERS_A_THREAD} walks in ${count} threads`] : []),
      ...(gpu === null ? [] : [`${gpu.walkers} walks on the GPU (${gpu.name})`]),
    ].join(' and '),
  );
  let flips = 0;
  let reached = false;
  try {
    while (!reached) {
      const round = await clock.untilUp(team.round());
      if (round === null) break;
      ({ flips } = round);
      if (round.best !== null) {
        const walkers = { threads: count, ...(gpu === null ? {} : { gpu: gpu.name }) };
        const provenance = { solver: 'flips', strategy, seed, ...walkers, flips };
        events.onFound(verifiedAlgorithm(round.best, run, provenance), seconds(), flips);
      }
      events.onRound(round, seconds());
      reached = round.bestRank <= targetRank;
    }
    return { reached, seconds: seconds(), flips };
  } finally {
    clock.clear();
    await Promise.all(threads.map((thread) => thread.close()));
    gpu?.close();
  }
}

/** @throws Error with one sentence where the GPU is wanted and cannot be had */
async function openedGpu(config: SearchConfig, isWanted: boolean): Promise<GpuSearcher | null> {
  if (fitsGpu(config)) await provideWebGpu(isWanted ? 'webgpu' : 'auto');
  const gpu = await gpuSearcher(config, null);
  if (gpu === null && isWanted) {
    throw new Error(
      'No GPU can search for this: walks on a GPU are modulo 2, up to 5×5×5, and need a real adapter',
    );
  }
  return gpu;
}

function verifiedAlgorithm(
  scheme: Scheme,
  { size, arithmetic }: FlipsRun,
  provenance: Readonly<Record<string, unknown>>,
): Algorithm {
  const terms = termsOf(scheme, dimensions(size));
  const algorithm = canonicalForm(fromTerms(size, arithmetic, terms, provenance));
  const verdict = verifyAlgorithm(algorithm);
  if (!verdict.ok) throw new Error(`What the walks found is wrong: ${verdict.reason}`);
  return algorithm;
}

const TIME_IS_UP = Symbol('time is up');

/** `untilUp` resolves as its call does, or to null after the minutes or when asked to stop. */
function timeUp(minutes: number, stopping: AbortSignal) {
  const up = new Interruption();
  const timer = setTimeout(() => up.come(TIME_IS_UP), minutes * 60_000);
  if (stopping.aborted) up.come(TIME_IS_UP);
  else stopping.addEventListener('abort', () => up.come(TIME_IS_UP), { once: true });
  const untilUp = <R>(call: Promise<R>): Promise<R | null> =>
    up.guard(call).catch((reason: unknown) => {
      if (reason === TIME_IS_UP) return null;
      throw reason;
    });
  return { untilUp, clear: () => clearTimeout(timer) };
}
