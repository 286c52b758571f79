import { canonical } from '../tensor/term.ts';
import { type Algorithm, fromTerms, toTerms } from './algorithm.ts';
import { canonicalFractional } from './fractional.ts';

/**
 * The same algorithm with every term canonical (signs in w; 0 and 1 modulo 2) and the terms in
 * lexicographic order of u, v, w. Its provenance is kept. Where coefficients are fractions, terms are
 * scaled as well (canonicalFractional).
 */
export function canonicalForm(algorithm: Algorithm): Algorithm {
  if (algorithm.denominators !== undefined) return canonicalFractional(algorithm);
  const terms = toTerms(algorithm).map((term) => canonical(term, algorithm.arithmetic));
  terms.sort((a, b) => compare(a.u, b.u) || compare(a.v, b.v) || compare(a.w, b.w));
  return fromTerms(algorithm.size, algorithm.arithmetic, terms, algorithm.provenance);
}

/** Equal for algorithms that differ only in the order of terms and in signs within them. */
export function algorithmKey(algorithm: Algorithm): string {
  const { size, arithmetic, u, v, w, denominators } = canonicalForm(algorithm);
  const rows = u.map((row, r) => [row, v[r]!, w[r]!].map((factor) => factor.join(',')).join(';'));
  const below = denominators === undefined ? '' : `|/${denominators.join(',')}`;
  return `${size.join('x')}|${arithmetic}|${rows.join('|')}${below}`;
}

function compare(a: Int8Array, b: Int8Array): number {
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
