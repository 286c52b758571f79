import { describe, expect, it } from 'vitest';
import { naiveAlgorithm, strassen } from '../../algorithm/examples.ts';
import { idleView, type RunView } from '../../session/run-view.ts';
import { progressAt } from '../../session/session.test-support.ts';
import type { Size } from '../../tensor/size.ts';
import { matmul } from '../../tensor/target.ts';
import {
  formatBytes,
  formatClock,
  formatEstimate,
  formatShare,
  formatValue,
} from '../shared/format.ts';
import { comparison, fileName } from './algorithm-words.ts';
import { rankColour } from './draw-ranks.ts';
import { describeTensor, slicesOf } from './draw-tensor.ts';
import { thinned } from './draw-trace.ts';
import { statusWords } from './status-words.ts';

describe('the state in words', () => {
  const running = (part: Partial<RunView>): RunView => ({
    ...idleView(),
    status: 'running',
    phase: 'learning',
    ...part,
  });

  it('tells before the first game when it will be', () => {
    // 40 steps in 4 s, 60 to go
    expect(statusWords(running({ progress: progressAt(40) })).detail).toContain('a few seconds');
    const slow = { ...progressAt(40), seconds: 40 };
    expect(statusWords(running({ progress: slow })).detail).toContain('First games in about 60 s.');
    expect(statusWords(running({})).detail).not.toContain('First games');
  });

  it('says when it plays', () => {
    const acting = running({ phase: 'acting', progress: progressAt(100) });
    expect(statusWords(acting).title).toBe('Learning and playing');
  });

  it('says where a paused run was saved', () => {
    const paused = running({ status: 'paused', saved: { step: 1234, at: 0 } });
    expect(statusWords(paused).detail).toBe('Resume goes on from here. Saved at step 1,234.');
  });
});

describe('an algorithm in words', () => {
  it('stands between what school teaches and what is known', () => {
    expect(comparison(strassen('z2'))).toBe(
      'one fewer than in school (8), equal to the best known',
    );
    expect(comparison(naiveAlgorithm([2, 2, 2], 'z2'))).toBe(
      'as many as in school (8), one above the best known (7)',
    );
  });

  it('has a file of its own', () => {
    expect(fileName(strassen('z2'), 'a')).toMatch(/^2x2x2-z2-rank7-\w+\.json$/);
    expect(fileName(strassen('z2'), 'a')).not.toBe(fileName(strassen('z2'), 'b'));
  });
});

describe('drawings', () => {
  it('a slice of the target is an entry of C, as the sum it is', () => {
    const size: Size = [2, 3, 1];
    const slices = slicesOf(matmul(size), size);
    expect(slices.map(({ name, sum }) => `${name} = ${sum}`)).toEqual([
      'c₁₁ = a₁₁b₁₁ + a₁₂b₂₁ + a₁₃b₃₁',
      'c₂₁ = a₂₁b₁₁ + a₂₂b₂₁ + a₂₃b₃₁',
    ]);
    expect(describeTensor(matmul(size), size)).toMatch(/^2 slices of 6 by 3 entries\. c₁₁ =/);
  });

  it('a tensor with other entries shows their signs', () => {
    const tensor = { shape: [1, 2, 1] as const, data: Int32Array.of(-1, 2) };
    expect(slicesOf(tensor, [1, 1, 2])[0]?.sum).toBe('−a₁₁b₁₁ + 2a₁₁b₁₂');
  });

  it('a curve has no more points than asked for, and ends where the run is', () => {
    const times = Array.from({ length: 1999 }, (_, i) => i);
    const points = thinned(times, times, 100);
    expect(points.length).toBeLessThanOrEqual(100);
    expect(points.at(-1)).toEqual([1998, 1998]);
    expect(thinned([1, 2, 3], [Number.NaN, 5, Number.NaN], 100)).toEqual([[2, 5]]);
  });

  it('colours go from the best known rank to the last allowed, and no further', () => {
    const range = { best: 7, worst: 9 };
    expect(rankColour(7, range)).toContain(' 0%');
    expect(rankColour(8, range)).toContain(' 50%');
    expect(rankColour(12, range)).toContain(' 100%');
    expect(rankColour(6, range)).toContain(' 0%');
  });
});

describe('numbers', () => {
  it('are as long as they are worth', () => {
    expect([0.12345, 1.2345, 12.345, 1234.5].map(formatValue)).toEqual([
      '0.123',
      '1.23',
      '12.3',
      '1,235',
    ]);
    expect([5, 65, 3725].map(formatClock)).toEqual(['0:05', '1:05', '1:02:05']);
    expect([3, 42, 200, 9000].map(formatEstimate)).toEqual([
      'a few seconds',
      'about 40 s',
      'about 3 min',
      'about 3 h',
    ]);
    expect([0, 0.004, 0.426].map(formatShare)).toEqual(['0 %', '< 1 %', '43 %']);
    expect([1200, 12e6, 1.5e9].map(formatBytes)).toEqual(['1 kB', '12 MB', '1.5 GB']);
  });
});
