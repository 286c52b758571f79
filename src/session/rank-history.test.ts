import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RankHistory } from './rank-history.ts';

/** Games by rank, and those not solved as rank 0. */
function totals(history: RankHistory): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { unsolved, ranks } of history.buckets()) {
    for (const [rank, games] of [[0, unsolved] as const, ...ranks]) {
      sums.set(rank, (sums.get(rank) ?? 0) + games);
    }
  }
  return sums;
}

describe('RankHistory', () => {
  it('counts the games of each stretch by rank', () => {
    const history = new RankHistory();
    history.add(1, [8, 8, 7], 2);
    history.add(3.9, [8], 0);
    history.add(9, [], 1);
    expect(history.buckets()).toEqual([
      {
        from: 0,
        unsolved: 2,
        ranks: [
          [7, 1],
          [8, 3],
        ],
      },
      { from: 8, unsolved: 1, ranks: [] },
    ]);
  });

  it('adds neighbours up when a run grows long, and loses no game', () => {
    const event = fc.record({
      seconds: fc.double({ min: 0, max: 50_000, noNaN: true }),
      ranks: fc.array(fc.integer({ min: 7, max: 9 }), { maxLength: 5 }),
      unsolved: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 100 }), (events) => {
        const history = new RankHistory(16);
        for (const { seconds, ranks, unsolved } of events) history.add(seconds, ranks, unsolved);
        expect(history.buckets().length).toBeLessThanOrEqual(16);
        const sums = totals(history);
        for (const rank of [7, 8, 9]) {
          const games = events.flatMap((e) => e.ranks).filter((r) => r === rank).length;
          expect(sums.get(rank) ?? 0).toBe(games);
        }
        expect(sums.get(0)).toBe(events.reduce((sum, e) => sum + e.unsolved, 0));
      }),
    );
  });

  it('goes on after a reload', () => {
    const history = new RankHistory(4);
    for (let i = 0; i < 40; i++) history.add(i, [8], 1);
    const restored = RankHistory.from(structuredClone(history.snapshot()), 4);
    history.add(41, [7], 0);
    restored.add(41, [7], 0);
    expect(restored.snapshot()).toEqual(history.snapshot());
  });
});
