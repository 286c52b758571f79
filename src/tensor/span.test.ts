import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankOfBits } from './rank.ts';
import { bitsOf, Span } from './span.ts';

const vector = fc.integer({ min: 0, max: 2 ** 31 - 1 });

test('has as many dimensions as its vectors have rank, and has their sums', () => {
  fc.assert(
    fc.property(fc.array(vector, { minLength: 1, maxLength: 12 }), fc.nat(), (vectors, choice) => {
      const span = new Span();
      for (const one of vectors) {
        const before = span.dimension;
        expect(span.has(one)).toBe(!span.add(one));
        expect(span.has(one)).toBe(true);
        expect(span.dimension - before).toBeLessThanOrEqual(1);
      }
      expect(span.dimension).toBe(rankOfBits(Int32Array.from(vectors), 0, vectors.length));
      const sum = vectors.reduce((all, one, i) => ((choice >> i) & 1 ? all ^ one : all), 0);
      expect(span.has(sum)).toBe(true);
    }),
  );
});

test('bits are coefficients modulo 2, the first one lowest', () => {
  expect(bitsOf(Int8Array.of(1, 0, -1, 2))).toBe(0b101);
});
