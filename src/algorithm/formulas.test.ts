import { describe, expect, it } from 'vitest';
import { KNOWN_RANKS } from '../tensor/known-ranks.ts';
import { naiveAlgorithm, strassen } from './examples.ts';
import { additionCount, formulas } from './formulas.ts';
import { bestKnownRank, knownRanks } from './known.ts';

describe('formulas', () => {
  it('of Strassen are those of the textbooks', () => {
    expect(formulas(strassen('standard'))).toEqual({
      products: [
        'm1 = (a11 + a22)(b11 + b22)',
        'm2 = (a21 + a22)b11',
        'm3 = a11(b12 − b22)',
        'm4 = a22(−b11 + b21)',
        'm5 = (a11 + a12)b22',
        'm6 = (−a11 + a21)(b11 + b12)',
        'm7 = (a12 − a22)(b21 + b22)',
      ],
      outputs: [
        'c11 = m1 + m4 − m5 + m7',
        'c12 = m3 + m5',
        'c21 = m2 + m4',
        'c22 = m1 − m2 + m3 + m6',
      ],
    });
    expect(additionCount(strassen('standard'))).toBe(18);
  });

  it('modulo 2 have no minus', () => {
    const { products, outputs } = formulas(strassen('z2'));
    expect([...products, ...outputs].join()).not.toContain('−');
    expect(outputs[0]).toBe('c11 = m1 + m4 + m5 + m7');
  });

  it('name entries by row and column, and write coefficients', () => {
    const naive = naiveAlgorithm([1, 2, 3], 'standard');
    expect(formulas(naive).products[5]).toBe('m6 = a12b23');
    expect(formulas(naive).outputs).toEqual(['c11 = m1 + m4', 'c12 = m2 + m5', 'c13 = m3 + m6']);
    expect(additionCount(naive)).toBe(3);
    const odd = { ...naiveAlgorithm([1, 1, 1], 'standard'), u: [[-1]], v: [[2]], w: [[0]] };
    expect(formulas(odd)).toEqual({ products: ['m1 = (−a11)2b11'], outputs: ['c11 = 0'] });
    expect(additionCount(odd)).toBe(0);
  });
});

describe('known ranks', () => {
  it('are there for all 84 sizes, and consistent', () => {
    expect(KNOWN_RANKS.size).toBe(84);
    for (const [size, known] of KNOWN_RANKS) {
      const product = size.split('x').reduce((all, side) => all * Number(side), 1);
      expect(known.naive).toBe(product);
      expect(known.zt).toBeLessThanOrEqual(known.naive);
      expect(known.z).toBeLessThanOrEqual(known.zt);
      expect(known.z2).toBeLessThanOrEqual(known.z);
      expect(known.q).toBeLessThanOrEqual(known.z);
      expect(known.c).toBeLessThanOrEqual(known.q);
    }
  });

  it('do not depend on the order of the sides', () => {
    expect(bestKnownRank([2, 2, 2], 'standard')).toBe(7);
    expect(bestKnownRank([4, 4, 4], 'z2')).toBe(47);
    expect(bestKnownRank([5, 3, 4], 'standard')).toBe(47);
    expect(knownRanks([5, 3, 4])).toBe(knownRanks([3, 4, 5]));
  });

  it('are the naive ones when a side is 1', () => {
    expect(knownRanks([1, 3, 4])).toBeUndefined();
    expect(bestKnownRank([3, 1, 4], 'z2')).toBe(12);
  });
});
