/** Terms as the formulas that a textbook would print, and what they cost. */
import { matrixLabels, type ThreeModes } from '../tensor/mode-labels.ts';
import type { Algorithm, Denominators } from './algorithm.ts';
import { type Fraction, formatFraction, fraction } from './fraction.ts';

export interface Formulas {
  /** 'm1 = (a11 + a22)(b11 + b22)' */
  readonly products: readonly string[];
  /** 'c11 = m1 + m4 − m5 + m7' */
  readonly outputs: readonly string[];
}

/** The factors of R terms: u[r] has a coefficient for every coordinate of the first mode, and so on. */
export interface Factors {
  readonly u: readonly ArrayLike<number>[];
  readonly v: readonly ArrayLike<number>[];
  readonly w: readonly ArrayLike<number>[];
  /** What all of u, of v and of w are to be divided by (see Algorithm). */
  readonly denominators?: Denominators;
}

export function formulas(algorithm: Algorithm): Formulas {
  const [n, m, p] = algorithm.size;
  return formulasOf(algorithm, [
    matrixLabels('a', n, m),
    matrixLabels('b', m, p),
    matrixLabels('c', n, p),
  ]);
}

/** The formulas of any bilinear target's terms, in its names. */
export function formulasOf(
  { u, v, w, denominators = [1, 1, 1] }: Factors,
  modes: ThreeModes,
): Formulas {
  const [a, b, c] = modes;
  const [du, dv, dw] = denominators;
  return {
    products: u.map(
      (row, r) => `m${r + 1} = ${factor(sum(row, a.names, du))}${factor(sum(v[r]!, b.names, dv))}`,
    ),
    outputs: c.names.map((name, z) => {
      const column = w.map((row) => row[z]!);
      const products = w.map((_, r) => `m${r + 1}`);
      return `${name} = ${sum(column, products, dw)}`;
    }),
  };
}

/**
 * Additions and subtractions when every sum is computed from scratch: one less than its summands.
 * Sharing common subexpressions can need fewer; multiplying by 2 is not counted.
 */
export function additionCount({ u, v, w }: Factors): number {
  const outputs = Array.from(w[0] ?? [], (_, z) => w.map((row) => row[z]!));
  return [...u, ...v, ...outputs].reduce((count, summands) => {
    const nonzero = Array.from(summands).filter((c) => c !== 0).length;
    return count + Math.max(0, nonzero - 1);
  }, 0);
}

function sum(
  coefficients: ArrayLike<number>,
  names: readonly string[],
  denominator: number,
): string {
  let text = '';
  for (const [at, c] of Array.from(coefficients).entries()) {
    if (c === 0) continue;
    const size = multiple(fraction(Math.abs(c), denominator));
    if (text !== '') text += c < 0 ? ' − ' : ' + ';
    else if (c < 0) text += '−';
    text += size + names[at]!;
  }
  return text === '' ? '0' : text;
}

/** '' for 1, '2' for 2, '(1/2)' for a half. */
function multiple(size: Fraction): string {
  if (size.denominator !== 1) return `(${formatFraction(size)})`;
  return size.numerator === 1 ? '' : String(size.numerator);
}

/** In parentheses unless it is a single entry with a positive coefficient. */
function factor(text: string): string {
  return /^\w+$/.test(text) ? text : `(${text})`;
}
