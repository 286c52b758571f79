/** Whether a plan computes the product: entries against a reference in double precision. */
import { type Random, seeded } from '../tensor/random.ts';
import { productEntry } from './entries.ts';
import type { Precision } from './kernels/tile.ts';
import type { Prepared, Stage } from './stage.ts';

/** Errors relative to the root mean square of the sampled entries of C. */
export interface ErrorOfPlan {
  readonly max: number;
  readonly mean: number;
  /** Entries compared. */
  readonly samples: number;
}

export interface Reference {
  /** row · p + column */
  readonly places: readonly number[];
  readonly values: readonly number[];
}

/** Above this a result is wrong, not inexact: a missing product is off by about 1. */
export const LARGEST_ERROR: Readonly<Record<Precision, number>> = { f32: 1e-3, f16: 0.1 };

/**
 * Entries to compare: all where there are no more than `samples`; else the corners, where padding and
 * peeling go wrong first, and random ones.
 */
export function reference(
  shape: readonly [number, number, number],
  samples = 256,
  random: Random = seeded(1),
): Reference {
  const [n, , p] = shape;
  const corners = [0, p - 1, (n - 1) * p, n * p - 1];
  const all = n * p <= samples;
  const places = all ? Array.from({ length: n * p }, (_, place) => place) : [...new Set(corners)];
  while (places.length < samples && !all) places.push(random.below(n * p));
  const values = places.map((place) => productEntry(shape, Math.floor(place / p), place % p));
  return { places, values };
}

export function errorOf(found: readonly number[], expected: readonly number[]): ErrorOfPlan {
  const scale = Math.sqrt(expected.reduce((sum, x) => sum + x * x, 0) / expected.length) || 1;
  const errors = found.map((x, i) => Math.abs(x - expected[i]!) / scale);
  // NaN counts as the largest error there is.
  const known = errors.map((error) => (Number.isNaN(error) ? Number.POSITIVE_INFINITY : error));
  return {
    max: Math.max(...known),
    mean: known.reduce((sum, error) => sum + error, 0) / known.length,
    samples: known.length,
  };
}

/**
 * Runs a plan once and compares.
 * @throws Error with one sentence when the result is wrong: nothing may be timed then
 */
export async function check(
  stage: Stage,
  prepared: Prepared,
  expected: Reference,
): Promise<ErrorOfPlan> {
  await stage.run(prepared);
  const error = errorOf(await stage.read(expected.places), expected.values);
  if (!(error.max <= LARGEST_ERROR[stage.precision])) {
    throw new Error(
      `The kernel “${prepared.plan.scheme} ${prepared.plan.variant}” computed a wrong product on this GPU (relative error ${error.max.toPrecision(2)}), so it is not timed.`,
    );
  }
  return error;
}
