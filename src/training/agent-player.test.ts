import { describe, expect, test } from 'vitest';
import { createRules } from '../game/create-rules.ts';
import type { Evaluator } from '../search/evaluator.ts';
import { ARITHMETICS, type Arithmetic } from '../tensor/arithmetic.ts';
import { seeded } from '../tensor/random.ts';
import { matmul } from '../tensor/target.ts';
import { sumOfTerms } from '../tensor/term.ts';
import { AgentPlayer } from './agent-player.ts';
import { presetOf } from './presets.ts';

const SIZE = [1, 1, 2] as const;

/** An agent of two targets whose network knows nothing: any move is as likely as any other. */
function player(arithmetic: Arithmetic, values = -1) {
  const base = presetOf('tiny', [SIZE, [1, 2, 1]], arithmetic);
  const search = { ...base.search, simulations: 60, samples: 16 };
  const { coding } = createRules(SIZE, arithmetic, { side: 2 });
  const random = seeded(1);
  const evaluator: Evaluator = {
    evaluate: async ({ count }) => ({
      samples: 16,
      moves: Uint16Array.from({ length: count * 16 * coding.tokens }, () =>
        random.below(coding.vocabulary),
      ),
      logProbabilities: new Float32Array(count * 16),
      values: new Float32Array(count).fill(values),
    }),
  };
  return new AgentPlayer({ ...base, search }, evaluator);
}

describe.each(ARITHMETICS)('an agent that plays on in %s', (arithmetic) => {
  test('finishes with terms that add up to the position', async () => {
    const residual = matmul(SIZE);
    const progress: number[] = [];
    const way = await player(arithmetic).finish(
      { size: SIZE, residual, seed: 1, games: 8, goal: 2 },
      (done) => {
        progress.push(done);
        return true;
      },
    );
    expect(way).toHaveLength(2);
    expect(sumOfTerms(residual.shape, way!, arithmetic)).toEqual(residual);
    expect(progress.every((done) => done >= 0 && done <= 1)).toBe(true);
  });

  test('ends when it is told to, with what there is', async () => {
    let waves = 0;
    const request = { size: SIZE, residual: matmul(SIZE), seed: 1, games: 4, goal: 1 };
    const way = await player(arithmetic).finish(request, () => ++waves < 3);
    expect(waves).toBe(3);
    expect(way === null || way.length === 2).toBe(true);
  });

  test('suggests moves with priors, visits and values', async () => {
    const { moves, networkValue, searchValue } = await player(arithmetic, -2).suggest(
      { size: SIZE, residual: matmul(SIZE) },
      1,
    );
    expect(networkValue).toBe(-2);
    expect(searchValue).toBeLessThan(0);
    const priors = moves.reduce((sum, { prior }) => sum + prior, 0);
    // The samples that were no move have no part in it.
    expect(priors).toBeGreaterThan(0);
    expect(priors).toBeLessThanOrEqual(1 + 1e-9);
    const visits = moves.map((move) => move.visits);
    expect(visits).toEqual([...visits].sort((a, b) => b - a));
    expect(visits.reduce((sum, count) => sum + count, 0)).toBe(59);
  });

  test('says what it was not trained for', async () => {
    const wanted = { size: [2, 2, 2] as const, residual: matmul([2, 2, 2]) };
    await expect(player(arithmetic).suggest(wanted, 1)).rejects.toThrow('not trained for 2x2x2');
  });
});
