import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { nodeWasmPaths } from '../network/node-backend.ts';
import { SearchTree } from '../search/tree.ts';
import { ARITHMETICS } from '../tensor/arithmetic.ts';
import { seeded } from '../tensor/random.ts';
import type { Size } from '../tensor/size.ts';
import type { PresetName, RunConfig } from './config.ts';
import { estimateCost, experienceBytes, formatBytes, treeBytes } from './estimate-cost.ts';
import { Experience } from './experience.ts';
import { layoutOf, longestGame, rulesOf } from './game-rules.ts';
import { LocalReplica } from './local-replica.ts';
import { PRESETS, preset, presetOf } from './presets.ts';

const FEW: readonly (readonly [PresetName, Size])[] = [
  ['tiny', [2, 2, 2]],
  ['small', [1, 2, 3]],
];

describe.each(ARITHMETICS)('what is held in %s', (arithmetic) => {
  test.each(FEW)('is what the arrays take (%s, %j)', (name, size) => {
    const config = presetOf(name, [size, [1, 1, 2]], arithmetic);
    const tree = new SearchTree(rulesOf(config), config.search, seeded(1));
    tree.reset(new Int32Array(rulesOf(config).stateWords), 0, longestGame(config));
    expect(treeBytes(config)).toBe(tree.memoryBytes());
    for (const history of [0, 3]) {
      const with3 = { ...config, network: { ...config.network, history } };
      const { capacity, bestCapacity } = with3.experience;
      const { labels } = with3.learning;
      const rings = [capacity, Math.ceil(bestCapacity / 2), Math.ceil(bestCapacity / 2)].map(
        (each) => new Experience(rulesOf(with3), each, labels, history).memoryBytes,
      );
      expect(experienceBytes(with3)).toBe(rings.reduce((sum, bytes) => sum + bytes));
    }
  });
});

test.each<[PresetName, Size, RunConfig['arithmetic'], number]>([
  ['tiny', [2, 2, 2], 'z2', 16],
  ['small', [2, 2, 2], 'standard', 8],
  ['small', [2, 2, 3], 'z2', 4],
])(
  'a step and a wave of %s on %j in %s take what was said',
  async (name, size, arithmetic, rows) => {
    const base = preset(name, size, arithmetic);
    const config: RunConfig = {
      ...base,
      learning: { ...base.learning, batch: rows },
      acting: { ...base.acting, games: rows },
    };
    const replica = await LocalReplica.create(config, 'wasm', 0, nodeWasmPaths());
    await replica.begin(0);
    const held = tf.memory().numBytes;
    /** Bytes of the tensors that are there at most while it runs, beside those that stay. */
    const peak = async (run: () => Promise<unknown>) => {
      const profile = await tf.profile(async () => {
        await run();
        // A profiled function gives back a tensor.
        return tf.scalar(0);
      });
      tf.dispose(profile.result);
      return profile.peakBytes - held;
    };
    const step = await peak(() =>
      replica.gradient({ parameters: null, demonstrations: rows, played: null }),
    );
    const wave = await peak(() =>
      replica.act(null, 2, { moveLimits: [longestGame(config)], reached: [false], algorithms: [] }),
    );
    await replica.dispose();
    const cost = estimateCost(config);
    const gradients = 2 * 4 * layoutOf(config).size;
    expect(step).toBeLessThan(cost.batch + gradients);
    expect(step).toBeGreaterThan(0.7 * (cost.batch + gradients));
    expect(wave).toBeLessThan(cost.wave);
    expect(wave).toBeGreaterThan(cost.wave / 4);
  },
);

test('presets cost more the larger they are; micro-batches less, replicas more', () => {
  const costs = PRESETS.map(({ name }) => estimateCost(preset(name, [2, 2, 2], 'z2')));
  const totals = costs.map(({ total }) => total);
  expect(totals).toEqual([...totals].sort((a, b) => a - b));
  const config = preset('small', [2, 2, 2], 'z2');
  const once = estimateCost(config);
  const micro = estimateCost({ ...config, learning: { ...config.learning, microBatch: 16 } });
  expect(micro.batch).toBeCloseTo(once.batch / 4, 0);
  const two = estimateCost(config, 2);
  expect(micro.optimiser).toBe(6 * once.parameters * 4);
  expect(once.optimiser).toBe(5 * once.parameters * 4);
  const captured = estimateCost(config, 1, true);
  expect(captured.batch).toBeLessThan(once.batch / 2);
  expect(captured.wave).toBeLessThan(once.wave / 5);
  expect(captured.optimiser).toBe(once.optimiser);
  // A batch is shared, a wave is not.
  expect(two.batch).toBeCloseTo(once.batch, 0);
  expect(two.wave).toBe(2 * once.wave);
  expect(two.trees).toBe(2 * once.trees);
  // A worker more; a memory of its own, but half of the batch in each.
  expect(two.runtime - once.runtime).toBeGreaterThan(10e6 + 2 ** 24);
  expect(once.runtime - captured.runtime).toBeGreaterThan(0.2 * once.batch + 2 ** 24);
  expect(once.total).toBeCloseTo(
    once.network + once.optimiser + once.trees + once.experience + once.batch + once.runtime,
  );
});

test('bytes are written for people', () => {
  expect([0, 999, 1000, 1.24e6, 96e9].map(formatBytes)).toEqual([
    ...['0 B', '1000 B', '1 kB', '1.2 MB', '96 GB'],
  ]);
});
