/** Exact fractions, for schemes whose coefficients are not all whole. */

/** In lowest terms, with a denominator of at least 1; both are safe integers. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** A double is read as the fraction it is nearest to, where that has a denominator up to this. */
const LARGEST_DENOMINATOR_OF_DOUBLES = 4096;

/** Whole numbers from −127 to 127 are one object each: files hold hundreds of thousands. */
const SMALLEST = -127;
const SMALL: readonly Fraction[] = Array.from({ length: 255 }, (_, at) => ({
  numerator: at + SMALLEST,
  denominator: 1,
}));

/** @throws RangeError unless both are safe integers and the denominator is not 0 */
export function fraction(numerator: number, denominator = 1): Fraction {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator === 0) {
    throw new RangeError(`${numerator}/${denominator} is no fraction of safe integers`);
  }
  if (denominator === 1) {
    const shared = SMALL[numerator - SMALLEST];
    if (shared !== undefined) return shared;
  }
  const divisor = gcd(numerator, denominator) * Math.sign(denominator);
  // −0 + 0 is 0
  return { numerator: numerator / divisor + 0, denominator: denominator / divisor };
}

/**
 * Reads 3, −3, '3', '−3/4' or '0.75'; undefined for anything else. A double that is no fraction with
 * a denominator up to 4096 (rounded, as 0.333… for 1/3) is not read.
 */
export function readFraction(value: unknown): Fraction | undefined {
  if (typeof value === 'number') return ofDouble(value, (x) => x);
  if (typeof value !== 'string') return undefined;
  const match = /^\s*([+\-−]?)\s*(\d{1,16})\s*(?:\/\s*(\d{1,16}))?\s*$/.exec(value);
  if (match === null) {
    return /^\s*[+-]?\d{1,16}\.\d{1,20}\s*$/.test(value)
      ? ofDouble(Number(value), (x) => x)
      : undefined;
  }
  const sign = match[1] === '-' || match[1] === '−' ? -1 : 1;
  const numerator = sign * Number(match[2]);
  const denominator = Number(match[3] ?? '1');
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator)) return undefined;
  return denominator === 0 ? undefined : fraction(numerator, denominator);
}

/** The fraction that a number of a file stands for; `round` is what the file's type did to it. */
export function ofDouble(value: number, round: (exact: number) => number): Fraction | undefined {
  if (Number.isSafeInteger(value)) return fraction(value);
  if (!Number.isFinite(value) || Math.abs(value) > 2 ** 40) return undefined;
  // The convergents of the continued fraction are the best approximations.
  let [p0, q0, p1, q1] = [0, 1, 1, 0];
  let rest = Math.abs(value);
  for (;;) {
    const whole = Math.floor(rest);
    [p0, q0, p1, q1] = [p1, q1, whole * p1 + p0, whole * q1 + q0];
    if (q1 > LARGEST_DENOMINATOR_OF_DOUBLES || !Number.isSafeInteger(p1)) return undefined;
    if (round(p1 / q1) === Math.abs(value)) return fraction(Math.sign(value) * p1, q1);
    if (rest === whole) return undefined;
    rest = 1 / (rest - whole);
  }
}

/** '3' or '−3/4' with a hyphen for the sign. */
export function formatFraction({ numerator, denominator }: Fraction): string {
  return denominator === 1 ? String(numerator) : `${numerator}/${denominator}`;
}

/** The exact quotient of two products, for sentences: '3/2'. */
export function formatQuotient(numerator: bigint, denominator: bigint): string {
  const divisor = bigGcd(numerator, denominator);
  const [n, d] = [numerator / divisor, denominator / divisor];
  return d === 1n ? String(n) : `${n}/${d}`;
}

/** The least common multiple of the denominators; undefined when it is not a safe integer. */
export function commonDenominator(fractions: Iterable<Fraction>): number | undefined {
  let common = 1;
  for (const { denominator } of fractions) {
    common *= denominator / gcd(common, denominator);
    if (!Number.isSafeInteger(common)) return undefined;
  }
  return common;
}

/** At least 1. */
export function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x === 0 ? 1 : x;
}

function bigGcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
