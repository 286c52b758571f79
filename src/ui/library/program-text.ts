/** A straight-line program as formulas, in the order in which it computes. */
import type { Algorithm } from '../../algorithm/algorithm.ts';
import {
  divisorOf,
  type NamedTerm,
  programFor,
  type Statement,
  statementsOf,
} from '../../algorithm/code/program.ts';
import type { StraightLineProgram } from '../../algorithm/straight-line.ts';

export interface ProgramText {
  /** 's1 = a11 + a12': sums of entries of A and of B. */
  readonly sums: readonly string[];
  /** 'm1 = s1t1' */
  readonly products: readonly string[];
  /** 'c11 = m1 + q2', with the sums of products that they share. */
  readonly outputs: readonly string[];
}

export function programText(algorithm: Algorithm, program: StraightLineProgram): ProgramText {
  const used = programFor(algorithm, program);
  const divisor = divisorOf(used);
  const statements = statementsOf(used);
  const sums = (sides: string) =>
    statements.flatMap((statement) =>
      statement.kind === 'sum' && sides.includes(statement.side)
        ? [sumText(statement, divisor)]
        : [],
    );
  return {
    sums: sums('ab'),
    products: statements.flatMap((statement) =>
      statement.kind === 'product'
        ? [`${statement.name} = ${statement.left}${statement.right}`]
        : [],
    ),
    outputs: sums('c'),
  };
}

function sumText({ name, terms }: Statement & { kind: 'sum' }, divisor: number): string {
  const whole = termsText(terms);
  // Only entries of C are divided, not the sums that they share.
  const isOutput = /^c\d/.test(name);
  return `${name} = ${isOutput && divisor !== 1 ? `(1/${divisor})(${whole})` : whole}`;
}

function termsText(terms: readonly NamedTerm[]): string {
  const text = terms
    .map(({ coefficient, name }, at) => {
      const size = Math.abs(coefficient) === 1 ? '' : String(Math.abs(coefficient));
      if (at === 0) return `${coefficient < 0 ? '−' : ''}${size}${name}`;
      return `${coefficient < 0 ? ' − ' : ' + '}${size}${name}`;
    })
    .join('');
  return text === '' ? '0' : text;
}
