/** What the probe finds out, as it is kept, shown and exported. */
import type { ErrorOfPlan } from './check.ts';
import type { GpuInfo } from './gpu.ts';
import type { Precision } from './kernels/tile.ts';
import type { Variant } from './plan.ts';
import type { Ratio, Spread } from './statistics.ts';
import type { TimingMethod } from './timer.ts';

/** One contender at one size. */
export interface Entry {
  /** 'classic', 'tfjs' or a scheme's name */
  readonly name: string;
  readonly kind: 'classic' | 'tfjs' | 'scheme';
  /** What the tuner chose; null for TensorFlow.js, which chooses itself. */
  readonly variant: Variant | null;
  readonly tile: string | null;
  /** Bytes beside the matrices. */
  readonly workspace: number | null;
  /** Null where the result cannot be read back (TensorFlow.js is trusted). */
  readonly error: ErrorOfPlan | null;
  readonly method: TimingMethod | 'wall clock';
  /** Seconds a product. */
  readonly seconds: Spread;
  /** Effective GFLOP/s: 2nmp by the median time, whatever was computed. */
  readonly gflops: number;
  /** How many times as fast as the classic kernel; null for itself. */
  readonly ratio: Ratio | null;
  readonly samples: readonly number[];
  /** Runs in one sample, at least. */
  readonly runs: number;
  readonly dropped: number;
  readonly warmUp: number;
  readonly settled: boolean;
  readonly drift: number;
}

/** A contender that was left out at one size, and why, in one sentence. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

export interface SizeResult {
  readonly shape: readonly [n: number, m: number, p: number];
  readonly precision: Precision;
  readonly entries: readonly Entry[];
  readonly leftOut: readonly LeftOut[];
}

/** The machine and the method, for whoever reads the samples later. */
export interface ProbeEnvironment {
  readonly gpu: GpuInfo;
  readonly browser: string;
  readonly span: number;
  readonly rounds: number;
  readonly seed: number;
}

/** The size's best scheme, or null where none was timed. */
export function bestScheme({ entries }: SizeResult): Entry | null {
  const schemes = entries.filter(({ kind }) => kind === 'scheme');
  return schemes.reduce<Entry | null>(
    (best, entry) => (best === null || entry.gflops > best.gflops ? entry : best),
    null,
  );
}
