import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHalf, toHalf } from './half.ts';

test('numbers of 16 bits come back as they are', () => {
  const all = Uint16Array.from({ length: 65536 }, (_, i) => i).filter(
    (half) => (half & 0x7c00) !== 0x7c00,
  );
  expect(toHalf(fromHalf(all))).toEqual(all);
});

test('others become the nearest, and none overflows', () => {
  const kept = (x: number) => fromHalf(toHalf(Float32Array.of(x)))[0]!;
  const finite = fc.float({ min: -65504, max: 65504, noNaN: true });
  fc.assert(
    fc.property(finite, (x) => {
      // Half of the distance between two neighbours, of the subnormal ones at least.
      const ulp = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(x) || 1)) - 10));
      expect(Math.abs(kept(x) - x)).toBeLessThanOrEqual(ulp / 2);
    }),
    { numRuns: 2000 },
  );
  expect([1e6, -1e6, 65519].map(kept)).toEqual([65504, -65504, 65504]);
  // Ties to even.
  expect([1 + 2 ** -11, 1 + 3 * 2 ** -11, 2 ** -25, 3 * 2 ** -25].map(kept)).toEqual([
    ...[1, 1 + 2 ** -9, 0, 2 ** -23],
  ]);
});
