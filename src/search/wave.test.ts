import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../tensor/random.ts';
import type { EvaluationRequest } from './evaluator.ts';
import { dumpTree, stateText } from './testing/dump.ts';
import { randomPosition, searchAlone } from './testing/position.ts';
import { SearchTree } from './tree.ts';
import { Wave } from './wave.ts';

const position = (seed: number) => randomPosition({ seed, samples: 6, terms: 3, pool: 9 });

test('a wave of games is the games, one at a time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(1 << 20),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 4 }),
      async (seed, games, leavesPerWave) => {
        const { rules, state, evaluator } = position(seed);
        const options = { simulations: 30, samples: 6, leavesPerWave };
        const wave = new Wave(rules, options, games, seeded(seed));
        const random = seeded(seed);
        const alone = wave.trees.map(() => new SearchTree(rules, options, random.fork()));
        wave.trees.forEach((tree, game) => {
          // Games of different lengths, so that some are over before others.
          tree.reset(state, 0, 2 + (game % 4));
          alone[game]!.reset(state, 0, 2 + (game % 4));
        });
        while (wave.trees.some((tree) => !tree.over)) {
          await wave.runSearch(evaluator);
          expect(wave.done).toBe(true);
          wave.trees.forEach((tree, game) => {
            const other = alone[game]!;
            searchAlone(other, evaluator);
            expect(dumpTree(tree)).toEqual(dumpTree(other));
            if (tree.over) return;
            const edge = tree.chooseMove();
            expect(other.chooseMove()).toBe(edge);
            tree.advance(edge);
            other.advance(edge);
          });
        }
        wave.trees.forEach((tree, game) => {
          expect(tree.bestSolution()).toEqual(alone[game]!.bestSolution());
        });
      },
    ),
    { numRuns: 40 },
  );
});

test('a wave asks once for each leaf, and for no more than it may', () => {
  const { rules, state, evaluator } = position(5);
  const options = { simulations: 50, samples: 6, leavesPerWave: 4 };
  const wave = new Wave(rules, options, 3, seeded(5));
  for (const tree of wave.trees) tree.reset(state, 0, 5);
  let widest = 0;
  for (;;) {
    const request: EvaluationRequest = wave.collect();
    if (request.count === 0) break;
    widest = Math.max(widest, request.count);
    expect(request.count).toBeLessThanOrEqual(12);
    expect(request.states.length).toBe(request.count * rules.stateWords);
    expect(request.movesLeft.length).toBe(request.count);
    wave.apply(evaluator.answer(request));
  }
  // The first wave has only the roots; virtual loss then spreads each game over several leaves.
  expect(widest).toBeGreaterThan(6);
  for (const tree of wave.trees) expect(tree.stats.simulations).toBe(50);
});

test('the leaves that one game puts into a wave differ', () => {
  const { rules, state, evaluator } = position(6);
  const options = { simulations: 60, samples: 6, leavesPerWave: 8 };
  const wave = new Wave(rules, options, 1, seeded(6));
  wave.trees[0]!.reset(state, 0, 5);
  for (;;) {
    const request = wave.collect();
    if (request.count === 0) break;
    const leaves = Array.from(
      { length: request.count },
      (_, row) => `${stateText(request.states, row, rules.stateWords)}/${request.movesLeft[row]}`,
    );
    expect(new Set(leaves).size).toBe(request.count);
    wave.apply(evaluator.answer(request));
  }
});

test('games that were never started want nothing', async () => {
  const { rules, evaluator } = position(1);
  const wave = new Wave(rules, { samples: 6 }, 2, seeded(1));
  expect(wave.done).toBe(true);
  expect(await wave.runWave(evaluator)).toBe(0);
  expect(evaluator.requests).toBe(0);
});

test('the memory of a wave is that of its games and its request', () => {
  const { rules } = position(1);
  const wave = new Wave(rules, { samples: 6 }, 4, seeded(1));
  expect(wave.memoryBytes()).toBeGreaterThan(4 * wave.trees[0]!.memoryBytes());
});
