/** What samples of times say: pure functions of numbers. */
import type { Random } from '../tensor/random.ts';

/** The quantile q of the values by linear interpolation; NaN of none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  if (sorted.length === 0) return Number.NaN;
  const next = sorted[Math.min(low + 1, sorted.length - 1)]!;
  return sorted[low]! + (at - low) * (next - sorted[low]!);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export interface Spread {
  readonly median: number;
  /** The quarter and three-quarter quantiles: half of the samples lie between. */
  readonly low: number;
  readonly high: number;
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

/** True when the last `count` samples lie within `tolerance` of their median, from least to most. */
export function settled(samples: readonly number[], count = 5, tolerance = 0.03): boolean {
  if (samples.length < count) return false;
  const last = samples.slice(-count);
  return Math.max(...last) - Math.min(...last) <= tolerance * median(last);
}

export interface Kept {
  readonly kept: readonly number[];
  readonly dropped: number;
}

/**
 * Drops what cannot be a time (zero, negative, not a number) and what lies farther outside the middle
 * half than three times its width (Tukey's outer fences). The width counts as at least 1 % of the
 * median, since timestamps are quantised.
 */
export function dropOutliers(samples: readonly number[]): Kept {
  const times = samples.filter((time) => time > 0 && Number.isFinite(time));
  const { median: middle, low, high } = spread(times);
  const reach = 3 * Math.max(high - low, 0.01 * middle);
  const kept = times.filter((time) => time >= low - reach && time <= high + reach);
  return { kept, dropped: samples.length - kept.length };
}

export interface Ratio {
  readonly ratio: number;
  /** The 95 % bootstrap interval. */
  readonly low: number;
  readonly high: number;
  /** False when the interval holds 1: then there is no difference to speak of. */
  readonly differs: boolean;
}

/**
 * The ratio of the medians of two samples with a percentile bootstrap interval (Efron 1979): both
 * are drawn again with replacement.
 * @throws RangeError when a sample is empty
 */
export function ratioOf(
  numerator: readonly number[],
  denominator: readonly number[],
  random: Random,
  resamples = 2000,
): Ratio {
  if (numerator.length === 0 || denominator.length === 0) {
    throw new RangeError('A ratio needs samples of both');
  }
  const again = (values: readonly number[]) =>
    median(values.map(() => values[random.below(values.length)]!));
  const ratios = Array.from({ length: resamples }, () => again(numerator) / again(denominator));
  const [low, high] = [quantile(ratios, 0.025), quantile(ratios, 0.975)];
  const ratio = median(numerator) / median(denominator);
  return { ratio, low, high, differs: low > 1 || high < 1 };
}

/** How much slower the last third of the samples is than the first, as a fraction. */
export function drift(samples: readonly number[]): number {
  const third = Math.floor(samples.length / 3);
  if (third === 0) return 0;
  return median(samples.slice(-third)) / median(samples.slice(0, third)) - 1;
}

/** A random order of 0 … count − 1 (Fisher–Yates). */
export function shuffled(count: number, random: Random): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/**
 * The least size from which on a contender is faster at every larger size measured; null when there
 * is none.
 * @param points (size, ratio) in any order
 */
export function crossover(
  points: ReadonlyArray<readonly [size: number, ratio: number]>,
): number | null {
  const sorted = [...points].sort((a, b) => b[0] - a[0]);
  let found: number | null = null;
  for (const [size, ratio] of sorted) {
    if (!(ratio > 1)) break;
    found = size;
  }
  return found;
}
