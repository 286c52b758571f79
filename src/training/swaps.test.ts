import { describe, expect, test } from 'vitest';
import type { Evaluator } from '../search/evaluator.ts';
import { ARITHMETICS } from '../tensor/arithmetic.ts';
import { seeded } from '../tensor/random.ts';
import { Actor } from './actor.ts';
import { rulesOf } from './game-rules.ts';
import { tinyRun } from './testing/tiny-run.ts';

describe.each(ARITHMETICS)('games with two moves swapped in %s', (arithmetic) => {
  const config = tinyRun({ size: [1, 2, 2], arithmetic, acting: { swaps: 1 } });
  const rules = rulesOf(config);
  const { tokens, vocabulary } = rules.coding;
  const words = rules.stateWords;
  const { labels } = config.learning;

  /** Proposes anything. */
  function evaluator(): Evaluator {
    const random = seeded(7);
    const { samples } = config.search;
    return {
      evaluate: async ({ count }) => ({
        samples,
        moves: Uint16Array.from({ length: count * samples * tokens }, () =>
          random.below(vocabulary),
        ),
        logProbabilities: new Float32Array(count * samples),
        values: new Float32Array(count).fill(-1),
      }),
    };
  }

  test('begin and end as the games they are made of, and each move leads to the next state', async () => {
    const { games, swapped } = await new Actor(config, evaluator(), seeded(1)).act(200);
    const long = games.filter(({ positions }) => positions > 1);
    expect(long.length).toBeGreaterThan(3);
    expect(swapped.length).toBe(long.length);
    let changed = 0;
    for (const [i, game] of long.entries()) {
      const other = swapped[i]!;
      const { positions, states, played } = other;
      expect(positions).toBe(game.positions);
      expect(other.returns).toEqual(game.returns);
      expect(other.movesLeft).toEqual(game.movesLeft);
      expect(other.rank).toBe(game.rank);
      expect(states.slice(0, words)).toEqual(game.states.slice(0, words));
      const moves = (record: typeof game) =>
        Array.from({ length: positions }, (_, at) =>
          record.played.slice(at * tokens, (at + 1) * tokens).join(),
        );
      expect([...moves(other)].sort()).toEqual([...moves(game)].sort());
      if (moves(other).join() !== moves(game).join()) changed++;
      const after = new Int32Array(words);
      for (let at = 0; at < positions; at++) {
        if (at > 0) expect(states.slice(at * words, (at + 1) * words)).toEqual(after);
        rules.play(states, at, played, at, after, 0);
        // The move that is played is the only one to learn.
        const from = at * labels;
        expect(other.weights.slice(from, from + labels)).toEqual(Float32Array.of(1, 0));
        expect(other.moves.slice(from * tokens, (from + 1) * tokens)).toEqual(
          played.slice(at * tokens, (at + 1) * tokens),
        );
      }
      expect(rules.isZero(after, 0)).toBe(game.rank > 0);
    }
    expect(changed).toBeGreaterThan(0);
  });

  test('are not made where none are wanted', async () => {
    const none = { ...config, acting: { ...config.acting, swaps: 0 } };
    const { games, swapped } = await new Actor(none, evaluator(), seeded(1)).act(100);
    expect(games.length).toBeGreaterThan(3);
    expect(swapped).toEqual([]);
  });
});
