import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTerms } from '../algorithm/algorithm.ts';
import { naiveAlgorithm, strassen } from '../algorithm/examples.ts';
import { ARITHMETICS, type Arithmetic } from '../tensor/arithmetic.ts';
import { seeded } from '../tensor/random.ts';
import { dimensions, type Size } from '../tensor/size.ts';
import { matmul } from '../tensor/target.ts';
import { equal } from '../tensor/tensor.ts';
import { sumOfTerms } from '../tensor/term.ts';
import { cyclicExpanded, cyclicNaive } from './cyclic.ts';
import { generatorOf } from './generator.ts';
import { schemeOf, termsOf } from './scheme.ts';
import {
  extended,
  merged,
  mirrored,
  projected,
  reordered,
  type Side,
  type Sized,
  turned,
} from './sizes.ts';
import { changedBasis } from './symmetry.ts';
import { Walk } from './walk.ts';

const side = fc.integer({ min: 1, max: 3 });
const sizes = fc.tuple(side, side, side);
const arithmetics = fc.constantFrom(...ARITHMETICS);

function isProduct({ size, terms }: Sized, arithmetic: Arithmetic): boolean {
  return equal(sumOfTerms(dimensions(size), terms, arithmetic), matmul(size));
}

/** A decomposition that a walk leads to, far from the naive one. */
function walked(size: Size, arithmetic: Arithmetic, seed: number): Sized {
  const scheme = schemeOf(toTerms(naiveAlgorithm(size, arithmetic)), arithmetic);
  const options = { plusAfter: 200, margin: 3 };
  const walk = new Walk(scheme, arithmetic, scheme.rank + 3, generatorOf(seed, 0), options);
  walk.run(600);
  return { size, terms: termsOf(walk.scheme(), dimensions(size)) };
}

const decompositions = fc
  .tuple(sizes, arithmetics, fc.nat())
  .map(([size, arithmetic, seed]) => ({ arithmetic, seed, ...walked(size, arithmetic, seed) }));

describe('decompositions of other sizes', () => {
  it('joined and extended they are of the product that is as long as both', () => {
    fc.assert(
      fc.property(decompositions, fc.constantFrom(0, 1, 2), side, (first, at: Side, length) => {
        const size = [...first.size] as [number, number, number];
        size[at] = length;
        const second = walked(size, first.arithmetic, first.seed + 1);
        const both = merged(first, second, at);
        expect(both.size[at]).toBe(first.size[at] + length);
        expect(both.terms).toHaveLength(first.terms.length + second.terms.length);
        expect(isProduct(both, first.arithmetic)).toBe(true);
        expect(isProduct(extended(first, at, first.arithmetic), first.arithmetic)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('without an index they are of the shorter product', () => {
    fc.assert(
      fc.property(decompositions, fc.constantFrom(0, 1, 2), fc.nat(2), (first, at: Side, index) => {
        fc.pre(first.size[at] > 1 && index < first.size[at]);
        const smaller = projected(first, at, index);
        expect(smaller.size[at]).toBe(first.size[at] - 1);
        expect(isProduct(smaller, first.arithmetic)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('their sides can be put in any order', () => {
    fc.assert(
      fc.property(decompositions, (first) => {
        expect(isProduct(turned(first), first.arithmetic)).toBe(true);
        expect(isProduct(mirrored(first), first.arithmetic)).toBe(true);
        const [n, m, p] = first.size;
        for (const size of [
          [n, m, p],
          [n, p, m],
          [m, n, p],
          [m, p, n],
          [p, n, m],
          [p, m, n],
        ] as const) {
          const other = reordered(first, size)!;
          expect(other.size).toEqual(size);
          expect(isProduct(other, first.arithmetic)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
    expect(reordered({ size: [1, 2, 3], terms: [] }, [1, 2, 2])).toBeUndefined();
  });

  it('refuse what does not fit', () => {
    const two: Sized = { size: [2, 2, 2], terms: toTerms(strassen('standard')) };
    expect(() => merged(two, { size: [2, 3, 2], terms: [] }, 0)).toThrow(RangeError);
    expect(() => projected(two, 0, 2)).toThrow(RangeError);
    expect(() => projected({ size: [1, 2, 2], terms: [] }, 0, 0)).toThrow(RangeError);
  });
});

it('a change of basis leaves the product and the rank, and changes the terms', () => {
  let changes = 0;
  fc.assert(
    fc.property(decompositions, (first) => {
      const random = seeded(first.seed);
      const other = changedBasis(first, first.arithmetic, (bound) => random.below(bound), 8);
      expect(isProduct(other, first.arithmetic)).toBe(true);
      expect(other.terms).toHaveLength(first.terms.length);
      for (const { u, v, w } of other.terms) {
        for (const factor of [u, v, w]) expect(factor.every((c) => c >= -1 && c <= 1)).toBe(true);
      }
      if (JSON.stringify(other.terms) !== JSON.stringify(first.terms)) changes++;
    }),
    { numRuns: 40 },
  );
  expect(changes).toBeGreaterThan(10);
});

describe.each(ARITHMETICS)('cyclic symmetry in %s', (arithmetic) => {
  it.each([2, 3, 4])('of %i×%i×%i is kept by walks, and their schemes are of the product', (n) => {
    const size: Size = [n, n, n];
    const shape = dimensions(size);
    const start = schemeOf(cyclicNaive(n), arithmetic);
    expect(start.rank).toBe((n ** 3 - n) / 3);
    const options = { plusAfter: 300, margin: 2 };
    const walk = new Walk(start, arithmetic, start.rank + 3, generatorOf(3, n), options, true);
    for (let rounds = 0; rounds < 20; rounds++) {
      walk.run(100);
      const terms = cyclicExpanded(termsOf(walk.scheme(), shape), n);
      expect(terms).toHaveLength(3 * walk.rank + n);
      expect(isProduct({ size, terms }, arithmetic)).toBe(true);
    }
  });
});
