import { describe, expect, it } from 'vitest';
import { naiveAlgorithm, strassen } from './examples.ts';
import { algorithmFacts } from './facts.ts';
import { measureError, stability } from './stability.ts';
import { naiveProgram } from './straight-line.ts';

describe('facts', () => {
  it('of Strassen', () => {
    const facts = algorithmFacts(strassen('standard'));
    expect(facts).toMatchObject({
      rank: 7,
      naiveRank: 8,
      alphaTensorRank: 7,
      bestKnownRank: 7,
      coefficients: [
        { value: '-1', count: 6 },
        { value: '1', count: 30 },
      ],
      naiveAdditions: 18,
      knownAdditions: 15,
    });
    expect(facts.exponent).toBeCloseTo(2.807355, 6);
  });

  it('modulo 2 nothing is rounded; where a side is 1 the naive rank is the best', () => {
    const facts = algorithmFacts(naiveAlgorithm([1, 5, 5], 'z2'));
    expect(facts.stability).toBeUndefined();
    expect(facts).toMatchObject({ bestKnownRank: 25, exponent: 3 });
    expect(algorithmFacts(naiveAlgorithm([1, 1, 1], 'z2')).exponent).toBeUndefined();
  });

  it('of sizes beyond the table, and of fractions', () => {
    expect(algorithmFacts(naiveAlgorithm([2, 2, 9], 'standard')).bestKnownRank).toBeUndefined();
    const naive = naiveAlgorithm([2, 4, 5], 'standard');
    const halves = {
      ...naive,
      u: naive.u.map((row) => row.map((c) => 2 * c)),
      denominators: [2, 1, 1] as const,
    };
    expect(algorithmFacts(naive).bestKnownRank).toBe(33);
    expect(algorithmFacts(halves).bestKnownRank).toBe(32);
    const thirds = { ...naive, u: naive.u, denominators: [3, 1, 1] as const };
    expect(algorithmFacts(thirds).coefficients).toEqual([
      { value: '1/3', count: 40 },
      { value: '1', count: 80 },
    ]);
  });
});

describe('stability', () => {
  it('is 12 for Strassen and m for the naive algorithm (Ballard et al., table 1)', () => {
    expect(stability(strassen('standard'))).toEqual({ factor: 12, prefactor: 8 });
    expect(stability(naiveAlgorithm([3, 4, 2], 'standard'))).toEqual({ factor: 4, prefactor: 6 });
  });

  it('measured: the naive algorithm errs as the definition does, Strassen more, within the bound', () => {
    const naive = measureError(naiveProgram(naiveAlgorithm([2, 2, 2], 'standard')), 3);
    const fast = measureError(naiveProgram(strassen('standard')), 3);
    expect(naive.shape).toEqual(fast.shape);
    expect(naive.fast).toBeGreaterThan(0);
    expect(naive.fast).toBeLessThan(2 * naive.classical);
    expect(fast.classical).toBe(naive.classical);
    expect(fast.fast).toBeGreaterThan(naive.fast);
    expect(fast.fast).toBeLessThan(1e-3);
    expect(measureError(naiveProgram(strassen('standard')), 3)).toEqual(fast);
  });

  it('measured on rectangles too, and a wrong algorithm errs by as much as the product', () => {
    const algorithm = naiveAlgorithm([1, 3, 2], 'standard');
    const right = measureError(naiveProgram(algorithm));
    expect(right.shape).toEqual([1, 27, 8]);
    expect(right.fast).toBeLessThan(1e-5);
    const wrong = {
      ...algorithm,
      w: algorithm.w.map((row, r) => (r === 0 ? row.map((c) => -c) : row)),
    };
    expect(measureError(naiveProgram(wrong)).fast).toBeGreaterThan(0.1);
  });
});
