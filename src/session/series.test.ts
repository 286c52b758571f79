import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SERIES_CAPACITY, Series } from './series.ts';

function filled(count: number, capacity?: number): Series {
  const series = new Series(2, capacity);
  for (let i = 0; i < count; i++) series.push(i + 1, [i, 10]);
  return series;
}

describe('Series', () => {
  it('keeps every report while there is room', () => {
    const series = filled(5);
    expect(series.x).toEqual([1, 2, 3, 4, 5]);
    expect(series.column(0)).toEqual([0, 1, 2, 3, 4]);
    expect(series.stride).toBe(1);
  });

  it('halves itself when full: means of neighbours, at the later of their times', () => {
    const series = filled(4, 4);
    expect(series.x).toEqual([2, 4]);
    expect(series.column(0)).toEqual([0.5, 2.5]);
    expect(series.stride).toBe(2);
    series.push(5, [4, 10]);
    expect(series.length).toBe(2);
    series.push(6, [5, 10]);
    expect(series.column(0)).toEqual([0.5, 2.5, 4.5]);
  });

  it('never keeps more than its capacity, however long the run', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.constantFrom(2, 8, 64),
        (count, capacity) => {
          const series = filled(count, capacity);
          expect(series.length).toBeLessThan(capacity);
          // Every kept point stands for the same number of reports, so the mean is that of the run.
          const covered = series.length * series.stride;
          expect(count - covered).toBeLessThan(series.stride);
          const sum = series.column(0).reduce((total, value) => total + value * series.stride, 0);
          expect(sum).toBeCloseTo((covered * (covered - 1)) / 2, 3);
          expect(series.column(1).every((value) => value === 10)).toBe(true);
          expect([...series.x]).toEqual([...series.x].sort((a, b) => a - b));
        },
      ),
    );
    const long = filled(100_000);
    expect(long.length).toBeLessThanOrEqual(SERIES_CAPACITY);
  });

  it('leaves out of a mean what was not measured', () => {
    const series = new Series(1, 4);
    for (const [i, value] of [Number.NaN, 3, Number.NaN, Number.NaN].entries()) {
      series.push(i + 1, [value]);
    }
    expect(series.column(0)).toEqual([3, Number.NaN]);
  });

  it('weighs a report by what it covers, so that what was measured over all of the time stays', () => {
    const report = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(fc.array(report, { minLength: 1, maxLength: 200 }), (reports) => {
        const series = new Series(1, 8);
        let x = 0;
        const total = { kept: 0, pushed: 0 };
        let waiting = 0;
        for (const [covers, value] of reports) {
          x += covers;
          series.push(x, [value]);
          waiting += covers * value;
          if (series.x.at(-1) !== x) continue;
          total.pushed += waiting;
          waiting = 0;
        }
        for (const [i, at] of series.x.entries()) {
          total.kept += (at - (series.x[i - 1] ?? 0)) * series.column(0)[i]!;
        }
        expect(total.kept).toBeCloseTo(total.pushed, 6);
      }),
    );
  });

  it('goes on after a reload as if there had been none', () => {
    const before = filled(10, 8);
    const after = Series.from(structuredClone(before.snapshot()), 8);
    for (const series of [before, after]) {
      for (let i = 10; i < 30; i++) series.push(i + 1, [i, 10]);
    }
    // Reports that were not in a kept point yet are lost: fewer than the stride.
    expect(Math.abs(after.length - before.length)).toBeLessThanOrEqual(1);
    expect(after.stride).toBe(before.stride);
  });
});
