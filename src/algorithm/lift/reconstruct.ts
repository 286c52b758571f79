/** Rational numbers from their residues (Wang, Guy and Davenport, SIGSAM Bulletin 16, 1982). */
import { type Fraction, gcd } from '../fraction.ts';

/**
 * The fraction congruent to the residue modulo 2^bits whose numerator and denominator are at most
 * √(2^bits / 2), in lowest terms: there is at most one, with an odd denominator. Undefined when there is
 * none. @param bits at most 31
 */
export function reconstruct(residue: number, bits: number): Fraction | undefined {
  const modulus = 2 ** bits;
  const bound = Math.floor(Math.sqrt(modulus / 2));
  let [above, below] = [modulus, ((residue % modulus) + modulus) % modulus];
  let [s, t] = [0, 1];
  while (below > bound) {
    const quotient = Math.floor(above / below);
    [above, below] = [below, above - quotient * below];
    [s, t] = [t, s - quotient * t];
  }
  if (Math.abs(t) > bound || t === 0 || gcd(below, Math.abs(t)) !== 1) {
    return undefined;
  }
  // below ≡ t·residue
  return t < 0
    ? { numerator: below === 0 ? 0 : -below, denominator: -t }
    : { numerator: below, denominator: t };
}
