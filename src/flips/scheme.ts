/** Decompositions as masks and as terms. */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { FACTORS, type Term } from '../tensor/term.ts';
import { WORDS } from './factor-index.ts';
import type { Scheme } from './walker.ts';

/** Entries of a factor that the masks hold. */
export const MOST_ENTRIES = 64;

/**
 * The terms as masks; those that are zero are left out.
 * @throws RangeError when a factor is longer than 64, or a coefficient is none of −1, 0 and 1
 */
export function schemeOf(terms: readonly Term[], arithmetic: Arithmetic): Scheme {
  const kept = terms.filter((term) =>
    FACTORS.every((name) => term[name].some((c) => (arithmetic === 'z2' ? c & 1 : c) !== 0)),
  );
  const rank = kept.length;
  const words = new Int32Array(3 * rank * WORDS);
  const signs = new Int8Array(rank).fill(1);
  for (const [r, term] of kept.entries()) {
    for (const [x, name] of FACTORS.entries()) {
      const isNegative = writeFactor(term[name], arithmetic, words, (x * rank + r) * WORDS);
      if (isNegative) signs[r] = -signs[r]!;
    }
  }
  return { rank, words, signs };
}

/** The terms of a scheme whose factors have the lengths of the shape; the sign of a term is in w. */
export function termsOf(scheme: Scheme, shape: readonly [number, number, number]): Term[] {
  const { rank, words, signs } = scheme;
  const factor = (x: 0 | 1 | 2, r: number, sign: number) =>
    readFactor(words, (x * rank + r) * WORDS, shape[x], sign);
  return Array.from({ length: rank }, (_, r) => ({
    u: factor(0, r, 1),
    v: factor(1, r, 1),
    w: factor(2, r, signs[r]!),
  }));
}

/** Writes the mask with its lowest coefficient positive; true when the factor was the negative of it. */
function writeFactor(
  factor: Int8Array,
  arithmetic: Arithmetic,
  words: Int32Array,
  at: number,
): boolean {
  if (factor.length > MOST_ENTRIES) {
    throw new RangeError(`A factor of length ${factor.length} exceeds ${MOST_ENTRIES} entries`);
  }
  const coefficients = arithmetic === 'z2' ? factor.map((c) => c & 1) : factor;
  const first = coefficients.find((c) => c !== 0) ?? 1;
  for (const [i, c] of coefficients.entries()) {
    if (c === 0) continue;
    if (c !== 1 && c !== -1) {
      throw new RangeError(`Coefficient ${c}: a walk has coefficients −1, 0 and 1 only`);
    }
    words[at + (c === first ? 0 : 2) + (i >> 5)]! |= 1 << (i & 31);
  }
  return first < 0;
}

function readFactor(words: Int32Array, at: number, length: number, sign: number): Int8Array {
  const factor = new Int8Array(length);
  for (let i = 0; i < length; i++) {
    const bit = i & 31;
    const word = at + (i >> 5);
    factor[i] = sign * (((words[word]! >>> bit) & 1) - ((words[word + 2]! >>> bit) & 1));
  }
  return factor;
}
