import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRules } from '../game/create-rules.ts';
import { seeded } from '../tensor/random.ts';
import type { EvaluationRequest } from './evaluator.ts';
import { randomPosition } from './testing/position.ts';
import { SearchTree } from './tree.ts';
import { Wave } from './wave.ts';

test('a request tells the moves by which each leaf was reached', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1 << 20), fc.integer({ min: 1, max: 5 }), async (seed, length) => {
      const { rules, state, evaluator } = randomPosition({ seed, samples: 6, terms: 4, pool: 9 });
      const { tokens } = rules.coding;
      const movesLeft = 6;
      const options = { simulations: 20, samples: 6 };
      const wave = new Wave(rules, options, 2, seeded(seed), length);
      for (const [game, tree] of wave.trees.entries()) tree.reset(state, 0, movesLeft, 3 + game);
      let asked = 0;
      const checking = {
        evaluate: (request: EvaluationRequest) => {
          for (let row = 0; row < request.count; row++) {
            const isSecond = request.targets![row] === 4;
            expect(request.targets![row]).toBe(isSecond ? 4 : 3);
            const played = movesLeft - request.movesLeft[row]!;
            const from = row * length * tokens;
            const past = request.history!.subarray(from, from + length * tokens);
            const known = Math.min(length, played);
            // Beyond the game's first move there are zeros.
            expect(past.subarray(known * tokens).every((token) => token === 0)).toBe(true);
            if (played > length) continue;
            // Played from the start, the earliest first, they lead to the leaf.
            const reached = state.slice(0, rules.stateWords);
            for (let back = known - 1; back >= 0; back--) {
              rules.play(reached, 0, past, back, reached, 0);
            }
            const words = rules.stateWords;
            expect(reached).toEqual(request.states.slice(row * words, (row + 1) * words));
            asked++;
          }
          return evaluator.evaluate(request);
        },
      };
      while (wave.trees.some((tree) => !tree.over)) {
        await wave.runSearch(checking);
        for (const tree of wave.trees) if (!tree.over) tree.advance(tree.chooseMove());
      }
      expect(asked).toBeGreaterThan(0);
    }),
    { numRuns: 40 },
  );
});

test('a tree plays by the rules of the game it was reset to', () => {
  const [large, small] = (
    [
      [2, 2, 2],
      [1, 2, 2],
    ] as const
  ).map((size) => createRules(size, 'z2', { side: 4 }));
  const tree = new SearchTree(large!, { simulations: 4, samples: 2 }, seeded(1));
  const state = new Int32Array(large!.stateWords);
  const move = Uint16Array.of(0b1111, 0b1111, 0b1111);
  const request = { ...{ samples: 2, moves: Uint16Array.of(...move, ...move) } };
  const answer = {
    ...request,
    logProbabilities: new Float32Array(2),
    values: new Float32Array(1),
  };
  for (const [rules, expected] of [
    [small!, [0b1100, 0b1111, 0b1100]],
    [large!, [0b1111, 0b1111, 0b1111]],
  ] as const) {
    large!.play(state, 0, Uint16Array.of(8, 8, 8), 0, state, 0);
    tree.reset(state, 0, 3, 0, rules);
    const wave = new Wave(rules, { simulations: 4, samples: 2 }, 1, seeded(1));
    wave.trees[0]!.reset(state, 0, 3, 0, rules);
    wave.collect();
    wave.apply(answer);
    expect(Array.from(wave.trees[0]!.policy().moves)).toEqual(expected);
    expect(tree.rules).toBe(rules);
    state.fill(0);
  }
});

test('with one simulation a move comes straight from the policy', async () => {
  const { rules, state, evaluator } = randomPosition({ seed: 5, samples: 6, terms: 3, pool: 9 });
  const chosen = new Set<number>();
  for (let seed = 0; seed < 30; seed++) {
    const wave = new Wave(rules, { simulations: 1, samples: 6 }, 1, seeded(seed));
    const [tree] = wave.trees as [SearchTree];
    tree.reset(state, 0, 5);
    const before = evaluator.requests;
    await wave.runSearch(evaluator);
    expect(evaluator.requests - before).toBe(1);
    const policy = tree.policy();
    const total = policy.priors.reduce((sum, prior) => sum + prior, 0);
    for (const [edge, weight] of policy.weights.entries()) {
      expect(weight).toBeCloseTo(policy.priors[edge]! / total, 10);
    }
    chosen.add(tree.chooseMove(policy));
  }
  expect(chosen.size).toBeGreaterThan(1);
});
