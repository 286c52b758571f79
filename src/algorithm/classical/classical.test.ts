import { describe, expect, it } from 'vitest';
import { seeded } from '../../tensor/random.ts';
import { formatSize } from '../../tensor/size.ts';
import { reduceAdditions } from '../additions/reduce.ts';
import { checkByMultiplying } from '../check-by-multiplying.ts';
import { equivalenceKey, invariants } from '../equivalence/key.ts';
import { bestKnownRank } from '../known.ts';
import { stability } from '../stability.ts';
import { countAdditions, naiveProgram } from '../straight-line.ts';
import { verifyAlgorithm } from '../verify.ts';
import { classicalComposition, classicalSchemes } from './classical.ts';
import { winograd } from './formulas.ts';
import { fromFormulas } from './notation.ts';

const schemes = classicalSchemes();

describe('classical schemes', () => {
  it.each(schemes.map((scheme) => [scheme.name, scheme] as const))(
    '%s is verified, multiplies, and is marked as published',
    (name, { algorithm, source }) => {
      expect(verifyAlgorithm(algorithm)).toEqual({ ok: true });
      expect(checkByMultiplying(naiveProgram(algorithm), seeded(1), 1)).toEqual({ ok: true });
      expect(algorithm.provenance).toEqual({ published: true, name, source });
      expect(source).toMatch(/19\d\d/);
      expect(algorithm.size).toEqual([...algorithm.size].sort((a, b) => a - b));
    },
  );

  it('have the ranks that they are known for, and are all different', () => {
    const ranks = schemes.map(({ algorithm }) => `${formatSize(algorithm.size)}:${algorithm.rank}`);
    expect(ranks).toEqual([
      '2x2x2:7',
      '2x2x2:7',
      '2x2x3:11',
      '2x2x4:14',
      '2x2x5:18',
      '2x2x6:21',
      '2x2x7:25',
      '2x2x8:28',
      '2x3x3:15',
      '3x3x3:23',
      '4x4x4:49',
      '4x4x4:49',
      '4x6x6:105',
      '6x6x6:161',
      '8x8x8:343',
    ]);
    const keys = schemes.map(({ algorithm }) => equivalenceKey(algorithm));
    expect(new Set(keys).size).toBe(keys.length);
    for (const { algorithm } of schemes.slice(0, 10)) {
      expect(algorithm.rank).toBe(bestKnownRank(algorithm.size, 'standard'));
    }
  });

  it('Winograd’s form takes 15 additions, 4 + 4 + 7, and has the stability factor 18', () => {
    const program = reduceAdditions(winograd(), { rounds: 2 });
    expect(countAdditions(program)).toEqual({ u: 4, v: 4, w: 7, total: 15, scalings: 0 });
    expect(stability(winograd()).factor).toBe(18);
    // de Groote: there is only one algorithm of rank 7 up to changes of basis
    expect(invariants(winograd()).text).toBe(invariants(schemes[0]!.algorithm).text);
  });

  it('compose what needs few additions: 4×4×4 in 49 products with 159, 2×2×5 in 18 with 28', () => {
    for (const [size, rank, additions] of [
      [[4, 4, 4], 49, 159],
      [[2, 5, 2], 18, 34],
      [[2, 2, 5], 18, 28],
    ] as const) {
      const algorithm = classicalComposition(size, 'standard', rank)!;
      expect(algorithm.rank).toBe(rank);
      expect(countAdditions(reduceAdditions(algorithm, { rounds: 4 })).total).toBe(additions);
    }
    expect(classicalComposition([3, 3, 3], 'standard', 22)).toBeUndefined();
    expect(classicalComposition([3, 3, 3], 'z2', 23)).toMatchObject({ arithmetic: 'z2', rank: 23 });
    expect(classicalComposition([2, 2, 16], 'standard', 56)).toBeUndefined();
  });

  it('formulas with names of no matrix are refused', () => {
    expect(() => fromFormulas([1, 1, 1], ['a12 | b11'], ['c11 = m1'])).toThrow('no a12');
    expect(verifyAlgorithm(fromFormulas([1, 1, 1], ['a11 | b11'], ['c11 = m1'])).ok).toBe(true);
  });
});
