/** Moves and what they add up to, as TeX and as plain text: m₃ = (a₁₁ + a₂₂)(b₁₁ + b₂₂). */
import type { BilinearTarget, ModeLabels } from '../../tensor/bilinear.ts';
import { subscripted } from '../../tensor/bilinear.ts';
import type { Term } from '../../tensor/term.ts';

export interface FormulaText {
  readonly tex: string;
  readonly text: string;
}

type Name = (at: number) => FormulaText;

/** 'm₃ = (a₁₁ + a₂₂)(b₁₁ + b₂₂)' */
export function productFormula(
  term: Term,
  modes: BilinearTarget['modes'],
  move: number,
): FormulaText {
  const left = factor(term.u, entries(modes[0]));
  const right = factor(term.v, entries(modes[1]));
  return {
    tex: `m_{${move}} = ${left.tex}\\,${right.tex}`,
    text: `m${subscripted(String(move))} = ${left.text} ${right.text}`,
  };
}

/** What the product is added to: 'c₁₁ + c₂₂', '−c₁₂'. */
export function outputsOfTerm(term: Term, modes: BilinearTarget['modes']): FormulaText {
  return sum(term.w, entries(modes[2]));
}

/** 'c₁₁ = m₁ + m₄ − m₅ + m₇' for every coordinate of the third mode. */
export function outputFormulas(
  terms: readonly Term[],
  modes: BilinearTarget['modes'],
): FormulaText[] {
  const product: Name = (move) => ({
    tex: `m_{${move + 1}}`,
    text: `m${subscripted(String(move + 1))}`,
  });
  const name = entries(modes[2]);
  return modes[2].names.map((_, at) => {
    const right = sum(
      terms.map((term) => term.w[at]!),
      product,
    );
    const left = name(at);
    return { tex: `${left.tex} = ${right.tex}`, text: `${left.text} = ${right.text}` };
  });
}

/** The coordinate's name as TeX and text. */
export function entries(mode: ModeLabels): Name {
  return (at) => {
    const name = mode.names[at] ?? '';
    return { tex: nameTex(name), text: subscripted(name) };
  };
}

function nameTex(name: string): string {
  const [, letters = name, indices = ''] = /^(\D*)(.*)$/.exec(name) ?? [];
  return indices === '' ? letters : `${letters}_{${indices}}`;
}

/** In parentheses unless it is a single entry with a positive coefficient. */
function factor(coefficients: ArrayLike<number>, name: Name): FormulaText {
  const whole = sum(coefficients, name);
  const values = Array.from(coefficients).filter((c) => c !== 0);
  if (values.length === 1 && values[0]! > 0) return whole;
  return { tex: `(${whole.tex})`, text: `(${whole.text})` };
}

function sum(coefficients: ArrayLike<number>, name: Name): FormulaText {
  let tex = '';
  let text = '';
  for (let at = 0; at < coefficients.length; at++) {
    const c = coefficients[at]!;
    if (c === 0) continue;
    const size = Math.abs(c) === 1 ? '' : String(Math.abs(c));
    const entry = name(at);
    const first = tex === '';
    tex += `${c < 0 ? (first ? '-' : ' - ') : first ? '' : ' + '}${size}${entry.tex}`;
    text += `${c < 0 ? (first ? '−' : ' − ') : first ? '' : ' + '}${size}${entry.text}`;
  }
  return tex === '' ? { tex: '0', text: '0' } : { tex, text };
}
