import { describe, expect, test } from 'vitest';
import { preset } from './presets.ts';
import { batchMix, learningRateAt } from './schedule.ts';

describe('the learning rate', () => {
  const learning = {
    ...preset('small', [2, 2, 2], 'z2').learning,
    ...{ learningRate: 0.1, warmupSteps: 4, decaySteps: 10, decay: 0.5 },
  };

  test('rises, then goes down a staircase', () => {
    const rates = [0, 1, 2, 3, 4, 9, 10, 19, 20].map((step) => learningRateAt(learning, step));
    const expected = [0.025, 0.05, 0.075, 0.1, 0.1, 0.1, 0.05, 0.05, 0.025];
    for (const [i, rate] of rates.entries()) expect(rate).toBeCloseTo(expected[i]!, 10);
  });

  test('needs neither', () => {
    const flat = { ...learning, warmupSteps: 0, decaySteps: 0 };
    for (const step of [0, 1, 1e6]) expect(learningRateAt(flat, step)).toBe(0.1);
  });
});

describe('a batch', () => {
  const base = preset('paper', [2, 2, 2], 'z2');
  const config = { ...base, learning: { ...base.learning, stepsBeforeActing: 100 } };
  const all = { played: true, best: true };

  test('is nine tenths demonstrations at first, then 70 % with 25 % played and 5 % best', () => {
    expect(batchMix(config, 10_099, 2000, all)).toEqual({
      ...{ demonstrations: 1800, played: 200, best: 0 },
    });
    expect(batchMix(config, 10_100, 2000, all)).toEqual({
      ...{ demonstrations: 1400, played: 500, best: 100 },
    });
  });

  test('has demonstrations in place of what is not there yet', () => {
    const mix = (played: boolean, best: boolean) => batchMix(config, 20_000, 100, { played, best });
    expect(mix(false, false)).toEqual({ demonstrations: 100, played: 0, best: 0 });
    expect(mix(true, false)).toEqual({ demonstrations: 75, played: 25, best: 0 });
  });

  test('has none where the shares leave no room: then there is nothing before the first game', () => {
    const experience = { ...config.experience, earlySteps: 0, playedShare: 0.75, bestShare: 0.25 };
    const alone = { ...config, experience };
    const mix = (played: boolean, best: boolean) => batchMix(alone, 200, 20, { played, best });
    expect(mix(false, false)).toBeNull();
    expect(mix(true, false)).toEqual({ demonstrations: 0, played: 20, best: 0 });
    expect(mix(true, true)).toEqual({ demonstrations: 0, played: 15, best: 5 });
  });
});
