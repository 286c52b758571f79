/** Reading residues modulo a power of 2 as an algorithm over the integers or the rationals. */
import { dimensions } from '../../tensor/size.ts';
import type { Algorithm } from '../algorithm.ts';
import { type Fraction, fraction, gcd } from '../fraction.ts';
import { CoefficientError, fromFractions, LARGEST_COEFFICIENT } from '../fractional.ts';
import { reconstruct } from './reconstruct.ts';

/** Each residue as the integer nearest to zero; undefined when one exceeds ±127. Not verified. */
export function readIntegers(
  algorithm: Algorithm,
  values: Int32Array,
  bits: number,
): Algorithm | undefined {
  const integers = Array.from(values, (value) => (value << (32 - bits)) >> (32 - bits));
  if (integers.some((c) => Math.abs(c) > LARGEST_COEFFICIENT)) return undefined;
  return { ...algorithm, arithmetic: 'standard', ...split(algorithm, integers) };
}

/**
 * Each residue as a fraction, where u and v are brought to coprime integers and w takes up the rest, so
 * that fractions that cancel within a term vanish; undefined when one is none. Not verified.
 */
export function readFractions(
  algorithm: Algorithm,
  values: Int32Array,
  bits: number,
): Algorithm | undefined {
  const fractions: Fraction[] = [];
  for (const value of values) {
    const read = reconstruct((value >>> 0) % 2 ** bits, bits);
    if (read === undefined) return undefined;
    fractions.push(read);
  }
  const { u, v, w } = split(algorithm, fractions);
  try {
    const terms = u.map((row, r) => {
      const left = primitive(row);
      const right = primitive(v[r]!);
      const over = left.scale.numerator * right.scale.numerator;
      const under = left.scale.denominator * right.scale.denominator;
      const rest = w[r]!.map((c) => fraction(c.numerator * over, c.denominator * under));
      return { left: left.row, right: right.row, rest };
    });
    const rows = {
      u: terms.map((term) => term.left),
      v: terms.map((term) => term.right),
      w: terms.map((term) => term.rest),
    };
    return fromFractions(algorithm.size, 'standard', rows, algorithm.provenance);
  } catch (error) {
    // Too fine to be kept, so not what was looked for.
    if (error instanceof CoefficientError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The row as scale times coprime integers. @throws RangeError when an integer is not safe */
function primitive(row: readonly Fraction[]): { row: Fraction[]; scale: Fraction } {
  const multiple = row.reduce((a, { denominator: b }) => (a / gcd(a, b)) * b, 1);
  const integers = row.map((c) => c.numerator * (multiple / c.denominator));
  const divisor = integers.reduce((a, b) => (b === 0 ? a : gcd(a, b)), 0) || 1;
  return {
    row: integers.map((c) => fraction(c / divisor)),
    scale: fraction(divisor, multiple),
  };
}

function split<T>({ size, rank }: Algorithm, values: readonly T[]) {
  const [s0, s1, s2] = dimensions(size);
  const rows = (offset: number, length: number) =>
    Array.from({ length: rank }, (_, r) =>
      values.slice(offset + r * length, offset + (r + 1) * length),
    );
  return { u: rows(0, s0), v: rows(rank * s0, s1), w: rows(rank * (s0 + s1), s2) };
}
