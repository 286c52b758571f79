import { bestKnownRank } from '../algorithm/known.ts';
import type { NetworkConfig } from '../network/config.ts';
import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Size } from '../tensor/size.ts';
import type { PresetName, RunConfig } from './config.ts';

export interface Preset {
  readonly name: PresetName;
  /** What it is for, in a sentence. */
  readonly description: string;
}

export const PRESETS: readonly Preset[] = [
  { name: 'small', description: 'For a laptop without a GPU: 2×2×2 in minutes.' },
  { name: 'medium', description: 'For a GPU: a wider and deeper network, larger batches.' },
  {
    name: 'paper',
    description: 'AlphaTensor’s own sizes: far beyond a browser tab, for reference.',
  },
];

const NETWORKS: Readonly<Record<PresetName, NetworkConfig>> = {
  small: {
    width: 48,
    blocks: 2,
    heads: 3,
    expansion: 2,
    decoderLayers: 1,
    quantiles: 8,
    valueHidden: 64,
  },
  medium: {
    width: 128,
    blocks: 4,
    heads: 8,
    expansion: 2,
    decoderLayers: 1,
    quantiles: 8,
    valueHidden: 256,
  },
  paper: {
    width: 512,
    blocks: 8,
    heads: 32,
    expansion: 4,
    decoderLayers: 2,
    quantiles: 8,
    valueHidden: 512,
  },
};

/** The config of a preset for a target, with seed 1. */
export function preset(name: PresetName, size: Size, arithmetic: Arithmetic): RunConfig {
  const [n, m, p] = size;
  const naive = n * m * p;
  const known = bestKnownRank(size, arithmetic) ?? naive;
  const z2 = arithmetic === 'z2';
  const small = name === 'small';
  return {
    version: 1,
    preset: name,
    seed: 1,
    size,
    arithmetic,
    maxCoefficient: 1,
    moveLimit: naive + 1,
    targetRank: known,
    network: NETWORKS[name],
    search: {
      simulations: z2 ? (small ? 80 : 200) : small ? 120 : 300,
      samples: z2 ? (small ? 24 : 32) : small ? 48 : 64,
      leavesPerWave: 1,
      rootNoise: 0.1,
      explorationBase: 1.25,
      temperature: 'improved',
    },
    acting: {
      games: small ? (z2 ? 32 : 24) : 128,
      basisShare: 1,
      basisStyle: z2 ? 'dense' : 'sparse',
      basisDensity: 0.1,
      limitSlack: z2 ? 0 : -1,
      samplingTemperature: 1,
    },
    demonstrations: z2
      ? { maxTerms: naive, draws: 1, density: [0.5, 0.5] }
      : // Fewer terms than the naive algorithm has, and none of them sparse: where terms of few
        // coefficients are common, the naive algorithm is the likeliest explanation of the target.
        { maxTerms: Math.max(1, naive - 1), draws: 2, density: [0.5, 0.5] },
    learning: {
      batch: small ? 128 : 1024,
      labels: 4,
      learningRate: 1e-3,
      warmupSteps: 100,
      weightDecay: 1e-5,
      clip: 4,
      policyFromUnsolved: false,
      valueWeight: 0.5,
      stepsBeforeActing: (z2 ? 1 : 5) * (small ? 600 : 300),
      stepsPerRound: 20,
      wavesPerRound: 80,
    },
    experience: {
      capacity: 20_000,
      bestCapacity: 4_000,
      playedShare: z2 ? 0.2 : 0.15,
      // Games that end at the naive rank would teach the naive algorithm.
      bestShare: z2 ? 0.1 : 0,
    },
  };
}
