import { afterEach, describe, expect, test } from 'vitest';
import { Network } from '../network/network.ts';
import { nodeWasmPaths } from '../network/node-backend.ts';
import { initialParameters } from '../network/parameters.ts';
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { seeded } from '../tensor/random.ts';
import { dimensions } from '../tensor/size.ts';
import { matmul } from '../tensor/target.ts';
import { sumOfTerms } from '../tensor/term.ts';
import type { RunConfig } from './config.ts';
import type { ActingReport, GameRecord } from './game-record.ts';
import { layoutOf, longestGame, rulesOf } from './game-rules.ts';
import { LocalReplica } from './local-replica.ts';
import { tinyRun } from './testing/tiny-run.ts';

let replicas: LocalReplica[] = [];
afterEach(async () => {
  for (const replica of replicas) await replica.dispose();
  replicas = [];
});

async function hire(config: RunConfig, index = 0): Promise<LocalReplica> {
  const replica = await LocalReplica.create(config, 'wasm', index, nodeWasmPaths());
  replicas.push(replica);
  return replica;
}

const learn = async (replica: LocalReplica) => ({
  ...(await replica.gradient({ parameters: null, demonstrations: 8, played: null })),
  seconds: 0,
});

/** Enough waves that games end; without the clock. */
async function act(replica: LocalReplica, waves = 40, limit = 9): Promise<ActingReport> {
  return {
    ...(await replica.act(null, waves, { moveLimits: [limit], reached: [false], algorithms: [] })),
    seconds: 0,
    networkSeconds: 0,
  };
}

describe('what replicas draw', () => {
  test('depends on their index and on the start of the run, and repeats', async () => {
    const config = tinyRun();
    const draws = [];
    for (const [index, epoch] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 0],
    ] as const) {
      const replica = await hire(config, index);
      await replica.begin(epoch);
      draws.push({ gradient: await learn(replica), acting: await act(replica) });
    }
    const [first, other, later, same] = draws;
    expect(same).toEqual(first);
    for (const differs of [other, later]) {
      expect(differs!.gradient.policyLoss).not.toBe(first!.gradient.policyLoss);
      expect(differs!.acting.games).not.toEqual(first!.acting.games);
    }
  });

  test('begins anew at begin', async () => {
    const replica = await hire(tinyRun());
    await replica.begin(0);
    const first = await act(replica);
    expect(await act(replica)).not.toEqual(first);
    await replica.begin(0);
    expect(await act(replica)).toEqual(first);
  });

  test('is nothing before begin', async () => {
    const replica = await hire(tinyRun());
    await expect(learn(replica)).rejects.toThrow('before it was begun');
    await expect(act(replica)).rejects.toThrow('before it was begun');
  });
});

describe('the gradient of a share', () => {
  test('is that of its demonstrations and its played positions together', async () => {
    const config = tinyRun({ acting: { symmetries: 0 } });
    const played = {
      count: 4,
      labels: 2,
      states: new Int32Array(4 * rulesOf(config).stateWords),
      movesLeft: Int32Array.of(1, 2, 3, 3),
      moves: Uint16Array.from(
        { length: 4 * 2 * rulesOf(config).coding.tokens },
        (_, i) => 1 + (i % 3),
      ),
      weights: Float32Array.of(0.5, 0.5, 1, 0, 0, 0, 0, 0),
      returns: Float32Array.of(-1, -2, -3, -3),
      history: new Uint16Array(0),
      targets: new Uint8Array(4),
    };
    const losses = [];
    for (const [demonstrations, extra] of [
      [4, null],
      [0, played],
      [4, played],
    ] as const) {
      const replica = await hire(config);
      await replica.begin(0);
      losses.push(await replica.gradient({ parameters: null, demonstrations, played: extra }));
    }
    const [drawn, given, both] = losses;
    const parameters = initialParameters(layoutOf(config), seeded(8));
    const limit = longestGame(config);
    const network = new Network(rulesOf(config), config.network, limit, parameters);
    const alone = await network.gradient(played, config.learning.valueWeight);
    network.dispose();
    const last = replicas.at(-1)!;
    expect(await last.gradient({ parameters, demonstrations: 0, played })).toMatchObject(alone);
    expect(both!.policyLoss).toBeCloseTo((drawn!.policyLoss + given!.policyLoss) / 2, 4);
    expect(both!.valueLoss).toBeCloseTo((drawn!.valueLoss + given!.valueLoss) / 2, 4);
    for (const [i, x] of both!.gradient.entries()) {
      expect(x).toBeCloseTo((drawn!.gradient[i]! + given!.gradient[i]!) / 2, 4);
    }
  });

  test('is taken at the parameters that come with it', async () => {
    const replica = await hire(tinyRun());
    await replica.begin(0);
    const { gradient } = await learn(replica);
    const parameters = new Float32Array(gradient.length);
    const request = { parameters, demonstrations: 8, played: null };
    const { policyLoss } = await replica.gradient(request);
    // All parameters zero: every token is as likely as any other.
    const { tokens, vocabulary } = rulesOf(tinyRun()).coding;
    expect(policyLoss).toBeCloseTo(tokens * Math.log(vocabulary), 4);
  });
});

describe.each<Arithmetic>(['z2', 'standard'])('games in %s', (arithmetic) => {
  // Games of the whole target.
  const config = tinyRun({ arithmetic, acting: { reworkShare: 0 } });
  const rules = rulesOf(config);

  async function play(waves: number, limit = longestGame(config)): Promise<ActingReport> {
    const replica = await hire(config);
    await replica.begin(0);
    return act(replica, waves, limit);
  }

  /** Plays the first label of each position; gives the state after the last. */
  function followed({ positions, states, moves }: GameRecord): Int32Array {
    const words = rules.stateWords;
    const { tokens } = rules.coding;
    const after = new Int32Array(words);
    for (let i = 0; i < positions; i++) {
      if (i > 0) expect(after).toEqual(states.slice(i * words, (i + 1) * words));
      const move = moves.slice(
        i * config.learning.labels * tokens,
        (i * config.learning.labels + 1) * tokens,
      );
      rules.play(states, i, move, 0, after, 0);
    }
    return after;
  }

  test('have records whose weights sum to one and whose returns count down', async () => {
    const { games } = await play(80);
    expect(games.length).toBeGreaterThan(10);
    for (const { positions, movesLeft, weights, returns, rank } of games) {
      expect(positions).toBeGreaterThan(0);
      const { labels } = config.learning;
      for (let i = 0; i < positions; i++) {
        const sum = weights
          .subarray(i * labels, (i + 1) * labels)
          .reduce((total, weight) => total + weight, 0);
        expect(sum).toBeCloseTo(1, 5);
        expect(movesLeft[i]).toBe(longestGame(config) - i);
        expect(returns[i]! - returns[0]!).toBe(i);
      }
      if (rank > 0) expect(returns[positions - 1]).toBe(-1);
      else expect(returns[positions - 1]).toBeLessThan(-1);
      expect(rank === 0 || rank === positions).toBe(true);
    }
  });

  test('that are solved give a line to zero, and its terms in the canonical basis', async () => {
    const { best, lines, games } = await play(80);
    expect(games.some(({ rank }) => rank === 0)).toBe(true);
    expect(best.length).toBeGreaterThan(0);
    for (const line of best) {
      expect(rules.isZero(followed(line), 0)).toBe(true);
      expect(line.rank).toBe(line.positions);
    }
    const [{ size }] = config.targets as [RunConfig['targets'][number]];
    const [a, b, c] = dimensions(size);
    expect(lines.length).toBeGreaterThan(0);
    for (const { rank, factors } of lines) {
      const terms = Array.from({ length: rank }, (_, i) => {
        const at = i * (a + b + c);
        const factor = (from: number, length: number) =>
          factors.slice(at + from, at + from + length);
        return { u: factor(0, a), v: factor(a, b), w: factor(a + b, c) };
      });
      expect(sumOfTerms([a, b, c], terms, arithmetic)).toEqual(matmul(size));
    }
  });

  test('begun after a limit was set end at it', async () => {
    const { games } = await play(80, 1);
    // The games that were under way when the limit was set end at the old one.
    const begun = games.filter(({ positions }) => positions > 0);
    const later = begun.filter(({ movesLeft }) => movesLeft[0] !== longestGame(config));
    expect(begun.length - later.length).toBeLessThanOrEqual(config.acting.games);
    expect(later.length).toBeGreaterThan(0);
    for (const { positions } of later) expect(positions).toBe(1);
  });
});
