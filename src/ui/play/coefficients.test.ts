import { expect, test } from 'vitest';
import { type Alphabet, cycleOf, formatCoefficient, stepped, typed } from './coefficients.ts';

const Z2: Alphabet = { arithmetic: 'z2', max: 1 };
const ONE: Alphabet = { arithmetic: 'standard', max: 1 };
const TWO: Alphabet = { arithmetic: 'standard', max: 2 };

test('clicks go through every coefficient and come back, either way round', () => {
  for (const alphabet of [Z2, ONE, TWO]) {
    const forward: number[] = [];
    let value = 0;
    do {
      forward.push(value);
      value = stepped(value, alphabet, 1);
      expect(stepped(value, alphabet, -1)).toBe(forward.at(-1));
    } while (value !== 0);
    expect(forward).toEqual(cycleOf(alphabet));
  }
});

test('a digit is taken where it is offered, with the minus typed before it', () => {
  expect(typed('1', false, ONE)).toBe(1);
  expect(typed('1', true, ONE)).toBe(-1);
  expect(typed('2', true, ONE)).toBeNull();
  expect(typed('2', true, TWO)).toBe(-2);
  expect(typed('0', true, TWO)).toBe(0);
  expect(typed('1', true, Z2)).toBe(1);
  expect(typed('x', false, TWO)).toBeNull();
});

test('negative coefficients carry a true minus', () => {
  expect(formatCoefficient(-2)).toBe('−2');
  expect(formatCoefficient(1)).toBe('1');
});
