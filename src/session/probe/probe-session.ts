/** The probe's screen apart from React: its set-up, the run and what came out. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { GpuInfo } from '../../latency/gpu.ts';
import { MEASURE } from '../../latency/measure.ts';
import type { ProbeEnvironment, SizeResult } from '../../latency/results.ts';
import type { Scheme } from '../../latency/scheme.ts';
import type { Choices } from '../../latency/tuner.ts';
import { sentence } from '../sentences.ts';
import type { ProbeClient } from './probe-client.ts';
import { DEFAULT_SETUP, type ProbeSetup, SOFTWARE_SIZES } from './setup.ts';

/**
 * `looking`: which GPU is there is being found out. `none`: there is none. `ready`, `running`; after
 * a run `done`, `cancelled`, `lost` (the device went away) or `failed`.
 */
export type ProbeStatus =
  | 'looking'
  | 'none'
  | 'ready'
  | 'running'
  | 'done'
  | 'cancelled'
  | 'lost'
  | 'failed';

export interface ProbeView {
  readonly status: ProbeStatus;
  readonly setup: ProbeSetup;
  readonly gpu: GpuInfo | null;
  /** Why there is nothing to measure on, or why the run failed. */
  readonly failure: string | null;
  readonly progress: { readonly done: number; readonly expected: number; readonly doing: string };
  /** Milliseconds since 1970; of the run under way or the last one. */
  readonly startedAt: number;
  /** Of the run under way or the last one. */
  readonly results: readonly SizeResult[];
  /** The set-up that the results belong to. */
  readonly measured: ProbeSetup | null;
  readonly hidden: boolean;
}

export interface ProbeWorld {
  readonly spawn: () => ProbeClient;
  /** The schemes of a set-up. Rejects with a sentence when one cannot be had. */
  readonly schemes: (ids: readonly string[]) => Promise<readonly Scheme[]>;
  readonly choices: { read(): Choices; write(choices: Choices): void };
  readonly browser: string;
  readonly now: () => number;
}

const NO_PROGRESS = { done: 0, expected: 0, doing: '' };

export class ProbeSession {
  readonly view: StoreApi<ProbeView>;
  readonly #world: ProbeWorld;
  #client: ProbeClient | null = null;
  #sizesChosen = false;

  constructor(world: ProbeWorld) {
    this.#world = world;
    this.view = createStore<ProbeView>(() => ({
      status: 'looking',
      setup: DEFAULT_SETUP,
      gpu: null,
      failure: null,
      progress: NO_PROGRESS,
      startedAt: 0,
      results: [],
      measured: null,
      hidden: false,
    }));
  }

  /** Finds out which GPU there is. Never rejects. */
  async look(): Promise<void> {
    this.view.setState({ status: 'looking', failure: null });
    try {
      const gpu = await this.#open().look();
      const { setup } = this.view.getState();
      const small = gpu.software && !this.#sizesChosen;
      this.view.setState({
        status: 'ready',
        gpu,
        setup: small ? { ...setup, sizes: SOFTWARE_SIZES } : setup,
      });
    } catch (error) {
      this.#close();
      this.view.setState({ status: 'none', failure: sentence(error) });
    }
  }

  change(part: Partial<ProbeSetup>): void {
    if (part.sizes !== undefined) this.#sizesChosen = true;
    this.view.setState(({ setup }) => ({ setup: { ...setup, ...part } }));
  }

  /** Measures what is set up; a sentence in `failure` says why not. Never rejects. */
  async run(): Promise<void> {
    const { setup, status } = this.view.getState();
    if (status === 'running') return;
    this.view.setState({
      status: 'running',
      failure: null,
      results: [],
      measured: setup,
      progress: { ...NO_PROGRESS, doing: 'starting' },
      startedAt: this.#world.now(),
    });
    try {
      const schemes = await this.#world.schemes(setup.schemes);
      const client = this.#open();
      client.setHidden(this.view.getState().hidden);
      const { choices, browser } = this.#world;
      const job = { ...setup, schemes, options: MEASURE, choices: choices.read(), browser };
      const end = await client.run(job, (event) => {
        if (event.kind === 'gpu') this.view.setState({ gpu: event.info });
        else if (event.kind === 'progress') this.view.setState({ progress: event });
        else this.view.setState(({ results }) => ({ results: [...results, event.result] }));
      });
      if (end.kind === 'done') choices.write(end.choices);
      this.view.setState({ status: end.kind });
    } catch (error) {
      this.#close();
      this.view.setState({ status: 'failed', failure: sentence(error) });
    }
  }

  cancel(): void {
    this.#client?.cancel();
  }

  setHidden(hidden: boolean): void {
    this.view.setState({ hidden });
    this.#client?.setHidden(hidden);
  }

  #open(): ProbeClient {
    this.#client ??= this.#world.spawn();
    return this.#client;
  }

  /** A worker that failed is not asked again. */
  #close(): void {
    this.#client?.close();
    this.#client = null;
  }
}

/** Everything that was measured, as a file: raw samples, kernels, errors, machine and method. */
export function probeFile({ gpu, results, measured }: ProbeView, browser: string): string {
  if (gpu === null || measured === null) throw new RangeError('Nothing was measured yet');
  const environment: ProbeEnvironment = {
    gpu,
    browser,
    span: MEASURE.span,
    rounds: MEASURE.rounds,
    seed: measured.seed,
  };
  const file = { format: 'tensorgame-probe', version: 1, environment, setup: measured, results };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** Seconds to go, by what was done so far; null before there is anything to go by. */
export function secondsLeft({ progress, startedAt }: ProbeView, now: number): number | null {
  const { done, expected } = progress;
  if (done < 3 || expected <= done) return null;
  return ((now - startedAt) / 1000 / done) * (expected - done);
}
