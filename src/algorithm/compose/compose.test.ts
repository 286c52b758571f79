import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Size } from '../../tensor/size.ts';
import { isAlgorithmSize } from '../algorithm.ts';
import { classicalSchemes } from '../classical/classical.ts';
import { naiveAlgorithm, strassen } from '../examples.ts';
import { bestKnownRank } from '../known.ts';
import { publishedAlgorithms } from '../published.test-data.ts';
import { verifyAlgorithm } from '../verify.ts';
import { glued, moduloTwo, product, without } from './compose.ts';
import { describeRecipe, Plan } from './plan.ts';

const small = [
  ...classicalSchemes()
    .map(({ algorithm }) => algorithm)
    .filter(({ rank }) => rank <= 23),
  naiveAlgorithm([1, 2, 3], 'standard'),
  naiveAlgorithm([3, 1, 2], 'standard'),
];
const any = fc.constantFrom(...small);

/** The same with denominators that are not all 1. */
function inThirds(algorithm: (typeof small)[number]) {
  const v = algorithm.v.map((row) => row.map((c) => 3 * c));
  return { ...algorithm, v, denominators: [1, 3, 1] as const };
}

describe('composing', () => {
  it('a product has the product of sizes and ranks, with denominators too', () => {
    fc.assert(
      fc.property(any, any, fc.boolean(), (a, b, thirds) => {
        fc.pre(a.rank * b.rank <= 200);
        fc.pre(isAlgorithmSize(a.size.map((side, at) => side * b.size[at]!)));
        const both = product(thirds ? inThirds(a) : a, b);
        expect(both.size).toEqual(a.size.map((side, at) => side * b.size[at]!));
        expect(both.rank).toBe(a.rank * b.rank);
        expect(verifyAlgorithm(both)).toEqual({ ok: true });
      }),
      { numRuns: 25 },
    );
  });

  it('glued along n, m or p the sides along it add, and the ranks', () => {
    fc.assert(
      fc.property(any, fc.constantFrom('n', 'm', 'p'), fc.boolean(), (a, along, thirds) => {
        const at = 'nmp'.indexOf(along);
        const size = a.size.map((side, x) => (x === at ? 2 : side)) as unknown as Size;
        const b = naiveAlgorithm(size, 'standard');
        for (const [first, second] of [
          [a, b],
          [b, thirds ? inThirds(a) : a],
        ] as const) {
          const both = glued(first, second, along);
          expect(both.size[at]).toBe(a.size[at]! + 2);
          expect(both.rank).toBe(a.rank + b.rank);
          expect(verifyAlgorithm(both)).toEqual({ ok: true });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('without any row or column it is an algorithm still, of no higher rank', () => {
    fc.assert(
      fc.property(any, fc.constantFrom('n', 'm', 'p'), fc.nat(7), (algorithm, space, which) => {
        const at = 'nmp'.indexOf(space);
        fc.pre(algorithm.size[at]! > 1);
        const smaller = without(algorithm, space, which % algorithm.size[at]!);
        expect(smaller.rank).toBeLessThanOrEqual(algorithm.rank);
        expect(verifyAlgorithm(smaller)).toEqual({ ok: true });
        expect(smaller.size[at]).toBe(algorithm.size[at]! - 1);
      }),
    );
  });

  it('modulo 2 it is an algorithm modulo 2, unless there are halves', () => {
    for (const algorithm of [...small, ...small.map(inThirds)]) {
      expect(verifyAlgorithm(moduloTwo(algorithm))).toEqual({ ok: true });
    }
    const halves = { ...small[0]!, denominators: [2, 1, 1] as const };
    expect(() => moduloTwo(halves)).toThrow('halves');
  });

  it('what does not fit is refused', () => {
    const two = strassen('standard');
    expect(() => glued(two, naiveAlgorithm([2, 3, 1], 'standard'), 'p')).toThrow('2×3×1');
    expect(() => glued(two, strassen('z2'), 'p')).toThrow('modulo 2');
    expect(() => product(two, strassen('z2'))).toThrow('modulo 2');
  });
});

describe('plans', () => {
  const classical = classicalSchemes().map(({ algorithm }) => algorithm);

  it('from Strassen alone: 4×4×4 in 49, 2×2×5 in 18, 3×3×3 in 26, 12×12×12 in 7²·26', () => {
    const plan = new Plan([strassen('standard')], 'standard');
    expect(plan.best([4, 4, 4])).toMatchObject({ kind: 'product', rank: 49 });
    expect(plan.best([2, 5, 2]).rank).toBe(18);
    expect(plan.best([3, 3, 3]).rank).toBe(26);
    expect(plan.best([12, 12, 12]).rank).toBeLessThanOrEqual(7 * 7 * 26);
    expect(describeRecipe(plan.best([4, 4, 4]))).toBe('(2×2×2:7 ⊗ 2×2×2:7)');
  });

  it('with nothing given everything is naive', () => {
    const plan = new Plan([], 'z2');
    expect(plan.best([3, 4, 5])).toEqual({ kind: 'naive', size: [3, 4, 5], rank: 60 });
    expect(() => plan.best([2, 2, 13])).toThrow(RangeError);
  });

  it.each(['standard', 'z2'] as const)(
    'what is planned in %s arithmetic can be built',
    (arithmetic) => {
      const plan = new Plan(classical, arithmetic);
      fc.assert(
        fc.property(fc.tuple(...sides(7)), ([n, m, p]) => {
          const size: Size = [n!, m!, p!];
          const algorithm = plan.build(size);
          expect(algorithm).toMatchObject({ size, arithmetic, rank: plan.best(size).rank });
        }),
        { numRuns: 12 },
      );
    },
  );

  it('a larger algorithm serves smaller sizes where nothing better is there', () => {
    const large = naiveAlgorithm([2, 2, 2], 'standard');
    const four = product(strassen('standard'), strassen('standard'));
    const plan = new Plan([four, large], 'standard');
    const recipe = plan.best([3, 4, 4]);
    expect(recipe.kind).toBe('given');
    expect(recipe.rank).toBeLessThan(48);
    expect(plan.build([4, 3, 4]).rank).toBe(recipe.rank);
  });

  it('no plan from the published schemes is worse than they are, nor better than is known', () => {
    const given = publishedAlgorithms();
    const plan = new Plan(given, 'standard');
    for (const { size, rank } of given) {
      expect(plan.best(size).rank).toBeLessThanOrEqual(rank);
      expect(plan.best(size).rank).toBeGreaterThanOrEqual(bestKnownRank(size, 'standard'));
    }
  });
});

function sides(longest: number) {
  return [0, 1, 2].map(() => fc.integer({ min: 1, max: longest }));
}
