import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Algorithm } from '../algorithm/algorithm.ts';
import { naiveAlgorithm } from '../algorithm/examples.ts';
import { nodeWasmPaths } from '../network/node-backend.ts';
import { type Benchmark, BenchmarkRewards } from './benchmark-reward.ts';
import type { RunConfig } from './config.ts';
import type { GameRecord } from './game-record.ts';
import { LocalReplica } from './local-replica.ts';
import { tinyRun } from './testing/tiny-run.ts';
import { Trainer } from './trainer.ts';

vi.setConfig({ testTimeout: 120_000 });

const ALGORITHM = naiveAlgorithm([1, 1, 2], 'z2');

function game(returns: number[], target = 0): GameRecord {
  return {
    target,
    kept: 0,
    positions: returns.length,
    states: new Int32Array(),
    movesLeft: new Int32Array(),
    returns: Float32Array.from(returns),
    moves: new Uint16Array(),
    weights: new Float32Array(),
    played: new Uint16Array(),
    rank: returns.length,
  };
}

describe('the benchmark reward', () => {
  test('is λ·b on every return of the game', () => {
    const rewards = new BenchmarkRewards(4, () => 0.25, 1);
    const before = game([-2, -1]);
    const { game: after, measured } = rewards.rewarded(before, ALGORITHM);
    expect([...after.returns]).toEqual([-1, 0]);
    expect(measured).toBe(true);
    expect([...before.returns]).toEqual([-2, -1]);
  });

  test('of what is not measured is the mean of what is, target by target', () => {
    const answers: (number | undefined)[] = [undefined, 1, 3, undefined, undefined];
    const rewards = new BenchmarkRewards(2, () => answers.shift(), 2);
    const bonus = (target: number) => {
      const found = rewards.rewarded(game([0], target), ALGORITHM);
      return [found.game.returns[0], found.measured];
    };
    expect(bonus(0)).toEqual([0, false]);
    expect(bonus(0)).toEqual([2, true]);
    expect(bonus(0)).toEqual([6, true]);
    expect(bonus(0)).toEqual([4, false]);
    expect(bonus(1)).toEqual([0, false]);
  });

  test('decides which games are the best, as far as measurements can tell', () => {
    const rewards = new BenchmarkRewards(10, () => 0, 2);
    expect(rewards.judge(game([-7]))).toBe('better');
    expect(rewards.judge(game([-7.05]))).toBe('as good');
    expect(rewards.judge(game([-6.95]))).toBe('as good');
    expect(rewards.judge(game([-7.5]))).toBe('worse');
    expect(rewards.judge(game([-6]))).toBe('better');
    expect(rewards.judge(game([-7]))).toBe('worse');
    expect(rewards.judge(game([-9], 1))).toBe('better');
  });
});

let replica: LocalReplica | null = null;
afterEach(async () => {
  await replica?.dispose();
  replica = null;
});

/** Terms whose form of B sums both entries: of the three algorithms of 1×1×2 modulo 2, two have one. */
function sums(algorithm: Algorithm): number {
  return algorithm.v.filter((row) => row.every((c) => c === 1)).length;
}

/** Trains, and gives the share of favoured algorithms in solved games, early and late. */
async function train(config: RunConfig, benchmark: Benchmark, rounds: number, from?: Uint8Array) {
  replica = await LocalReplica.create(config, 'wasm', 0, nodeWasmPaths());
  const favoured: boolean[] = [];
  let played = 0;
  const trainer: Trainer = new Trainer(
    config,
    [replica],
    (event) => {
      if (event.kind === 'games' && ++played >= rounds) trainer.stop();
    },
    from,
    (algorithm) => {
      favoured.push(sums(algorithm) > 0);
      return benchmark(algorithm);
    },
  );
  await trainer.run();
  const checkpoint = await trainer.checkpoint();
  await replica.dispose();
  replica = null;
  const late = favoured.slice(-Math.floor(favoured.length / 3));
  return { checkpoint, share: late.filter(Boolean).length / late.length, games: favoured.length };
}

test('with a high λ, fine-tuning finds more of the algorithms that measure well', async () => {
  const config = tinyRun({
    size: [1, 1, 2],
    acting: { games: 8, basisShare: 0, benchmarkWeight: 6 },
    learning: { learningRate: 3e-3, batch: 32, stepsBeforeActing: 20 },
    experience: { capacity: 400, bestCapacity: 200, playedShare: 0.3, bestShare: 0.5 },
  });
  const base = await train(config, () => 0, 10);
  const neutral = await train(config, () => 0, 60, base.checkpoint);
  const summed = await train(config, (a) => (sums(a) > 0 ? 1 : 0), 60, base.checkpoint);
  expect(neutral.games).toBeGreaterThan(500);
  expect(summed.games).toBeGreaterThan(500);
  expect(neutral.share).toBeLessThan(0.3);
  expect(summed.share).toBeGreaterThan(neutral.share + 0.4);
});
