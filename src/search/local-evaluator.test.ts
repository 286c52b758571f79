import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRules } from '../game/create-rules.ts';
import { seeded } from '../tensor/random.ts';
import { matmul } from '../tensor/target.ts';
import { isZero } from '../tensor/tensor.ts';
import { subtractTerm } from '../tensor/term.ts';
import { LocalEvaluator } from './local-evaluator.ts';
import { RequestBuilder } from './request.ts';
import { randomPosition } from './testing/position.ts';
import { SearchTree } from './tree.ts';

test.each(['standard', 'z2'] as const)(
  'answers with K playable moves a state, %s',
  (arithmetic) => {
    fc.assert(
      fc.property(fc.nat(1 << 20), fc.integer({ min: 1, max: 24 }), (seed, samples) => {
        const { rules, state } = randomPosition({ seed, samples, terms: 3, pool: 3, arithmetic });
        if (rules.isZero(state, 0)) return;
        const evaluator = new LocalEvaluator(rules, samples, 1);
        const request = { count: 1, states: state, movesLeft: Int32Array.of(6) };
        const answer = evaluator.answer(request);
        expect(answer.samples).toBe(samples);
        for (let sample = 0; sample < samples; sample++) {
          expect(rules.canonicalise(answer.moves, sample)).toBe(true);
          expect(answer.logProbabilities[sample]).toBeLessThanOrEqual(0);
        }
        const value = answer.values[0]!;
        expect(value).toBeLessThan(0);
        expect(-value).toBeLessThanOrEqual(rules.rankBound(state, 0));
        expect(evaluator.answer(request)).toEqual(answer);
      }),
      { numRuns: 30 },
    );
  },
);

test('with it a search of 2×2×2 finds a way to win, and every solved line adds up', () => {
  const rules = createRules([2, 2, 2], 'standard', { maxCoefficient: 1 });
  const states = new Int32Array(rules.stateWords);
  const target = matmul([2, 2, 2]);
  rules.pack(target, states, 0);
  const tree = new SearchTree(
    rules,
    { simulations: 1e9, nodeCapacity: 700, samples: 16 },
    seeded(1),
  );
  tree.reset(states, 0, 9);
  const evaluator = new LocalEvaluator(rules, 16, 1);
  const builder = new RequestBuilder(rules.stateWords, 1);
  for (let i = 0; i < 300; i++) {
    builder.clear();
    if (tree.collect(builder, 1) > 0) tree.apply(evaluator.answer(builder.request()), 0);
  }
  const solution = tree.bestSolution()!;
  expect(solution.length).toBeLessThanOrEqual(8);
  let left = target;
  for (let move = 0; move < solution.length; move++) {
    left = subtractTerm(left, rules.decode(solution.moves, move), 'standard');
  }
  expect(isZero(left)).toBe(true);
});
