/** An algorithm as the formulas that a textbook would print. */
import type { Algorithm } from './algorithm.ts';

export interface Formulas {
  /** 'm1 = (a11 + a22)(b11 + b22)' */
  readonly products: readonly string[];
  /** 'c11 = m1 + m4 − m5 + m7' */
  readonly outputs: readonly string[];
}

export function formulas(algorithm: Algorithm): Formulas {
  const { size, u, v, w } = algorithm;
  const [n, m, p] = size;
  const products = u.map((row, r) => {
    const left = factor(sum(row, (at) => entryName('a', at, m)));
    const right = factor(sum(v[r]!, (at) => entryName('b', at, p)));
    return `m${r + 1} = ${left}${right}`;
  });
  const outputs = Array.from({ length: n * p }, (_, z) => {
    const column = w.map((row) => row[z]!);
    return `${entryName('c', z, p)} = ${sum(column, (r) => `m${r + 1}`)}`;
  });
  return { products, outputs };
}

/**
 * Additions and subtractions when every sum is computed from scratch: one less than its summands.
 * Sharing common subexpressions can need fewer; multiplying by 2 is not counted.
 */
export function additionCount(algorithm: Algorithm): number {
  const { u, v, w } = algorithm;
  const outputs = (w[0] ?? []).map((_, z) => w.map((row) => row[z]!));
  return [...u, ...v, ...outputs].reduce((count, summands) => {
    const nonzero = summands.filter((c) => c !== 0).length;
    return count + Math.max(0, nonzero - 1);
  }, 0);
}

/** 'a12' for the second entry of the first row. */
function entryName(matrix: string, at: number, columns: number): string {
  return `${matrix}${Math.floor(at / columns) + 1}${(at % columns) + 1}`;
}

function sum(coefficients: readonly number[], name: (at: number) => string): string {
  let text = '';
  for (const [at, c] of coefficients.entries()) {
    if (c === 0) continue;
    const size = Math.abs(c) === 1 ? '' : String(Math.abs(c));
    if (text !== '') text += c < 0 ? ' − ' : ' + ';
    else if (c < 0) text += '−';
    text += size + name(at);
  }
  return text === '' ? '0' : text;
}

/** In parentheses unless it is a single entry with a positive coefficient. */
function factor(text: string): string {
  return /^\w+$/.test(text) ? text : `(${text})`;
}
