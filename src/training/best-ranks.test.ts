import { describe, expect, test } from 'vitest';
import { BestRanks, moveLimitOf } from './best-ranks.ts';
import type { RunConfig } from './config.ts';
import { preset, presetOf } from './presets.ts';

function withSlack(limitSlack: number): RunConfig {
  const config = preset('small', [2, 2, 2], 'standard');
  return { ...config, acting: { ...config.acting, limitSlack } };
}

test('games end at the limit of the run until something is found', () => {
  expect(moveLimitOf(withSlack(-1), 0, null)).toBe(9);
});

test('then so many moves after the best rank, within the limit', () => {
  expect(moveLimitOf(withSlack(0), 0, 8)).toBe(8);
  expect(moveLimitOf(withSlack(-1), 0, 8)).toBe(7);
  expect(moveLimitOf(withSlack(4), 0, 8)).toBe(9);
});

test('and never before the best known rank', () => {
  expect(moveLimitOf(withSlack(-1), 0, 7)).toBe(7);
});

describe('the ranks of several targets', () => {
  const sizes = [
    [1, 2, 2],
    [2, 2, 2],
  ] as const;
  const config = presetOf('small', sizes, 'z2');

  test('are kept apart, and the run is done when all are reached', () => {
    const ranks = new BestRanks(config);
    expect(ranks.moveLimits()).toEqual([5, 9]);
    ranks.verified(1, 8);
    expect([ranks.of(0), ranks.of(1)]).toEqual([null, 8]);
    expect(ranks.moveLimits()).toEqual([5, 8]);
    ranks.verified(0, 4);
    expect(ranks.reached).toBe(false);
    ranks.verified(1, 7);
    ranks.verified(1, 9);
    expect(ranks.of(1)).toBe(7);
    expect(ranks.reached).toBe(true);
  });

  test('say when a game is shorter than all before', () => {
    const ranks = new BestRanks(config);
    expect([8, 8, 9, 7].map((moves) => ranks.improve(1, moves))).toEqual([
      ...[true, false, false, true],
    ]);
    expect(ranks.improve(0, 8)).toBe(true);
    // What was won may not verify: only what did counts as reached, and shortens games.
    expect(ranks.of(1)).toBeNull();
  });

  test('are never reached where none is to be', () => {
    const endless = config.targets.map((target) => ({ ...target, targetRank: null }));
    const ranks = new BestRanks({ ...config, targets: endless });
    ranks.verified(0, 1);
    ranks.verified(1, 1);
    expect(ranks.reached).toBe(false);
  });
});
