/** Between algorithms, which are kept in whole numbers, and rows of fractions, as files hold them. */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Size } from '../tensor/size.ts';
import type { Algorithm, Denominators } from './algorithm.ts';
import { commonDenominator, type Fraction, formatFraction, fraction, gcd } from './fraction.ts';

/** Whole coefficients lie within ±127: terms are kept in 8 bits. */
export const LARGEST_COEFFICIENT = 127;
/** Numerators over the common denominator, where there are fractions. */
const LARGEST_NUMERATOR = 1e9;

/** A coefficient that an algorithm cannot have; the message is a sentence without its full stop. */
export class CoefficientError extends Error {
  override readonly name = 'CoefficientError';
}

export interface FractionRows {
  readonly u: readonly (readonly Fraction[])[];
  readonly v: readonly (readonly Fraction[])[];
  readonly w: readonly (readonly Fraction[])[];
}

/** The coefficients themselves. */
export function fractionRows({ u, v, w, denominators = [1, 1, 1] }: Algorithm): FractionRows {
  const divide = (rows: readonly (readonly number[])[], denominator: number) =>
    rows.map((row) => row.map((c) => fraction(c, denominator)));
  return {
    u: divide(u, denominators[0]),
    v: divide(v, denominators[1]),
    w: divide(w, denominators[2]),
  };
}

/**
 * The algorithm with these coefficients, not verified.
 * @throws CoefficientError for a whole coefficient beyond ±127 and for fractions that are too fine
 */
export function fromFractions(
  size: Size,
  arithmetic: Arithmetic,
  rows: FractionRows,
  provenance?: Readonly<Record<string, unknown>>,
): Algorithm {
  const parts = (['u', 'v', 'w'] as const).map((name) => wholeRows(name, rows[name]));
  const [u, v, w] = parts.map((part) => part.rows);
  const denominators = parts.map((part) => part.denominator) as unknown as Denominators;
  const isFractional = denominators.some((d) => d !== 1);
  if (isFractional && arithmetic === 'z2') {
    throw new CoefficientError('Modulo 2 there are no fractions');
  }
  return {
    size,
    arithmetic,
    rank: rows.u.length,
    u: u!,
    v: v!,
    w: w!,
    ...(isFractional ? { denominators } : {}),
    ...(provenance === undefined ? {} : { provenance }),
  };
}

function wholeRows(name: string, rows: readonly (readonly Fraction[])[]) {
  const denominator = commonDenominator(rows.flat());
  const limit = denominator === 1 ? LARGEST_COEFFICIENT : LARGEST_NUMERATOR;
  return {
    denominator: denominator ?? 1,
    rows: rows.map((row, r) =>
      row.map((c) => {
        const numerator = c.numerator * ((denominator ?? Number.NaN) / c.denominator);
        if (Math.abs(numerator) <= limit) return numerator;
        throw new CoefficientError(
          `Row ${r + 1} of ${name} holds ${formatFraction(c)}, ` +
            (denominator === 1
              ? `beyond ±${LARGEST_COEFFICIENT}`
              : 'and its fractions together are too fine to be kept exactly'),
        );
      }),
    ),
  };
}

/**
 * The algorithm with every term's u and v whole, without a common divisor and with their first
 * nonzero coefficient positive, w holding the rest, and the terms in order: equal for algorithms that
 * differ only in the order of terms and in the scales of factors.
 */
export function canonicalFractional(algorithm: Algorithm): Algorithm {
  const { u, v, w, denominators = [1, 1, 1] } = algorithm;
  const divisor = BigInt(denominators[0]) * BigInt(denominators[1]) * BigInt(denominators[2]);
  const terms = u.map((row, r) => {
    const [scaleU, left] = primitive(row);
    const [scaleV, right] = primitive(v[r]!);
    const scale = BigInt(scaleU) * BigInt(scaleV);
    const rest = w[r]!.map((c) => quotient(BigInt(c) * scale, divisor));
    return { left, right, rest };
  });
  terms.sort(
    (a, b) =>
      compare(a.left, b.left) ||
      compare(a.right, b.right) ||
      compare(a.rest.map(asNumber), b.rest.map(asNumber)),
  );
  const whole = (row: readonly number[]) => row.map((c) => fraction(c));
  const rows = {
    u: terms.map(({ left }) => whole(left)),
    v: terms.map(({ right }) => whole(right)),
    w: terms.map(({ rest }) => rest),
  };
  return fromFractions(algorithm.size, algorithm.arithmetic, rows, algorithm.provenance);
}

/** The signed greatest common divisor, and what is left of the row; 1 for a row of zeros. */
function primitive(row: readonly number[]): [number, number[]] {
  const sign = Math.sign(row.find((c) => c !== 0) ?? 1);
  const divisor = row.reduce((divisor, c) => (c === 0 ? divisor : gcd(divisor, c)), 0) || 1;
  return [sign * divisor, row.map((c) => (c * sign) / divisor + 0)];
}

/** @throws RangeError when the quotient in lowest terms is not one of safe integers */
function quotient(numerator: bigint, denominator: bigint): Fraction {
  let [x, y] = [numerator < 0n ? -numerator : numerator, denominator];
  while (y !== 0n) [x, y] = [y, x % y];
  return fraction(Number(numerator / x), Number(denominator / x));
}

function asNumber({ numerator, denominator }: Fraction): number {
  return numerator / denominator;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
