import { describe, expect, test } from 'vitest';
import type { Evaluator } from '../search/evaluator.ts';
import { type Random, seeded } from '../tensor/random.ts';
import { Actor } from './actor.ts';
import { rulesOf } from './game-rules.ts';
import { tinyRun } from './testing/tiny-run.ts';

const config = tinyRun({ size: [1, 2, 2], acting: { games: 5 } });
const { tokens, vocabulary } = rulesOf(config).coding;

/** Proposes anything, after a while; tells how many requests were under way at once. */
class Slow implements Evaluator {
  most = 0;
  rows = 0;
  readonly #random = seeded(7);
  readonly #delays: Random;
  #now = 0;

  constructor(delays: number) {
    this.#delays = seeded(delays);
  }

  async evaluate({ count }: { count: number }) {
    const { samples } = config.search;
    this.rows += count;
    this.most = Math.max(this.most, ++this.#now);
    const moves = Uint16Array.from({ length: count * samples * tokens }, () =>
      this.#random.below(vocabulary),
    );
    for (let turns = this.#delays.below(9); turns >= 0; turns--) await Promise.resolve();
    this.#now--;
    const logProbabilities = new Float32Array(count * samples);
    return { samples, moves, logProbabilities, values: new Float32Array(count).fill(-1) };
  }
}

describe('games in groups', () => {
  test('are evaluated one group while another is searched, each in every wave', async () => {
    const evaluator = new Slow(1);
    const report = await new Actor(config, evaluator, seeded(1), 2).act(60);
    expect(evaluator.most).toBe(2);
    expect(report.evaluations).toBe(evaluator.rows);
    expect(report.evaluations).toBeLessThanOrEqual(60 * 5);
    expect(report.evaluations).toBeGreaterThan(60);
    expect(report.games.length).toBeGreaterThan(3);
    const one = new Slow(1);
    await new Actor(config, one, seeded(1)).act(60);
    expect(one.most).toBe(1);
  });

  test('come out the same however long evaluations take', async () => {
    const play = async (delays: number) => {
      const actor = new Actor(config, new Slow(delays), seeded(1), 2);
      const reports = [await actor.act(40), await actor.act(40)];
      return reports.map(({ games, lines, evaluations, simulations }) => ({
        ...{ games, lines, evaluations, simulations },
      }));
    };
    const first = await play(1);
    expect(await play(2)).toEqual(first);
    expect(await play(3)).toEqual(first);
  });

  test('fail as a whole when an evaluation fails', async () => {
    const broken: Evaluator = { evaluate: () => Promise.reject(new Error('no device')) };
    await expect(new Actor(config, broken, seeded(1), 2).act(3)).rejects.toThrow('no device');
  });
});
