import { describe, expect, it } from 'vitest';
import { History } from '../../session/history.ts';
import type { RunRecord } from '../../session/records.ts';
import { progressAt } from '../../session/session.test-support.ts';
import { withKnob } from '../../training/knobs.ts';
import { preset, presetOf } from '../../training/presets.ts';
import { endOf, rankPoints, solvedPoints, stepAt, tracePoints } from './compare-series.ts';
import { differences, fileStem, runLine, runName } from './run-words.ts';

const run: RunRecord = {
  ...{ version: 1, id: 'a', createdAt: 0, backend: 'auto', finished: false },
  config: preset('tiny', [2, 2, 2], 'z2'),
};

describe('a run in words', () => {
  it('has the name that it was given, or one that tells what it is', () => {
    expect(runName(run)).toBe('2×2×2 modulo 2, tiny, seed 1');
    expect(runName({ ...run, name: 'wide' })).toBe('wide');
    expect(runLine({ ...run, name: 'wide' })).toContain('2×2×2 modulo 2, tiny, seed 1 · begun');
    const four = presetOf(
      'small',
      [
        [1, 1, 2],
        [1, 2, 2],
        [2, 2, 2],
        [2, 2, 3],
      ],
      'standard',
    );
    expect(runName({ ...run, config: four })).toBe('1×1×2 and 3 others integers, small, seed 1');
    expect(fileStem({ ...run, config: four })).toBe('1x1x2-and-3-standard-small-seed1-step0');
  });

  it('says how far it came', () => {
    const reached = { seconds: 65, step: 1234, games: 5, bestRanks: [8] };
    expect(runLine({ ...run, reached })).toMatch(
      /^begun .* · 1:05 · 1,234 steps · 5 games · best rank 8$/,
    );
    expect(runLine({ ...run, reached: { ...reached, bestRanks: [null] } })).toContain('nothing');
  });

  it('differs from another in what was turned, and in nothing else', () => {
    const other = { ...withKnob(run.config, 'network.width', 64), seed: 3 };
    expect(differences(run.config, run.config)).toEqual([]);
    expect(differences(run.config, other)).toEqual([
      { name: 'Seed', values: ['1', '3'] },
      { name: 'Width', values: ['32', '64'] },
    ]);
  });
});

describe('two runs on one axis', () => {
  const history = new History();
  // step = 10 × seconds
  for (const step of [10, 20, 40]) history.addProgress(progressAt(step));
  history.addRank([2, 2, 2], 3, 8);

  it('a time becomes the step that was under way', () => {
    expect([0, 0.5, 1, 3, 9].map((seconds) => stepAt(history, seconds))).toEqual([
      0, 5, 10, 30, 40,
    ]);
    expect([endOf(history, 'seconds'), endOf(history, 'steps')]).toEqual([4, 40]);
  });

  it('quantities lie over seconds or over steps', () => {
    expect(tracePoints(history, 'policyLoss', 'seconds').map(([x]) => x)).toEqual([1, 2, 4]);
    expect(tracePoints(history, 'policyLoss', 'steps').map(([x]) => x)).toEqual([10, 20, 40]);
    expect(tracePoints(history, 'simulationsPerSecond', 'steps')).toEqual([]);
  });

  it('games that reworked an algorithm are counted apart, and kept', () => {
    const games = { kind: 'games', seconds: 1, step: 10, target: 0, size: [2, 2, 2] } as const;
    const told = History.from(history.snapshot());
    for (const ended of [3, 4]) {
      told.addGames({
        ...games,
        ranks: [],
        unsolved: 0,
        reworked: { ended, solved: 2, renewed: 1 },
      });
    }
    const { games: played, reworked } = History.from(told.snapshot());
    expect([played, reworked]).toEqual([0, { ended: 7, solved: 4, renewed: 2 }]);
    const { reworked: _, ...older } = told.snapshot();
    expect(History.from(older).reworked.ended).toBe(0);
    const between = History.from({ ...older, reworked: { ended: 7, solved: 4 } });
    expect(between.reworked).toEqual({ ended: 7, solved: 4, renewed: 0 });
  });

  it('the games that were won are a share of all', () => {
    const size = [2, 2, 3] as const;
    const games = { kind: 'games', seconds: 1, step: 10, target: 1, size } as const;
    const told = History.from(history.snapshot());
    expect(solvedPoints(told, size, 1, 'steps')).toEqual([]);
    told.addGames({ ...games, ranks: [11, 12], unsolved: 6 });
    expect(solvedPoints(told, size, 1, 'steps')).toEqual([[20, 25]]);
    expect(solvedPoints(told, size, 1, 'seconds')).toEqual([[2, 25]]);
  });

  it('the best rank holds until the end', () => {
    expect(rankPoints(history, [2, 2, 2], 0, 'steps', 40)).toEqual([
      [30, 8],
      [40, 8],
    ]);
    expect(rankPoints(history, [1, 2, 2], 1, 'steps', 40)).toEqual([]);
  });
});
