/**
 * What capturing is worth on WebGPU: the same wave and the same gradient, dispatched operation by
 * operation and replayed; rates of plans whose inputs are ready; where a plan's time goes on the GPU.
 */
import * as tf from '@tensorflow/tfjs-core';
import { NetworkGraph } from '../src/network/graph.ts';
import { initialParameters } from '../src/network/parameters.ts';
import { networkShape } from '../src/network/shape.ts';
import { settingsVector } from '../src/network/webgpu/adamw.ts';
import { FlatParameters } from '../src/network/webgpu/flat-parameters.ts';
import {
  captureGradient,
  captureStep,
  captureWave,
  gradientsOfBatch,
  wave,
} from '../src/network/webgpu/plans.ts';
import type { Plan, Values } from '../src/replay/index.ts';
import { seeded } from '../src/tensor/random.ts';
import { formatSize, type Size } from '../src/tensor/size.ts';
import type { PresetName } from '../src/training/config.ts';
import { layoutOf, rulesOf } from '../src/training/game-rules.ts';
import { preset } from '../src/training/presets.ts';
import { backendsHere, start } from './backends.ts';
import type { Group, Row } from './row.ts';
import { streamed, timed } from './timing.ts';

interface Case {
  readonly preset: PresetName;
  readonly size: Size;
  /** States of a wave and of a batch. */
  readonly states: number;
  /** Larger batches that are learnt from too, unless others are named. */
  readonly batches?: readonly number[];
}

const CASES: readonly Case[] = [
  { preset: 'tiny', size: [2, 2, 2], states: 256 },
  { preset: 'small', size: [2, 2, 2], states: 128 },
  { preset: 'medium', size: [2, 2, 2], states: 1024, batches: [2048, 4096] },
  { preset: 'medium', size: [3, 3, 3], states: 256 },
  { preset: 'large', size: [2, 2, 2], states: 128 },
  { preset: 'paper', size: [2, 2, 2], states: 16 },
];
/** Those that are measured when none is named. */
const USUAL: readonly PresetName[] = ['small', 'medium'];
/** Runs that are under way at once where a rate is of plans alone. */
const AT_ONCE = 8;
/** Kernels that a profile names. */
const NAMED = 12;

export const replayBench: Group = async (say, { presets = USUAL, sizes } = {}) => {
  const backends = await backendsHere(say);
  if (!backends.includes('webgpu')) return [];
  const { description } = await start('webgpu');
  const rows: Row[] = [];
  for (const one of CASES) {
    if (!presets.includes(one.preset)) continue;
    const { states, batches } = one;
    const learnt = (batches && sizes) ?? [states, ...(batches ?? [])];
    rows.push(...(await measure(one, learnt, description, say)));
  }
  return rows;
};

async function measure(
  { preset: name, size, states }: Case,
  batches: readonly number[],
  device: string,
  say: (line: string) => void,
): Promise<Row[]> {
  const config = preset(name, size, 'z2');
  const { samples } = config.search;
  const { labels, valueWeight, weightDecay, clip, learningRate } = config.learning;
  const shape = networkShape(rulesOf(config), config.network.history);
  const layout = layoutOf(config);
  const parameters = new FlatParameters(layout, initialParameters(layout, seeded(1)));
  const graph = new NetworkGraph(config.network, shape, parameters.lookup);
  const rows: Row[] = [];
  const add = (what: string, value: number, unit: string, more: object = {}) => {
    const full = `replay.${name}.webgpu.${what}`;
    say(`${full} ${value.toPrecision(4)} ${unit}`);
    rows.push({
      ...{ name: full, value, unit },
      config: {
        ...{ size, arithmetic: 'z2', states, samples, labels, device, network: config.network },
        ...{ parameters: layout.size, seed: 1, ...more },
      },
    });
  };

  const random = seeded(2);
  const uniform = (length: number) => Float32Array.from({ length }, () => random.next());
  const featuresOf = (count: number) =>
    uniform(count * shape.gridTokens * shape.features).map((x) => (x < 0.1 ? 1 : 0));
  const batchOf = (count: number) => ({
    features: featuresOf(count),
    moves: Int32Array.from({ length: count * labels * shape.tokens }, () =>
      random.below(shape.vocabulary),
    ),
    weights: new Float32Array(count * labels).fill(1 / labels),
    returns: uniform(count).map((x) => -1 - 7 * x),
  });
  const waveInputs = {
    ...{ features: featuresOf(states), offsets: uniform(states) },
    settings: Float32Array.of(1, 1),
  };
  const batch = batchOf(states);
  const label = formatSize(size);

  const wavePlan = await captureWave(graph, states, samples);
  const gradientPlan = await captureGradient(graph, parameters, {
    count: states,
    labels,
    valueWeight,
  });
  const uncaptured = async (compute: () => tf.Tensor[]) => {
    const results = tf.tidy(compute);
    await Promise.all(results.map((tensor) => tensor.data()));
    tf.dispose(results);
  };
  const plainWave = await timed(() =>
    uncaptured(() => Object.values(wave(graph, tensorsOf(waveInputs, shape), states, samples))),
  );
  const plainGradient = await timed(() =>
    uncaptured(() => {
      const count = { count: states, valueWeight };
      const { gradients, losses } = gradientsOfBatch(
        graph,
        parameters,
        tensorsOf(batch, shape),
        count,
      );
      return [losses, tf.concat(gradients.map((gradient) => tf.reshape(gradient, [-1])))];
    }),
  );
  const replayedWave = await timed(() => wavePlan.run(waveInputs));
  const replayedGradient = await timed(() => gradientPlan.run(batch));
  const ratio = (a: typeof plainWave, b: typeof plainWave) => a!.seconds / b!.seconds;
  add(`${label}.wave_speedup`, ratio(plainWave, replayedWave), '×');
  add(`${label}.gradient_speedup`, ratio(plainGradient, replayedGradient), '×');
  gradientPlan.dispose();

  const rate = async <I extends string>(
    plan: Plan<I>,
    inputs: Readonly<Record<I, Values>>,
    count: number,
  ) => {
    return count / (await streamed(() => plan.run(inputs), AT_ONCE));
  };
  add(`${label}.leaves_per_s`, await rate(wavePlan, waveInputs, states), '1/s', {
    atOnce: AT_ONCE,
  });
  add(`${label}.leaves_per_s_one_at_a_time`, states / replayedWave!.seconds, '1/s');
  add(`${label}.wave_bytes`, wavePlan.memory.total, 'bytes', { ...wavePlan.memory });
  await profile(wavePlan, waveInputs, (line) => say(`${label} wave: ${line}`));
  wavePlan.dispose();

  const moments = {
    first: parameters.alike(),
    second: parameters.alike(),
    decays: tf.tensor1d(parameters.decays(), 'int32'),
  };
  const settings = settingsVector({
    ...{ learningRate, weightDecay, clip, step: 1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 },
  });
  for (const count of batches) {
    const plan = await captureStep(graph, parameters, moments, { count, labels, valueWeight });
    const inputs = { ...(count === states ? batch : batchOf(count)), settings };
    const of = count === states ? label : `${label}.b${count}`;
    const more = { states: count };
    add(`${of}.samples_per_s`, await rate(plan, inputs, count), '1/s', {
      ...{ atOnce: AT_ONCE, ...more },
    });
    const alone = await timed(() => plan.run(inputs));
    add(`${of}.samples_per_s_one_at_a_time`, count / alone!.seconds, '1/s', more);
    add(`${of}.step_bytes`, plan.memory.total, 'bytes', { ...plan.memory, ...more });
    await profile(plan, inputs, (line) => say(`${of} step: ${line}`));
    plan.dispose();
  }
  tf.dispose(Object.values(moments));
  parameters.dispose();
  // The row that stands for all: a wave's.
  if (label === '2x2x2') add('speedup', ratio(plainWave, replayedWave), '×');
  return rows;
}

/** Inputs as tensors, for the uncaptured way. */
function tensorsOf<K extends string>(
  values: Readonly<Record<K, Values>>,
  { features }: { readonly features: number },
): Record<K, tf.Tensor> {
  const entries = Object.entries<Values>(values).map(([name, data]) => {
    const type = data instanceof Int32Array ? 'int32' : 'float32';
    const flat = tf.tensor1d(data, type);
    if (name === 'features') return [name, tf.reshape(flat, [-1, features])];
    return [name, name === 'returns' ? tf.reshape(flat, [-1, 1]) : flat];
  });
  return Object.fromEntries(entries) as Record<K, tf.Tensor>;
}

async function profile<I extends string>(
  plan: Plan<I>,
  inputs: Readonly<Record<I, Values>>,
  say: (line: string) => void,
): Promise<void> {
  const { milliseconds, kernels } = await plan.profile(inputs);
  say(`${milliseconds.toFixed(2)} ms, ${plan.dispatches} dispatches`);
  for (const { label, count, milliseconds: time } of kernels.slice(0, NAMED)) {
    say(`  ${label}: ${time.toFixed(3)} ms in ${count}`);
  }
}
