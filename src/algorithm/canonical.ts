import { canonical } from '../tensor/term.ts';
import { type Algorithm, fromTerms, toTerms } from './algorithm.ts';

/**
 * The same algorithm with every term canonical (signs in w; 0 and 1 modulo 2) and the terms in
 * lexicographic order of u, v, w. Its provenance is kept.
 */
export function canonicalForm(algorithm: Algorithm): Algorithm {
  const terms = toTerms(algorithm).map((term) => canonical(term, algorithm.arithmetic));
  terms.sort((a, b) => compare(a.u, b.u) || compare(a.v, b.v) || compare(a.w, b.w));
  return fromTerms(algorithm.size, algorithm.arithmetic, terms, algorithm.provenance);
}

/** Equal for algorithms that differ only in the order of terms and in signs within them. */
export function algorithmKey(algorithm: Algorithm): string {
  const { size, arithmetic, u, v, w } = canonicalForm(algorithm);
  const rows = u.map((row, r) => [row, v[r]!, w[r]!].map((factor) => factor.join(',')).join(';'));
  return `${size.join('x')}|${arithmetic}|${rows.join('|')}`;
}

function compare(a: Int8Array, b: Int8Array): number {
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
