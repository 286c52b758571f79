import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignSlots, type Interval, peakBytes } from './liveness.ts';

const interval = fc
  .tuple(fc.integer({ min: 1, max: 64 }), fc.nat({ max: 40 }), fc.nat({ max: 12 }))
  .map(([units, first, length]): Interval => ({ bytes: 4 * units, first, last: first + length }));
const intervals = fc.array(interval, { maxLength: 60 });

describe('slots', () => {
  it('never hold two buffers at once, nor one too large', () => {
    fc.assert(
      fc.property(intervals, (all) => {
        const { slots, slotOf } = assignSlots(all);
        for (const [i, a] of all.entries()) {
          expect(slots[slotOf[i]!]).toBeGreaterThanOrEqual(a.bytes);
          for (const [j, b] of all.entries()) {
            if (i >= j || slotOf[i] !== slotOf[j]) continue;
            expect(a.last < b.first || b.last < a.first).toBe(true);
          }
        }
      }),
    );
  });

  it('take no less than the peak and no more than everything side by side', () => {
    fc.assert(
      fc.property(intervals, (all) => {
        const total = assignSlots(all).slots.reduce((sum, bytes) => sum + bytes, 0);
        expect(total).toBeGreaterThanOrEqual(peakBytes(all));
        expect(total).toBeLessThanOrEqual(all.reduce((sum, { bytes }) => sum + bytes, 0));
      }),
    );
  });

  it('are two for a chain, however long', () => {
    const chain = Array.from({ length: 30 }, (_, i) => ({ bytes: 4, first: i, last: i + 1 }));
    expect(assignSlots(chain).slots).toEqual([4, 4]);
  });

  it('the peak is that of the steps, one by one', () => {
    fc.assert(
      fc.property(intervals, (all) => {
        let most = 0;
        for (let step = 0; step <= 60; step++) {
          const alive = all.filter(({ first, last }) => first <= step && step <= last);
          most = Math.max(
            most,
            alive.reduce((sum, { bytes }) => sum + bytes, 0),
          );
        }
        expect(peakBytes(all)).toBe(most);
      }),
    );
  });
});
