import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paretoFront, type SpeedPoint } from './pareto.ts';

const points = fc.array(
  fc.record({
    size: fc.constant([2, 2, 2] as const),
    rank: fc.integer({ min: 7, max: 12 }),
    speed: fc.double({ min: 0.5, max: 1.5, noNaN: true }),
  }),
  { maxLength: 30 },
);

function beats(a: SpeedPoint, b: SpeedPoint): boolean {
  return a.rank <= b.rank && a.speed >= b.speed && (a.rank < b.rank || a.speed > b.speed);
}

test('the front holds just those that none beats', () => {
  fc.assert(
    fc.property(points, (all) => {
      const front = paretoFront(all);
      for (const point of all) {
        const beaten = all.some((other) => beats(other, point));
        const there = front.some(({ rank, speed }) => rank === point.rank && speed === point.speed);
        expect(there).toBe(!beaten);
      }
      expect([...front].sort((a, b) => a.rank - b.rank)).toEqual(front);
    }),
  );
});
