import { type Gpu, type GpuInfo, LostGpu, openGpu } from '../../latency/gpu.ts';
import type { Gate, MeasureOptions } from '../../latency/measure.ts';
import { type Outsider, runProbe } from '../../latency/probe.ts';
import type { SizeResult } from '../../latency/results.ts';
import type { Scheme } from '../../latency/scheme.ts';
import type { Choices } from '../../latency/tuner.ts';
import type { ProbeSetup } from './setup.ts';

export interface ProbeJob extends Omit<ProbeSetup, 'schemes'> {
  readonly schemes: readonly Scheme[];
  readonly options: MeasureOptions;
  /** What the tuner chose in earlier runs. */
  readonly choices: Choices;
  readonly browser: string;
}

export type ProbeEvent =
  | { readonly kind: 'gpu'; readonly info: GpuInfo }
  | {
      readonly kind: 'progress';
      readonly done: number;
      readonly expected: number;
      readonly doing: string;
    }
  | { readonly kind: 'result'; readonly result: SizeResult };

/** How a run ended. What was measured before has been told in events. */
export type ProbeEnd =
  | { readonly kind: 'done'; readonly choices: Choices }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'lost' };

export type Outsiders = (shape: readonly [number, number, number]) => Promise<Outsider | string>;

class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** Milliseconds between two reports of progress. */
const REPORT_MS = 100;

/** The probe in a worker. One run at a time, each on a device of its own. */
export class ProbeHost {
  readonly #outsiders: Outsiders;
  #hidden = false;
  #epoch = 0;
  #seen: (() => void)[] = [];
  #cancelled = false;

  constructor(outsiders: Outsiders) {
    this.#outsiders = outsiders;
  }

  /** The adapter there is. Rejects with a sentence where there is none. */
  async look(): Promise<GpuInfo> {
    const { device, info } = await openGpu(gpuHere());
    device.destroy();
    return info;
  }

  /** Runs to the end, a cancellation or the loss of the device; rejects with a sentence otherwise. */
  async run(
    job: ProbeJob,
    onEvent: (event: ProbeEvent) => PromiseLike<void> | void,
  ): Promise<ProbeEnd> {
    this.#cancelled = false;
    const gpu = await openGpu(gpuHere());
    let lost = false;
    void gpu.device.lost.then(() => {
      lost = true;
    });
    const told: (PromiseLike<void> | void)[] = [onEvent({ kind: 'gpu', info: gpu.info })];
    const choices = { ...job.choices };
    try {
      await this.#measure(
        gpu,
        job,
        choices,
        () => lost,
        (event) => told.push(onEvent(event)),
      );
      return { kind: 'done', choices };
    } catch (error) {
      if (error instanceof Cancelled) return { kind: 'cancelled' };
      if (lost || error instanceof LostGpu) return { kind: 'lost' };
      throw error;
    } finally {
      gpu.device.destroy();
      await Promise.all(told);
    }
  }

  cancel(): void {
    this.#cancelled = true;
    this.#open();
  }

  /** A hidden tab's timings mean nothing: they wait, and the sample under way is taken again. */
  setHidden(hidden: boolean): void {
    if (hidden !== this.#hidden) this.#epoch++;
    this.#hidden = hidden;
    if (!hidden) this.#open();
  }

  #open(): void {
    for (const go of this.#seen) go();
    this.#seen = [];
  }

  async #measure(
    gpu: Gpu,
    job: ProbeJob,
    choices: Choices,
    isLost: () => boolean,
    tell: (event: ProbeEvent) => void,
  ): Promise<void> {
    const progress = { done: 0, expected: 0, doing: '', at: 0 };
    const report = (at = performance.now()) => {
      progress.at = at;
      const { done, expected, doing } = progress;
      tell({ kind: 'progress', done, expected, doing });
    };
    const gate: Gate = {
      ready: () =>
        this.#hidden && !this.#cancelled
          ? new Promise((resolve) => this.#seen.push(resolve))
          : Promise.resolve(),
      epoch: () => this.#epoch,
      check: () => {
        if (this.#cancelled) throw new Cancelled();
        if (isLost()) throw new LostGpu('The GPU went away.');
      },
      step: () => {
        progress.done++;
        if (performance.now() - progress.at >= REPORT_MS) report();
      },
    };
    const { sizes, schemes, precision, seed, options, browser } = job;
    const shapes = sizes.map((n) => [n, n, n] as const);
    await runProbe(gpu, { schemes, shapes, precision, seed, options }, choices, browser, {
      gate,
      expect: (steps) => {
        progress.expected += steps;
      },
      doing: (what) => {
        progress.doing = what;
        report();
      },
      result: (result) => tell({ kind: 'result', result }),
      outsider: async (shape) => {
        if (precision === 'f16') return 'TensorFlow.js computes in f32 only.';
        if (gpu.info.software) return 'TensorFlow.js is not timed on a software adapter.';
        return this.#outsiders(shape);
      },
    });
  }
}

function gpuHere(): GPU | undefined {
  return (globalThis.navigator as { gpu?: GPU } | undefined)?.gpu;
}
