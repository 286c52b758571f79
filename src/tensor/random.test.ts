import fc from 'fast-check';
import { expect, test } from 'vitest';
import { restored, seeded, weighted } from './random.ts';

test('a state is gone on from, and streams of a seed differ', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(100), (seed, draws) => {
      const random = seeded(seed);
      for (let i = 0; i < draws; i++) random.next();
      const again = restored(random.state());
      for (let i = 0; i < 5; i++) expect(again.bits()).toBe(random.bits());
      expect(seeded(seed, 1).bits()).not.toBe(seeded(seed, 2).bits());
    }),
  );
});

test('an index is drawn in proportion to its weight', () => {
  const weights = [1, 0, 3, 0.5, 0];
  const random = seeded(1);
  const counts = weights.map(() => 0);
  for (let i = 0; i < 45_000; i++) counts[weighted(weights, random)]!++;
  expect(counts[1]).toBe(0);
  expect(counts[4]).toBe(0);
  expect(counts[0]! / 10_000).toBeCloseTo(1, 1);
  expect(counts[2]! / 10_000).toBeCloseTo(3, 1);
  expect(counts[3]! / 10_000).toBeCloseTo(0.5, 1);
});
