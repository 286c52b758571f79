import type { Arithmetic } from './arithmetic.ts';
import { clone, type Tensor, zeros } from './tensor.ts';

/** A rank-one tensor u⊗v⊗w: entry (i, j, k) is u[i]·v[j]·w[k]. */
export interface Term {
  readonly u: Int8Array;
  readonly v: Int8Array;
  readonly w: Int8Array;
}

/** The names of a term's factors, mode by mode. */
export const FACTORS = ['u', 'v', 'w'] as const;

/** True when a factor is zero, so that the term is the zero tensor. */
export function isZeroTerm(term: Term, arithmetic: Arithmetic): boolean {
  return [term.u, term.v, term.w].some((factor) =>
    factor.every((c) => (arithmetic === 'z2' ? (c & 1) === 0 : c === 0)),
  );
}

/**
 * The same term with the first nonzero of u and of v positive; in z2 with coefficients 0 and 1.
 * Terms that differ only by signs moved between nonzero factors have equal canonical forms.
 * @throws RangeError when a sign has to be moved over a coefficient −128
 */
export function canonical(term: Term, arithmetic: Arithmetic): Term {
  if (arithmetic === 'z2') {
    return { u: parity(term.u), v: parity(term.v), w: parity(term.w) };
  }
  const flipU = firstSign(term.u) < 0;
  const flipV = firstSign(term.v) < 0;
  return {
    u: flipU ? negated(term.u) : term.u.slice(),
    v: flipV ? negated(term.v) : term.v.slice(),
    w: flipU !== flipV ? negated(term.w) : term.w.slice(),
  };
}

/** Equal coefficient by coefficient; compare canonical forms to compare the tensors. */
export function equalTerms(a: Term, b: Term): boolean {
  return equalFactors(a.u, b.u) && equalFactors(a.v, b.v) && equalFactors(a.w, b.w);
}

/** tensor − term; in z2 with entries 0 and 1. @throws RangeError when the shapes differ */
export function subtractTerm(tensor: Tensor, term: Term, arithmetic: Arithmetic): Tensor {
  const result = clone(tensor);
  accumulate(result, term, arithmetic, -1);
  return result;
}

/** tensor + term; in z2 with entries 0 and 1. @throws RangeError when the shapes differ */
export function addTerm(tensor: Tensor, term: Term, arithmetic: Arithmetic): Tensor {
  const result = clone(tensor);
  accumulate(result, term, arithmetic, 1);
  return result;
}

/** The sum of the terms, a tensor of that shape; in z2 with entries 0 and 1. */
export function sumOfTerms(
  shape: readonly [number, number, number],
  terms: readonly Term[],
  arithmetic: Arithmetic,
): Tensor {
  const sum = zeros(shape);
  for (const term of terms) accumulate(sum, term, arithmetic, 1);
  return sum;
}

/** Adds sign · term to the tensor in place. */
function accumulate(tensor: Tensor, term: Term, arithmetic: Arithmetic, sign: 1 | -1): void {
  const [s0, s1, s2] = tensor.shape;
  const { u, v, w } = term;
  if (u.length !== s0 || v.length !== s1 || w.length !== s2) {
    throw new RangeError(
      `A term of shape ${u.length}×${v.length}×${w.length} does not fit a tensor of shape ${s0}×${s1}×${s2}`,
    );
  }
  const data = tensor.data;
  for (let i = 0; i < s0; i++) {
    for (let j = 0; j < s1; j++) {
      const factor = sign * u[i]! * v[j]!;
      const row = (i * s1 + j) * s2;
      for (let k = 0; k < s2; k++) data[row + k]! += factor * w[k]!;
    }
  }
  if (arithmetic === 'z2') for (let i = 0; i < data.length; i++) data[i]! &= 1;
}

function parity(factor: Int8Array): Int8Array {
  return factor.map((c) => c & 1);
}

function firstSign(factor: Int8Array): number {
  for (const c of factor) if (c !== 0) return c;
  return 0;
}

function negated(factor: Int8Array): Int8Array {
  // −(−128) would wrap around to −128.
  if (factor.includes(-128)) throw new RangeError('A coefficient −128 has no negative in 8 bits');
  return factor.map((c) => -c);
}

function equalFactors(a: Int8Array, b: Int8Array): boolean {
  return a.length === b.length && a.every((c, index) => c === b[index]);
}
