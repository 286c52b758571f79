import { expect, test } from 'vitest';
import { bilinearTarget } from '../../tensor/bilinear.ts';
import { move } from './lessons/lesson.ts';
import { outputFormulas, outputsOfTerm, productFormula } from './term-formulas.ts';

const { modes } = bilinearTarget({ kind: 'matmul', size: [2, 2, 2] });
const FIRST = move([1, 0, 0, 1], [1, 0, 0, 0], [1, 0, 0, 1]);
const SECOND = move([-1, 0, 2, 0], [0, -1, 0, 0], [-2, 0, 0, 1]);

test('a product has parentheses around sums and signs, and none around one entry', () => {
  expect(productFormula(FIRST, modes, 3)).toEqual({
    tex: 'm_{3} = (a_{11} + a_{22})\\,b_{11}',
    text: 'm₃ = (a₁₁ + a₂₂) b₁₁',
  });
  expect(productFormula(SECOND, modes, 12).text).toBe('m₁₂ = (−a₁₁ + 2a₂₁) (−b₁₂)');
});

test('says what a product is added to', () => {
  expect(outputsOfTerm(SECOND, modes)).toEqual({
    tex: '-2c_{11} + c_{22}',
    text: '−2c₁₁ + c₂₂',
  });
});

test('every entry of C is a sum of products, 0 where there is none', () => {
  expect(outputFormulas([FIRST, SECOND], modes).map(({ text }) => text)).toEqual([
    'c₁₁ = m₁ − 2m₂',
    'c₁₂ = 0',
    'c₂₁ = 0',
    'c₂₂ = m₁ + m₂',
  ]);
});
