import type { Arithmetic } from '../tensor/arithmetic.ts';
import { dimensions, formatSize, type Size } from '../tensor/size.ts';
import type { Term } from '../tensor/term.ts';

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
  /** Where it comes from: seed, run, solver, … whatever JSON can hold. */
  readonly provenance?: Readonly<Record<string, unknown>>;
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

/** @throws RangeError when a coefficient exceeds ±127 */
export function toTerms(algorithm: Algorithm): Term[] {
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
