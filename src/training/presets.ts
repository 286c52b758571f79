import { bestKnownRank } from '../algorithm/known.ts';
import type { NetworkConfig } from '../network/config.ts';
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { type Size, sideOf } from '../tensor/size.ts';
import { CONFIG_VERSION, type PresetName, type RunConfig, type TargetConfig } from './config.ts';
import { fitted } from './estimate-cost.ts';

export interface Preset {
  readonly name: PresetName;
  /** What it is for, in a sentence. */
  readonly description: string;
  /** What it can hope to reach, in a sentence. */
  readonly hope: string;
}

/** From the smallest to the largest. */
export const PRESETS: readonly Preset[] = [
  {
    name: 'tiny',
    description: 'For a phone: the smallest network that learns, few games at once.',
    hope: 'Targets up to 1×2×2 in a minute; rank 8 of 2×2×2 modulo 2, and 7 with patience.',
  },
  {
    name: 'small',
    description: 'For a laptop without a GPU: 2×2×2 in minutes.',
    hope: 'On two cores: rank 7 of 2×2×2 modulo 2 in 1–3 minutes, over the integers in 3–20 or more; rank 11 of 2×2×3 modulo 2 in 2–10; 16 or 15 of 2×3×3 in half an hour.',
  },
  {
    name: 'medium',
    description: 'For a GPU: a wider and deeper network, larger batches.',
    hope: 'On a large GPU: rank 7 of 2×2×2 and 11 of 2×2×3 in a minute, 14 of 2×2×4 in two; 16 or 15 of 2×3×3 in a few, and 23 of 3×3×3, the best known, in five minutes to half an hour where it does.',
  },
  {
    name: 'large',
    description: 'For a workstation with a large GPU and hours to spare.',
    hope: 'Larger targets than 3×3×3, whose best known rank medium has reached; untried.',
  },
  {
    name: 'paper',
    description: 'AlphaTensor’s own sizes: far beyond a browser tab, for reference.',
    hope: 'What AlphaTensor reached with its network took days on racks of TPUs.',
  },
];

const NETWORKS: Readonly<Record<PresetName, NetworkConfig>> = {
  tiny: {
    width: 32,
    history: 0,
    blocks: 1,
    heads: 2,
    expansion: 2,
    decoderLayers: 1,
    quantiles: 8,
    valueHidden: 32,
  },
  small: {
    width: 48,
    history: 0,
    blocks: 2,
    heads: 3,
    expansion: 2,
    decoderLayers: 1,
    quantiles: 8,
    valueHidden: 64,
  },
  medium: {
    width: 128,
    history: 0,
    blocks: 4,
    heads: 8,
    expansion: 2,
    decoderLayers: 1,
    quantiles: 8,
    valueHidden: 256,
  },
  large: {
    width: 256,
    history: 0,
    blocks: 6,
    heads: 16,
    expansion: 2,
    decoderLayers: 2,
    quantiles: 8,
    valueHidden: 512,
  },
  paper: {
    width: 512,
    history: 7,
    blocks: 8,
    heads: 32,
    expansion: 4,
    decoderLayers: 2,
    quantiles: 8,
    valueHidden: 512,
  },
};

/** How much of everything there is beside the network. */
interface Scale {
  readonly simulations: readonly [z2: number, standard: number];
  readonly samples: readonly [z2: number, standard: number];
  readonly games: readonly [z2: number, standard: number];
  readonly batch: number;
  /** Steps before the first game. */
  readonly head: readonly [z2: number, standard: number];
  readonly capacity: number;
}

const SCALES: Readonly<Record<PresetName, Scale>> = {
  tiny: {
    simulations: [60, 100],
    samples: [16, 32],
    games: [16, 12],
    batch: 64,
    head: [600, 3000],
    capacity: 8_000,
  },
  small: {
    simulations: [80, 120],
    samples: [24, 24],
    games: [32, 24],
    batch: 64,
    head: [600, 3000],
    capacity: 20_000,
  },
  medium: {
    simulations: [200, 120],
    samples: [32, 48],
    games: [512, 384],
    batch: 1024,
    head: [300, 1000],
    capacity: 20_000,
  },
  large: {
    simulations: [400, 400],
    samples: [32, 64],
    games: [256, 256],
    batch: 1024,
    head: [600, 3000],
    capacity: 100_000,
  },
  paper: {
    simulations: [800, 800],
    samples: [32, 32],
    games: [256, 256],
    batch: 2048,
    head: [0, 0],
    capacity: 100_000,
  },
};

const LEARNING_RATES: Readonly<Record<PresetName, number>> = {
  tiny: 2e-3,
  small: 2e-3,
  medium: 2e-3,
  large: 5e-4,
  paper: 1e-4,
};

/** Terms of a naive algorithm that games of the whole target hardly ever come to. */
const LONG = 18;

/** The config of a preset for one target, with seed 1. */
export function preset(name: PresetName, size: Size, arithmetic: Arithmetic): RunConfig {
  return presetOf(name, [size], arithmetic);
}

/** The config of a preset for one agent of several targets, with seed 1. */
export function presetOf(
  name: PresetName,
  sizes: readonly Size[],
  arithmetic: Arithmetic,
): RunConfig {
  const z2 = arithmetic === 'z2';
  const at = z2 ? 0 : 1;
  const paper = name === 'paper';
  const onCores = name === 'tiny' || name === 'small';
  const scale = SCALES[name];
  const naive = Math.max(...sizes.map(([n, m, p]) => n * m * p));
  // In a dense basis such a target looks like any tensor: no term of it can be told.
  const side = Math.max(...sizes.map(sideOf));
  const large = side > 4;
  const dense = z2 && !paper && !large;
  return fitted({
    version: CONFIG_VERSION,
    preset: name,
    seed: 1,
    targets: sizes.map((size) => targetOf(size, arithmetic)),
    arithmetic,
    maxCoefficient: paper && !z2 ? 2 : 1,
    // A factor of nine bits as one token: a vocabulary of 512, and a third of the tokens.
    tokenDigits: z2 && !paper && side === 9 ? 9 : 0,
    network: NETWORKS[name],
    search: {
      // Many games that rework a few terms each, rather than few deep ones.
      simulations: z2 && large && !paper ? 48 : scale.simulations[at],
      samples: scale.samples[at],
      leavesPerWave: 1,
      rootNoise: paper ? 0 : 0.1,
      explorationBase: 1.25,
      explorationScale: 19652,
      visitPivot: 100,
      temperature: 'improved',
    },
    acting: {
      games: scale.games[at],
      basisShare: 1,
      basisStyle: dense ? 'dense' : 'sparse',
      basisDensity: paper ? 0.015 : large ? 0.05 : 0.1,
      limitSlack: z2 ? 0 : -1,
      samplingTemperature: 1,
      // On a GPU it is the thread that searches which limits, and they are work for it.
      symmetries: name === 'medium' ? 0 : 100,
      risk: 0.75,
      swaps: paper ? 1 : 0,
      reachedWeight: paper ? 1 : 0.2,
      reworkShare: paper ? 0 : large ? 0.9 : 0.5,
      reworkBehind: large && !paper ? 0.25 : 0,
      // On a few cores, over the integers, it is whole games that come to the shortest, taught by what
      // was reworked: by different ones. Where there are many games, few of them go further.
      reworkKept: !z2 && onCores ? 128 : 4,
      // Whole games of so many moves are hardly ever won at first: 2×3×3 took a quarter of an hour there.
      reworkFrom: naive >= LONG && !paper ? 'entries' : 'found',
      reworkStyle: z2 && !paper ? 'compact' : 'sparse',
      benchmarkWeight: 0,
      benchmarkSide: 2048,
    },
    demonstrations: {
      // Over the integers fewer terms than the naive algorithm has, and none of them sparse: where
      // terms of few coefficients are common, the naive algorithm is the likeliest explanation.
      ...(z2 ? { maxTerms: naive, draws: 1 } : { maxTerms: Math.max(1, naive - 1), draws: 2 }),
      density: paper ? [0.2, 0.2] : z2 && large ? [0.1, 0.5] : [0.5, 0.5],
      twos: 0.01,
      repeats: 0,
      corners: z2 && large && !paper ? 0.8 : 0,
      walks: 0,
    },
    learning: {
      batch: scale.batch,
      microBatch: 0,
      labels: 4,
      learningRate: LEARNING_RATES[name],
      warmupSteps: 100,
      decaySteps: paper ? 500_000 : 0,
      decay: 0.1,
      weightDecay: 1e-5,
      clip: 4,
      policyFromUnsolved: paper,
      valueWeight: 0.5,
      stepsBeforeActing: scale.head[at],
      stepsPerRound: 20,
      // On two cores a step takes as long as four waves or so: two thirds of the time go to games.
      wavesPerRound: onCores ? 160 : 80,
    },
    experience: {
      capacity: scale.capacity,
      bestCapacity: scale.capacity / 5,
      ...(paper
        ? { playedShare: 0.25, bestShare: 0.05, earlySteps: 10_000, earlyPlayedShare: 0.1 }
        : {
            playedShare: z2 ? 0.2 : 0.15,
            // Games that end at the naive rank would teach the naive algorithm.
            bestShare: z2 ? 0.1 : 0,
            earlySteps: 0,
            earlyPlayedShare: 0.1,
          }),
    },
  });
}

function targetOf(size: Size, arithmetic: Arithmetic): TargetConfig {
  const [n, m, p] = size;
  return { size, moveLimit: n * m * p + 1, targetRank: bestKnownRank(size, arithmetic) };
}
