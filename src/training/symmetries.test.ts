import { expect, test } from 'vitest';
import { createRules } from '../game/create-rules.ts';
import type { Evaluation, EvaluationRequest } from '../search/evaluator.ts';
import { seeded } from '../tensor/random.ts';
import { BatchWriter } from './batch-writer.ts';
import { Demonstrations } from './demonstrations.ts';
import { Symmetries } from './symmetries.ts';
import { PLAIN_DEMONSTRATIONS } from './testing/plain-demonstrations.ts';

const SIZES = [
  [2, 2, 2],
  [1, 2, 2],
] as const;
const ARITHMETIC = ['z2', 'standard'] as const;
const HISTORY = 2;

/** Demonstrations of both targets, with histories. */
function samples(arithmetic: (typeof ARITHMETIC)[number], labels = 8) {
  const rules = SIZES.map((size) => createRules(size, arithmetic, { side: 4 }));
  const batch = new BatchWriter(rules[0]!, 40, labels, HISTORY);
  const config = { ...PLAIN_DEMONSTRATIONS, maxTerms: 4 };
  const source = new Demonstrations(rules, config, [9, 5], seeded(1));
  for (let i = 0; i < 40; i++) source.write(batch);
  return { rules, batch };
}

test.each(ARITHMETIC)('a batch stays one of right moves in %s', (arithmetic) => {
  const { rules, batch } = samples(arithmetic);
  const before = batch.states.slice();
  const past = batch.history.slice();
  new Symmetries(rules, 100, seeded(2), seeded(3)).batch(batch);
  expect(batch.states).not.toEqual(before);
  expect(batch.history).not.toEqual(past);
  const { tokens } = rules[0]!.coding;
  const words = rules[0]!.stateWords;
  for (let row = 0; row < batch.count; row++) {
    const own = rules[batch.targets[row]!]!;
    const state = batch.states.slice(row * words, (row + 1) * words);
    // All terms are labels: played one after the other they leave nothing.
    for (let label = 8 * row; label < 8 * row - batch.returns[row]!; label++) {
      const move = batch.moves.slice(label * tokens, (label + 1) * tokens);
      const canonical = move.slice();
      expect(own.canonicalise(canonical, 0)).toBe(true);
      expect(move).toEqual(canonical);
      own.play(state, 0, move, 0, state, 0);
    }
    expect(own.isZero(state, 0)).toBe(true);
  }
});

test.each(ARITHMETIC)(
  'an evaluator seen through them answers as before in %s',
  async (arithmetic) => {
    const { rules, batch } = samples(arithmetic);
    const { tokens } = rules[0]!.coding;
    const words = rules[0]!.stateWords;
    let asked: EvaluationRequest | null = null;
    /** Knows the right moves of the states it is shown, and proposes the first two. */
    const knows = {
      evaluate: async (request: EvaluationRequest): Promise<Evaluation> => {
        asked = request;
        return {
          samples: 2,
          moves: Uint16Array.from(request.history!),
          logProbabilities: new Float32Array(2 * request.count),
          values: Float32Array.from({ length: request.count }, (_, i) => -i + 0),
        };
      },
    };
    // A history that holds the two first labels comes back as the moves: mapped there and back.
    const plain = batch.plain();
    for (let row = 0; row < 40; row++) {
      for (let back = 0; back < 2; back++) {
        batch.past(row, back, batch.moves, 8 * row + Math.min(back, -batch.returns[row]! - 1));
      }
    }
    const around = new Symmetries(rules, 10, seeded(2), seeded(3)).around(knows);
    const states = plain.states.slice();
    const { moves, values } = await around.evaluate(plain);
    expect(plain.states).toEqual(states);
    expect(asked!.states).not.toEqual(states);
    for (let row = 0; row < 40; row++) {
      const own = rules[batch.targets[row]!]!;
      expect(values[row]).toBe(-row + 0);
      for (let back = 0; back < 2; back++) {
        const at = 2 * row + back;
        expect(own.canonicalise(moves, at)).toBe(true);
        expect(moves.slice(at * tokens, (at + 1) * tokens)).toEqual(
          plain.history.slice(at * tokens, (at + 1) * tokens),
        );
      }
      // Equal residuals have equal rank bounds, whatever the symmetry.
      expect(own.rankBound(asked!.states, row)).toBe(own.rankBound(states, row));
    }
    expect(states.length).toBe(40 * words);
  },
);

test('none of them change nothing', async () => {
  const { rules, batch } = samples('z2');
  const before = batch.plain().states.slice();
  const none = new Symmetries(rules, 0, seeded(2), seeded(3));
  none.batch(batch);
  expect(batch.states).toEqual(before);
  const evaluator = { evaluate: () => Promise.reject(new Error('not asked')) };
  expect(none.around(evaluator)).toBe(evaluator);
});
