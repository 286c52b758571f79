import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../tensor/random.ts';
import {
  crossover,
  drift,
  dropOutliers,
  median,
  quantile,
  ratioOf,
  settled,
  shuffled,
  spread,
} from './statistics.ts';

const times = fc.array(fc.double({ min: 1e-6, max: 1e3, noNaN: true }), {
  minLength: 1,
  maxLength: 60,
});

describe('quantiles', () => {
  it('lie between the least and the most, in order, whatever the order of the values', () => {
    fc.assert(
      fc.property(times, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const at = quantile(values, q);
        expect(at).toBeGreaterThanOrEqual(Math.min(...values));
        expect(at).toBeLessThanOrEqual(Math.max(...values));
        expect(quantile([...values].reverse(), q)).toBe(at);
        const { low, median: middle, high } = spread(values);
        expect(low).toBeLessThanOrEqual(middle);
        expect(middle).toBeLessThanOrEqual(high);
      }),
    );
  });

  it('leave as many values below the median as above', () => {
    fc.assert(
      fc.property(times, (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('are those of a known sample', () => {
    expect(spread([4, 1, 3, 2, 5])).toEqual({ median: 3, low: 2, high: 4 });
    expect(median([1, 2])).toBe(1.5);
    expect(median([])).toBeNaN();
  });
});

describe('settled', () => {
  it('asks the last five to lie within three percent', () => {
    expect(settled([1, 1, 1, 1])).toBe(false);
    expect(settled([9, 1, 1, 1, 1, 1.02])).toBe(true);
    expect(settled([1, 1, 1, 1, 1.04])).toBe(false);
  });

  it('does not depend on the unit', () => {
    fc.assert(
      fc.property(times, fc.constantFrom(2 ** -10, 0.5, 2, 1024), (values, unit) => {
        expect(settled(values.map((value) => value * unit))).toBe(settled(values));
      }),
    );
  });
});

describe('dropOutliers', () => {
  it('keeps every ordinary sample and counts the rest', () => {
    fc.assert(
      fc.property(times, (values) => {
        const { kept, dropped } = dropOutliers(values);
        expect(kept.length + dropped).toBe(values.length);
        const { low, high } = spread(values);
        for (const value of values) {
          if (value >= low && value <= high) expect(kept).toContain(value);
        }
      }),
    );
  });

  it('drops what cannot be a time, and a stall', () => {
    const usual = [10, 10.1, 10.2, 9.9, 10, 10.1];
    const { kept, dropped } = dropOutliers([...usual, -1, 0, Number.NaN, 50]);
    expect(kept).toEqual(usual);
    expect(dropped).toBe(4);
  });

  it('does not mistake one step of a quantised clock for a stall', () => {
    expect(dropOutliers([20, 20, 20, 20, 20, 20.1]).dropped).toBe(0);
  });
});

describe('ratioOf', () => {
  const noise = (middle: number, seed: number) => {
    const random = seeded(seed);
    return Array.from({ length: 15 }, () => middle * (1 + 0.02 * (random.next() - 0.5)));
  };

  it('finds a difference that is there and none where there is none', () => {
    const faster = ratioOf(noise(1.1, 1), noise(1, 2), seeded(3));
    expect(faster.differs).toBe(true);
    expect(faster.low).toBeGreaterThan(1);
    expect(faster.ratio).toBeCloseTo(1.1, 1);
    let found = 0;
    for (let seed = 0; seed < 40; seed++) {
      if (ratioOf(noise(1, seed), noise(1, seed + 100), seeded(seed), 400).differs) found++;
    }
    expect(found).toBeLessThanOrEqual(6);
  });

  it('has an interval around the ratio, and is inverse when its arguments are exchanged', () => {
    fc.assert(
      fc.property(times, times, (a, b) => {
        const { ratio, low, high } = ratioOf(a, b, seeded(1), 60);
        expect(low).toBeLessThanOrEqual(high);
        expect(ratioOf(b, a, seeded(1), 2).ratio).toBeCloseTo(
          1 / ratio,
          9 - Math.log10(1 / ratio + 1),
        );
        expect(low).toBeGreaterThanOrEqual((Math.min(...a) / Math.max(...b)) * (1 - 1e-12));
        expect(high).toBeLessThanOrEqual((Math.max(...a) / Math.min(...b)) * (1 + 1e-12));
      }),
      { numRuns: 40 },
    );
  });

  it('says that it needs samples', () => {
    expect(() => ratioOf([], [1], seeded(1))).toThrow(RangeError);
  });
});

it('drift compares the last third with the first', () => {
  expect(drift([1, 1, 1, 1.05, 1.1, 1.1])).toBeCloseTo(0.1);
  expect(drift([1, 2])).toBe(0);
});

it('shuffled is a permutation, and every place is reached', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20 }), fc.integer(), (count, seed) => {
      const order = shuffled(count, seeded(seed));
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    }),
  );
  const first = new Set(Array.from({ length: 100 }, (_, seed) => shuffled(4, seeded(seed))[0]));
  expect(first.size).toBe(4);
});

describe('crossover', () => {
  it('is where being faster begins and stays', () => {
    expect(
      crossover([
        [1024, 0.9],
        [2048, 1.02],
        [4096, 1.2],
      ]),
    ).toBe(2048);
    expect(
      crossover([
        [4096, 1.2],
        [1024, 1.1],
        [2048, 0.9],
      ]),
    ).toBe(4096);
    expect(
      crossover([
        [1024, 1.1],
        [2048, 1],
      ]),
    ).toBeNull();
    expect(crossover([])).toBeNull();
  });
});
