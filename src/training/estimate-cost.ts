/** What a run will cost in memory, said before it starts. */
import { fibreFeatures, networkShape, STAGES } from '../network/shape.ts';
import type { PresetName, RunConfig } from './config.ts';
import { layoutOf, longestGame, rulesOf } from './game-rules.ts';

/** Bytes, by what holds them. */
export interface Cost {
  readonly parameters: number;
  /** Parameters on every device, and where they are updated. */
  readonly network: number;
  /** Two moments a parameter, and the gradients; with micro-batches their sum, too. */
  readonly optimiser: number;
  /** The search trees of all games. */
  readonly trees: number;
  /** Positions of played and of the best games. */
  readonly experience: number;
  /** Tensors of the largest wave in play. */
  readonly wave: number;
  /** Tensors of a step of learning, on all devices. */
  readonly batch: number;
  /** What the workers take for themselves, and WebAssembly's memory beyond its tensors. */
  readonly runtime: number;
  /** A wave and a step are never at work at once. */
  readonly total: number;
}

/** Bytes that the tensors of a step may take at once: what a device of that class has to spare. */
const BUDGETS: Readonly<Record<PresetName, number>> = {
  tiny: 100e6,
  small: 400e6,
  medium: 8e9,
  large: 16e9,
  paper: 64e9,
};

/** The config with the largest micro-batch whose step stays within what its preset may take. */
export function fitted(config: RunConfig): RunConfig {
  const { batch } = config.learning;
  const of = (microBatch: number): RunConfig => ({
    ...config,
    learning: { ...config.learning, microBatch },
  });
  let microBatch = batch;
  while (microBatch > 1 && batchBytes(of(microBatch), batch) > BUDGETS[config.preset]) {
    microBatch = Math.ceil(microBatch / 2);
  }
  return of(microBatch === batch ? 0 : microBatch);
}

/** Bytes of a number. */
const FLOAT = 4;

/**
 * Everything that a run's arrays and tensors take at most. The structures are counted exactly; the
 * tensors of a step by the rows that each layer keeps for its gradient, times what was measured of
 * TensorFlow.js, which keeps the results of the backward pass to the end of it too.
 * @param captured on WebGPU, where plans lay tensors into each other's place
 */
export function estimateCost(config: RunConfig, replicas = 1, captured = false): Cost {
  const parameters = layoutOf(config).size;
  const network = FLOAT * parameters * (replicas + 1);
  // Moments and their sum in the trainer; tensors and a copy of the gradient on each replica.
  const share = Math.ceil(config.learning.batch / replicas);
  const vectors = rowsAtOnce(config, share) < share ? 3 : 2;
  const optimiser = FLOAT * parameters * (3 + vectors * replicas);
  const trees = replicas * config.acting.games * treeBytes(config);
  const experience = experienceBytes(config);
  const wave = replicas * waveBytes(config) * (captured ? CAPTURED.wave : 1);
  const batch = replicas * batchBytes(config, share) * (captured ? CAPTURED.batch : 1);
  const tensors = FLOAT * parameters * (1 + vectors) + Math.max(wave, batch) / replicas;
  const beyond = captured ? 0 : FIRST_MEMORY + Math.min(MOST_GROWTH, GROWTH * tensors);
  const runtime = (replicas + 1) * WORKER + replicas * beyond;
  const total = network + optimiser + trees + experience + Math.max(wave, batch) + runtime;
  return { parameters, network, optimiser, trees, experience, wave, batch, runtime, total };
}

/** Code and objects of a worker, with the copies that messages and a checkpoint take for a moment. */
const WORKER = 10e6;

/** WebAssembly's memory begins with this, grows by a fifth or 96 MiB at a time and never shrinks. */
const FIRST_MEMORY = 2 ** 24;
const GROWTH = 0.2;
const MOST_GROWTH = 96 * 2 ** 20;

/** The arrays of one game's search (src/search/store.ts, paths.ts and line.ts). */
export function treeBytes(config: RunConfig): number {
  const { stateWords, coding } = rulesOf(config);
  const { simulations, samples, leavesPerWave } = config.search;
  const nodes = 2 * simulations + 64;
  const edges = nodes * samples;
  const longest = longestGame(config);
  return (
    nodes * (4 * stateWords + 49) +
    edges * (2 * coding.tokens + 26) +
    4 * powerOfTwo(2 * nodes) +
    4 * powerOfTwo(4 * samples) +
    leavesPerWave * (8 * (longest + 1) + 4) +
    4 * longest * coding.tokens
  );
}

/** The rings of played and best positions. */
export function experienceBytes(config: RunConfig): number {
  const { stateWords, coding } = rulesOf(config);
  const { capacity, bestCapacity } = config.experience;
  const { labels } = config.learning;
  const targets = config.targets.length;
  const positions = capacity + targets * Math.ceil(bestCapacity / targets);
  const past = config.network.history > 0 ? 2 * coding.tokens : 0;
  return positions * (4 * stateWords + 11 + labels * (4 + 2 * coding.tokens) + past);
}

/** Numbers that a step keeps of one state, forward. */
function floatsOfState(config: RunConfig): { torso: number; label: number; inputs: number } {
  const { width: c, blocks, expansion, decoderLayers, heads, valueHidden } = config.network;
  const rules = rulesOf(config);
  const shape = networkShape(rules, config.network.history);
  const { side, gridTokens, tokens, vocabulary, tokenFeatures } = shape;
  const stageRows = 2 * side * side;
  // Aligned pair, norm, qkv, attention, sum, norm, hidden, sum, and the pair split again.
  const stage = stageRows * c * (11 + expansion);
  const torso = blocks * STAGES.length * stage + gridTokens * c * (4 + 2 * decoderLayers);
  const inputs = gridTokens * (fibreFeatures(rules) + config.network.history * side + 1);
  const layer = tokens * (c * (14 + expansion) + heads * gridTokens);
  const label =
    decoderLayers * layer + tokens * (2 * c + 3 * vocabulary + tokenFeatures) + 3 * valueHidden;
  return { torso, label, inputs };
}

/** The backward pass keeps about as much again for each tensor, and the gradients of its operands. */
const BACKWARD = 2.6;

/** What is left of that where a plan reuses memory: at most a third and a seventh were measured. */
const CAPTURED = { batch: 0.4, wave: 0.18 };

function rowsAtOnce({ learning: { microBatch } }: RunConfig, share: number): number {
  return microBatch === 0 ? share : Math.min(share, microBatch);
}

function batchBytes(config: RunConfig, share: number): number {
  const { labels } = config.learning;
  const rows = rowsAtOnce(config, share);
  const { torso, label, inputs } = floatsOfState(config);
  return FLOAT * rows * (inputs + BACKWARD * (torso + labels * label));
}

function waveBytes(config: RunConfig): number {
  const { games } = config.acting;
  const { samples, leavesPerWave } = config.search;
  const { torso, label, inputs } = floatsOfState(config);
  return FLOAT * games * leavesPerWave * (inputs + torso + samples * label);
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}

/** '1.2 GB': for people. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const at = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** at).toPrecision(2))} ${units[at]}`;
}
