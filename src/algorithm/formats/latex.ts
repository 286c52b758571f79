/** A LaTeX document with the formulas of an algorithm. */
import { dimensions } from '../../tensor/size.ts';
import type { Algorithm } from '../algorithm.ts';
import { type Fraction, fraction } from '../fraction.ts';
import { fractionRows } from '../fractional.ts';
import { headerLines } from './header.ts';

export function writeLatex(algorithm: Algorithm): string {
  return `${headerLines(algorithm, '%').join('\n')}
\\documentclass{article}
\\usepackage{amsmath}
\\allowdisplaybreaks
\\begin{document}
\\begin{align*}
${latexLines(algorithm).join(' \\\\\n')}
\\end{align*}
\\end{document}
`;
}

/** 'm_{1} &= (a_{11} + a_{22}) \, b_{11}', … : the lines of an align environment. */
export function latexLines(algorithm: Algorithm): string[] {
  const { size, arithmetic } = algorithm;
  const [n, m, p] = size;
  const { u, v, w } = fractionRows(algorithm);
  const plus = arithmetic === 'z2' ? '\\oplus' : '+';
  const a = (at: number) => entry('a', at, m, Math.max(n, m));
  const b = (at: number) => entry('b', at, p, Math.max(m, p));
  const products = u.map((row, r) => {
    const factors = [sum(row, a, plus), sum(v[r]!, b, plus)].map((text) =>
      /^[a-z]_\{[\d,]+\}$/.test(text) ? text : `(${text})`,
    );
    return `m_{${r + 1}} &= ${factors.join(' \\, ')}`;
  });
  const outputs = Array.from({ length: dimensions(size)[2] }, (_, z) => {
    const column = w.map((row) => row[z]!);
    return `${entry('c', z, p, Math.max(n, p))} &= ${sum(column, (r) => `m_{${r + 1}}`, plus)}`;
  });
  return [...products, ...outputs];
}

function entry(letter: string, at: number, columns: number, largest: number): string {
  const [row, column] = [Math.floor(at / columns) + 1, (at % columns) + 1];
  return `${letter}_{${row}${largest > 9 ? ',' : ''}${column}}`;
}

function sum(row: readonly Fraction[], name: (at: number) => string, plus: string): string {
  const terms = row.flatMap((c, at) => {
    if (c.numerator === 0) return [];
    const size = multiple(fraction(Math.abs(c.numerator), c.denominator));
    return { sign: c.numerator < 0 ? '-' : plus, text: `${size}${name(at)}` };
  });
  const [first, ...rest] = terms;
  if (first === undefined) return '0';
  const start = first.sign === '-' ? `-${first.text}` : first.text;
  return [start, ...rest.map(({ sign, text }) => `${sign} ${text}`)].join(' ');
}

function multiple({ numerator, denominator }: Fraction): string {
  if (denominator !== 1) return `\\tfrac{${numerator}}{${denominator}} `;
  return numerator === 1 ? '' : `${numerator} `;
}
