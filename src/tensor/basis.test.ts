import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arithmetic } from './arithmetic.ts';
import { changeBasis, identityBasis, mapTerm, mapTermBack, randomBasis } from './basis.ts';
import { identity, invertBits, multiply } from './matrix.ts';
import { seeded } from './random.ts';
import { matmul } from './target.ts';
import { equal } from './tensor.ts';
import { equalTerms, sumOfTerms, type Term } from './term.ts';

const dims = [4, 6, 6] as const;
const kinds: [Arithmetic, 'sparse' | 'dense', number][] = [
  ['standard', 'sparse', 0.015],
  ['standard', 'sparse', 0.1],
  ['z2', 'sparse', 0.3],
  ['z2', 'dense', 0],
];

function randomTerm(random: ReturnType<typeof seeded>, arithmetic: Arithmetic): Term {
  const coefficient = () => (arithmetic === 'z2' ? random.below(2) : random.below(3) - 1);
  const factor = (length: number) => Int8Array.from({ length }, coefficient);
  return { u: factor(dims[0]), v: factor(dims[1]), w: factor(dims[2]) };
}

describe.each(kinds)('bases in %s arithmetic, %s (%f)', (arithmetic, style, offDiagonal) => {
  const draw = (seed: number) =>
    randomBasis(dims, { arithmetic, style, offDiagonal, random: seeded(seed) });

  it('come with their inverses', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const basis = draw(seed);
        for (const mode of [0, 1, 2] as const) {
          const [matrix, inverse] = [basis.forward[mode], basis.inverse[mode]];
          const one = identity(dims[mode]);
          expect(multiply(matrix, inverse, dims[mode], arithmetic)).toEqual(one);
          expect(multiply(inverse, matrix, dims[mode], arithmetic)).toEqual(one);
        }
      }),
    );
  });

  it('terms map forwards to a sum that is the changed tensor, and back to themselves', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = seeded(seed, 7);
        const basis = draw(seed);
        const terms = Array.from({ length: 4 }, () => randomTerm(random, arithmetic));
        const changed = changeBasis(sumOfTerms(dims, terms, arithmetic), basis, arithmetic);
        const mapped = terms.map((term) => mapTerm(term, basis, arithmetic));
        expect(equal(sumOfTerms(dims, mapped, arithmetic), changed)).toBe(true);
        for (const [at, term] of mapped.entries()) {
          expect(equalTerms(mapTermBack(term, basis, arithmetic), terms[at]!)).toBe(true);
        }
      }),
    );
  });

  it('any terms that sum to the changed target map back to terms of the target', () => {
    const target = matmul([2, 2, 3]);
    const basis = draw(5);
    const changed = changeBasis(target, basis, arithmetic);
    const single = (length: number, at: number, value = 1) =>
      Int8Array.from({ length }, (_, x) => (x === at ? value : 0));
    // One term an entry: the most naive decomposition there is.
    const terms = Array.from(changed.data, (entry, at) => ({
      u: single(4, Math.floor(at / 36), entry),
      v: single(6, Math.floor(at / 6) % 6),
      w: single(6, at % 6),
    }));
    const back = terms.map((term) => mapTermBack(term, basis, arithmetic));
    expect(equal(sumOfTerms(dims, back, arithmetic), target)).toBe(true);
  });
});

it('the identity changes nothing', () => {
  const target = matmul([2, 2, 3]);
  expect(equal(changeBasis(target, identityBasis(dims), 'standard'), target)).toBe(true);
});

it('equal seeds give equal bases', () => {
  const options = { arithmetic: 'z2', style: 'dense' } as const;
  expect(randomBasis(dims, { ...options, random: seeded(3) })).toEqual(
    randomBasis(dims, { ...options, random: seeded(3) }),
  );
});

it('dense bases are uniform: all six invertible 2×2 bit matrices, about equally often', () => {
  const counts = new Map<string, number>();
  const random = seeded(11);
  for (let i = 0; i < 2000; i++) {
    const basis = randomBasis([2, 2, 2], { arithmetic: 'z2', style: 'dense', random });
    for (const matrix of basis.forward) {
      const key = matrix.join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

it('singular bit matrices have no inverse', () => {
  expect(invertBits(Int32Array.of(1, 1, 1, 1), 2)).toBeUndefined();
});

it('dense bases of the integers are refused', () => {
  const options = { arithmetic: 'standard', style: 'dense', random: seeded(1) } as const;
  expect(() => randomBasis(dims, options)).toThrow(RangeError);
});

it('coefficients that outgrow 8 bits are refused', () => {
  const grow = Int32Array.of(1, 100, 0, 1);
  const one = identity(2);
  const basis = {
    dims: [2, 2, 2] as const,
    forward: [grow, grow, one] as const,
    inverse: [Int32Array.of(1, -100, 0, 1), Int32Array.of(1, -100, 0, 1), one] as const,
  };
  const two = Int8Array.of(0, 2);
  const term = { u: two, v: Int8Array.of(0, 1), w: Int8Array.of(0, 1) };
  expect(() => mapTerm(term, basis, 'standard')).toThrow('Coefficient 200 exceeds');
  expect(() => changeBasis(sumOfTerms([2, 2, 2], [term], 'standard'), basis, 'standard')).toThrow(
    RangeError,
  );
});
