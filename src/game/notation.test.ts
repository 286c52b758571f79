import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bilinearTarget, NAMED_TARGETS, type TargetSpec } from '../tensor/bilinear.ts';
import type { Term } from '../tensor/term.ts';
import { type Alphabet, formatMove, formatVectors, parseMove } from './notation.ts';

const matmul = (n: number, m: number, p: number): TargetSpec => ({
  kind: 'matmul',
  size: [n, m, p],
});
const specs: TargetSpec[] = [
  matmul(2, 2, 2),
  matmul(1, 3, 2),
  matmul(5, 5, 5),
  ...NAMED_TARGETS.map((id) => ({ kind: 'named', id }) as const),
];
const standard: Alphabet = { arithmetic: 'standard', maxCoefficient: 2 };
const bits: Alphabet = { arithmetic: 'z2', maxCoefficient: 2 };
const { modes } = bilinearTarget(matmul(2, 2, 2));

function termOf(text: string, alphabet = standard): Term {
  const parsed = parseMove(text, modes, alphabet);
  if ('error' in parsed) throw new Error(parsed.error.message);
  return parsed.term;
}

function errorOf(text: string, alphabet = standard) {
  const parsed = parseMove(text, modes, alphabet);
  if ('term' in parsed) throw new Error(`“${text}” is a move`);
  return parsed.error;
}

const strassen1: Term = {
  u: Int8Array.of(1, 0, 0, 1),
  v: Int8Array.of(1, 0, 0, 1),
  w: Int8Array.of(1, 0, 0, 1),
};

describe('typed moves', () => {
  it.each(['standard', 'z2'] as const)('come back as they were written (%s)', (arithmetic) => {
    const alphabet = arithmetic === 'z2' ? bits : standard;
    const coefficient =
      arithmetic === 'z2' ? fc.integer({ min: 0, max: 1 }) : fc.integer({ min: -2, max: 2 });
    const factor = (length: number) =>
      fc
        .array(coefficient, { minLength: length, maxLength: length })
        .filter((row) => row.some((c) => c !== 0))
        .map((row) => Int8Array.from(row));
    const cases = fc.constantFrom(...specs.map(bilinearTarget)).chain((target) => {
      const [a, b, c] = target.tensor.shape;
      return fc.tuple(
        fc.constant(target.modes),
        fc.record({ u: factor(a), v: factor(b), w: factor(c) }),
      );
    });
    fc.assert(
      fc.property(cases, ([names, term]) => {
        expect(parseMove(formatVectors(term), names, alphabet)).toEqual({ term });
        expect(parseMove(formatMove(term, names), names, alphabet)).toEqual({ term });
      }),
    );
  });

  it.each([
    'u=1,0,0,1 v=1,0,0,1 w=1,0,0,1',
    '  w = 1 0 0 1 ; u=1 0 0 1; v=+1, 0,0 , 1 ',
    '(a11+a22)(b11+b22) -> c11 c22',
    'm1 = (a₁₁ + a₂₂) · (b₁₁ + b₂₂) → c₁₁, c₂₂',
    '(A11 + A22)*(B22+B11)->C11+C22',
  ])('%s', (text) => {
    expect(termOf(text)).toEqual(strassen1);
  });

  it('coefficients and signs', () => {
    expect(termOf('(2a11 - a12 − 2*a21)b22 -> -c12 2c21')).toEqual({
      u: Int8Array.of(2, -1, -2, 0),
      v: Int8Array.of(0, 0, 0, 1),
      w: Int8Array.of(0, -1, 2, 0),
    });
    expect(termOf('-a11 (b11+b11) -> c11').u).toEqual(Int8Array.of(-1, 0, 0, 0));
    expect(termOf('a11 (b11+b11) -> c11').v).toEqual(Int8Array.of(2, 0, 0, 0));
  });

  const mistakes: [string, number, string][] = [
    ['', 0, 'Type a move'],
    ['   ', 3, 'Type a move'],
    ['u=1,0,0,1 v=1,0,0,1', 19, '“w=” is missing.'],
    ['u=1,0,0 v=1,0,0,1 w=1,0,0,1', 8, 'u needs 4 coefficients, but only 3'],
    ['u=1,0,0,1,1 v=1,0,0,1 w=1,0,0,1', 10, 'u has 4 coefficients: this is one too many.'],
    ['u=1,0,0,3 v=1,0,0,1 w=1,0,0,1', 8, 'The coefficient is 3, but only −2 to 2'],
    ['u=1,0,x,3 v=1,0,0,1 w=1,0,0,1', 6, 'Here a whole number should stand.'],
    ['u=1,0,0,1 u=1,0,0,1 w=1,0,0,1', 10, '“u=” stands here a second time.'],
    ['u=1,0,0,1 x=1', 10, 'Here “u=”, “v=” or “w=” should stand.'],
    ['u=0,0,0,0 v=1,0,0,1 w=1,0,0,1', 0, 'u is zero'],
    ['(a11 + a33)(b11) -> c11', 7, 'a33 is no entry: here a11 to a22 can stand.'],
    ['(a11 + b11)(b11) -> c11', 7, 'b11 cannot stand here, only entries of A.'],
    ['(a11 + )(b11) -> c11', 7, 'Here an entry like a11 should stand.'],
    ['(a11 a12)(b11) -> c11', 5, 'Here “+”, “−” or “)” should stand.'],
    ['(a11 + a12(b11) -> c11', 10, 'Here “+”, “−” or “)” should stand.'],
    ['(a11 + a12', 10, 'closing parenthesis'],
    ['(a11)(b11)', 10, 'Here “->” should stand'],
    ['(a11) -> c11', 6, 'The second factor'],
    ['a11 + a12 b11 -> c11', 4, 'A sum of a’s needs parentheses'],
    ['(a11)(b11) ->', 13, 'Here an entry like c11 should stand.'],
    ['(a11 - a11)(b11) -> c11', 1, 'adds up to u = 0'],
    ['(2a11 + a11)(b11) -> c11', 6, 'The coefficient is 3'],
    ['(a11)(b11) -> c11 d', 18, 'd is no entry'],
    ['(a11)(b11) -> c11 %', 18, 'Here an entry like c11 should stand.'],
  ];
  it.each(mistakes)('%s: character %d', (text, at, message) => {
    const error = errorOf(text);
    expect(error.message).toContain(message);
    expect(error.message).toMatch(/\.$/);
    expect(error.at).toBe(at);
  });

  it('modulo 2 has no signs and no 2', () => {
    expect(errorOf('(a11 - a12)(b11) -> c11', bits)).toEqual({
      at: 5,
      message: 'The coefficient is −1, but modulo 2 there are only 0 and 1.',
    });
    expect(errorOf('u=1,0,0,2 v=1,0,0,1 w=1,0,0,1', bits).at).toBe(8);
  });

  it('any text whatever gives a move or a sentence with a place in the text', () => {
    const pieces = fc.constantFrom(
      ...[
        'u=',
        'v=',
        'w=',
        '1',
        ',',
        '-',
        '->',
        '(',
        ')',
        'a11',
        'b12',
        'c21',
        '2',
        ' ',
        '+',
        'm1 =',
        '→',
        '✓',
      ],
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseMove(text, modes, standard);
        if ('term' in parsed) return;
        expect(parsed.error.at).toBeGreaterThanOrEqual(0);
        expect(parsed.error.at).toBeLessThanOrEqual(text.length);
        expect(parsed.error.message).toMatch(/\.$/);
      }),
    );
    expect(errorOf('('.repeat(10_000)).message).toContain('at most');
  });
});
