import type { Arithmetic } from '../tensor/arithmetic.ts';
import { dimensions, formatSize, type Size } from '../tensor/size.ts';
import type { Term } from '../tensor/term.ts';

/** The longest side of an algorithm's matrices. */
const LONGEST_SIDE = 16;
/** The most products of the naive algorithm: those of 12×12×12. Verification takes its square. */
const LARGEST_VOLUME = 1728;

/**
 * A matrix multiplication algorithm: product r is m_r = (Σ u[r][x]·A[x])·(Σ v[r][y]·B[y]), and
 * C[z] = Σ w[r][z]·m_r, with A, B and C row-major. It is what algorithm files hold, less their
 * format and version; nothing here says that it has been verified (see verify.ts).
 */
export interface Algorithm {
  readonly size: Size;
  readonly arithmetic: Arithmetic;
  /** R, the number of products */
  readonly rank: number;
  /** [R × n·m] */
  readonly u: readonly (readonly number[])[];
  /** [R × m·p] */
  readonly v: readonly (readonly number[])[];
  /** [R × n·p] */
  readonly w: readonly (readonly number[])[];
  /**
   * Only where coefficients are fractions: all of u are divided by the first, all of v by the second
   * and all of w by the third. Whole numbers of at least 1, not all of them 1.
   */
  readonly denominators?: Denominators;
  /** Where it comes from: seed, run, solver, … whatever JSON can hold. */
  readonly provenance?: Readonly<Record<string, unknown>>;
}

export type Denominators = readonly [u: number, v: number, w: number];

/** True for three whole numbers from 1 to 16 whose product is at most 1728 (12×12×12, 16×16×6). */
export function isAlgorithmSize(value: unknown): value is Size {
  return (
    Array.isArray(value) &&
    value.length === 3 &&
    value.every((side) => Number.isInteger(side) && side >= 1 && side <= LONGEST_SIDE) &&
    value[0] * value[1] * value[2] <= LARGEST_VOLUME
  );
}

/** @throws RangeError when a term's factors have other lengths than the size asks for */
export function fromTerms(
  size: Size,
  arithmetic: Arithmetic,
  terms: readonly Term[],
  provenance?: Readonly<Record<string, unknown>>,
): Algorithm {
  const [s0, s1, s2] = dimensions(size);
  for (const { u, v, w } of terms) {
    if (u.length !== s0 || v.length !== s1 || w.length !== s2) {
      throw new RangeError(
        `A term of shape ${u.length}×${v.length}×${w.length} is none of ${formatSize(size)}`,
      );
    }
  }
  return {
    size,
    arithmetic,
    rank: terms.length,
    u: terms.map((term) => Array.from(term.u)),
    v: terms.map((term) => Array.from(term.v)),
    w: terms.map((term) => Array.from(term.w)),
    ...(provenance === undefined ? {} : { provenance }),
  };
}

/** @throws RangeError when a coefficient is a fraction or exceeds ±127 */
export function toTerms(algorithm: Algorithm): Term[] {
  if (algorithm.denominators !== undefined) {
    throw new RangeError('Terms have whole coefficients, but this algorithm has fractions');
  }
  return algorithm.u.map((u, r) => ({
    u: toFactor(u),
    v: toFactor(algorithm.v[r]!),
    w: toFactor(algorithm.w[r]!),
  }));
}

function toFactor(row: readonly number[]): Int8Array {
  for (const c of row) {
    if (!(Math.abs(c) <= 127)) throw new RangeError(`Coefficient ${c} exceeds ±127`);
  }
  return Int8Array.from(row);
}
