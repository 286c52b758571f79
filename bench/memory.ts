/** What a replica holds: the network's tensors, the search's trees, the experience. */
import * as tf from '@tensorflow/tfjs-core';
import { nodeWasmPaths } from '../src/network/node-backend.ts';
import { SearchTree } from '../src/search/tree.ts';
import { seeded } from '../src/tensor/random.ts';
import type { PresetName } from '../src/training/config.ts';
import { Experience } from '../src/training/experience.ts';
import { rulesOf } from '../src/training/game-rules.ts';
import { LocalReplica } from '../src/training/local-replica.ts';
import { PRESETS, preset } from '../src/training/presets.ts';
import { start } from './backends.ts';
import type { Group, Row } from './row.ts';

/** Batches whose step of learning is looked at; the paper's network takes minutes a step. */
const STEPS: ReadonlyArray<readonly [PresetName, batch: number]> = [
  ['small', 128],
  ['medium', 64],
];

export const memoryBench: Group = async (say) => {
  const rows: Row[] = [];
  for (const { name } of PRESETS) rows.push(...held(name));
  await start('wasm');
  for (const [name, batch] of STEPS) {
    rows.push(...(await tensors(name, batch)));
    say(`memory.tensors.${name} measured`);
  }
  return rows;
};

/** The structures of fixed size. */
function held(name: PresetName): Row[] {
  const config = preset(name, [2, 2, 2], 'z2');
  const { targets, arithmetic, search, learning, experience, acting, network } = config;
  const { size } = targets[0]!;
  const rules = rulesOf(config);
  const { samples, simulations } = search;
  const tree = new SearchTree(rules, search, seeded(1));
  const { capacity } = experience;
  const positions = new Experience(rules, capacity, learning.labels, network.history);
  const rows: Row[] = [
    {
      name: `memory.search_tree.${name}.bytes_per_game`,
      value: tree.memoryBytes(),
      unit: 'bytes',
      config: { size, arithmetic, samples, simulations, games: acting.games },
    },
    {
      name: `memory.experience.${name}.bytes`,
      value: positions.memoryBytes,
      unit: 'bytes',
      config: { size, arithmetic, capacity, labels: learning.labels },
    },
  ];
  return rows;
}

/** TensorFlow.js's tensors: those that stay, and the most there are at once in a step of learning. */
async function tensors(name: PresetName, batch: number): Promise<Row[]> {
  const config = preset(name, [2, 2, 2], 'z2');
  const before = tf.memory().numBytes;
  const replica = await LocalReplica.create(config, 'wasm', 0, nodeWasmPaths());
  await replica.begin(0);
  const network = tf.memory().numBytes - before;
  const step = { parameters: null, demonstrations: batch, played: null };
  const profile = await tf.profile(async () => {
    await replica.gradient(step);
    // A profiled function gives back a tensor.
    return tf.scalar(0);
  });
  tf.dispose(profile.result);
  await replica.dispose();
  const { targets, arithmetic } = config;
  const common = { size: targets[0]!.size, arithmetic, network: config.network };
  return [
    {
      name: `memory.tensors.${name}.network_bytes`,
      value: network,
      unit: 'bytes',
      config: common,
    },
    {
      name: `memory.tensors.${name}.wasm.b${batch}.training_step_peak_bytes`,
      value: profile.peakBytes - before,
      unit: 'bytes',
      config: { ...common, batch, labels: config.learning.labels },
    },
  ];
}
