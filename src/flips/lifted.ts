import { fromTerms } from '../algorithm/algorithm.ts';
import { liftToIntegers } from '../algorithm/lift/lift.ts';
import type { Size } from '../tensor/size.ts';
import type { Term } from '../tensor/term.ts';
import { schemeOf } from './scheme.ts';
import type { Scheme } from './walker.ts';

/** Choices tried until the coefficients are −1, 0 and 1. */
const ATTEMPTS = 4;

/**
 * The decomposition modulo 2 of a product, lifted to one over the integers with coefficients −1, 0 and
 * 1 and verified; undefined where that is not found.
 */
export function liftedScheme(size: Size, terms: readonly Term[]): Scheme | undefined {
  const lift = liftToIntegers(fromTerms(size, 'z2', terms), { attempts: ATTEMPTS });
  if (lift.kind !== 'lifted') return undefined;
  const { u, v, w } = lift.algorithm;
  if ([u, v, w].flat(2).some((c) => Math.abs(c) > 1)) return undefined;
  const lifted = u.map((row, r) => ({
    u: Int8Array.from(row),
    v: Int8Array.from(v[r]!),
    w: Int8Array.from(w[r]!),
  }));
  return schemeOf(lifted, 'standard');
}
