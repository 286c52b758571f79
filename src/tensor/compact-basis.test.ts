import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeBasis, mapTerm, mapTermBack } from './basis.ts';
import { compactBasis } from './compact-basis.ts';
import { identity, multiply } from './matrix.ts';
import { seeded } from './random.ts';
import { sumOfTerms, type Term } from './term.ts';

const SHAPE = [4, 6, 5] as const;

const factor = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 1 }), { minLength: length, maxLength: length })
    .map((coefficients) => Int8Array.from(coefficients));
const term: fc.Arbitrary<Term> = fc.record({ u: factor(4), v: factor(6), w: factor(5) });

test('the terms come to lie in a corner no larger than their number, and map back', () => {
  fc.assert(
    fc.property(fc.array(term, { minLength: 1, maxLength: 7 }), fc.nat(), (terms, seed) => {
      const basis = compactBasis(terms, seeded(seed));
      for (let mode = 0; mode < 3; mode++) {
        const side = SHAPE[mode]!;
        const product = multiply(basis.forward[mode]!, basis.inverse[mode]!, side, 'z2');
        expect(product).toEqual(identity(side));
      }
      const mapped = terms.map((one) => mapTerm(one, basis, 'z2'));
      for (const { u, v, w } of mapped) {
        for (const coefficients of [u, v, w]) {
          expect([...coefficients].slice(terms.length).every((c) => c === 0)).toBe(true);
        }
      }
      expect(mapped.map((one) => mapTermBack(one, basis, 'z2'))).toEqual(terms);
      expect(changeBasis(sumOfTerms(SHAPE, terms, 'z2'), basis, 'z2')).toEqual(
        sumOfTerms(SHAPE, mapped, 'z2'),
      );
    }),
  );
});

test('within the corner any basis comes up', () => {
  const unit = (length: number, at: number) =>
    Int8Array.from({ length }, (_, i) => (i === at ? 1 : 0));
  const terms = [1, 3].map((at) => ({ u: unit(4, at), v: unit(6, at), w: unit(5, at) }));
  const random = seeded(1);
  const seen = new Set<string>();
  for (let i = 0; i < 200; i++) {
    const basis = compactBasis(terms, random);
    seen.add(terms.map((one) => mapTerm(one, basis, 'z2').u.slice(0, 2).join('')).join(' '));
  }
  // GL(2, 2) has six elements.
  expect(seen.size).toBe(6);
});
