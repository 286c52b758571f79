import type { Arithmetic } from '../tensor/arithmetic.ts';
import { reduced } from '../tensor/bilinear.ts';
import type { ThreeModes } from '../tensor/mode-labels.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Term } from '../tensor/term.ts';
import type { Verification } from './verify.ts';

/** So many terms of coefficients up to ±127 add up exactly in doubles. */
const MOST_TERMS = 2 ** 30;

/**
 * Checks exactly that the terms add up to the target, over the integers or modulo 2. Never throws on
 * values of the right types.
 */
export function verifyTerms(
  target: Tensor,
  terms: readonly Term[],
  arithmetic: Arithmetic,
  modes: ThreeModes,
): Verification {
  const [s0, s1, s2] = target.shape;
  if (terms.length > MOST_TERMS) return { ok: false, reason: 'There are too many terms to check' };
  const sums = new Float64Array(s0 * s1 * s2);
  for (const [r, { u, v, w }] of terms.entries()) {
    if (u.length !== s0 || v.length !== s1 || w.length !== s2) {
      const shape = `${u.length}×${v.length}×${w.length}`;
      return { ok: false, reason: `Term ${r + 1} is ${shape}, but the target ${s0}×${s1}×${s2}` };
    }
    for (let i = 0; i < s0; i++) {
      for (let j = 0; j < s1; j++) {
        const factor = u[i]! * v[j]!;
        if (factor === 0) continue;
        for (let k = 0; k < s2; k++) sums[(i * s1 + j) * s2 + k]! += factor * w[k]!;
      }
    }
  }
  const wanted = reduced(target, arithmetic).data;
  for (const [at, sum] of sums.entries()) {
    const value = arithmetic === 'z2' ? Math.abs(sum % 2) : sum;
    if (value === wanted[at]) continue;
    const [a, b, c] = [Math.floor(at / s2 / s1), Math.floor(at / s2) % s1, at % s2];
    const entry = `${modes[0].names[a]}·${modes[1].names[b]} to ${modes[2].names[c]}`;
    return {
      ok: false,
      reason: `The products add ${entry} ${value} times and not ${wanted[at]} times`,
    };
  }
  return { ok: true };
}
