import type { NetworkConfig } from '../network/config.ts';
import type { SearchOptions } from '../search/options.ts';
import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Size } from '../tensor/size.ts';

/** How the bases of games, or the terms of demonstrations, are drawn. */
export type BasisStyle = 'canonical' | 'sparse' | 'dense';

/** Everything that describes a run: the same config on the same backend repeats exactly. */
export interface RunConfig {
  readonly version: 1;
  /** The preset that the config came from. */
  readonly preset: PresetName;
  readonly seed: number;
  readonly size: Size;
  readonly arithmetic: Arithmetic;
  /** Largest absolute coefficient of a move in `standard` arithmetic. */
  readonly maxCoefficient: 1 | 2;
  /** Moves after which a game is over. */
  readonly moveLimit: number;
  /** The run ends when an algorithm of this rank is found; null: it runs until stopped. */
  readonly targetRank: number | null;
  readonly network: NetworkConfig;
  readonly search: SearchConfig;
  readonly acting: ActingConfig;
  readonly demonstrations: DemonstrationConfig;
  readonly learning: LearningConfig;
  readonly experience: ExperienceConfig;
}

/** The settings of the search that a run may choose; see `SearchOptions` for each. */
export type SearchConfig = Pick<
  SearchOptions,
  'simulations' | 'samples' | 'leavesPerWave' | 'rootNoise' | 'explorationBase' | 'temperature'
>;

export interface ActingConfig {
  /** Games that each actor plays at once. */
  readonly games: number;
  /** Share of games played in a random basis; the rest are played in the canonical one. */
  readonly basisShare: number;
  readonly basisStyle: BasisStyle;
  /** Probability that an off-diagonal entry of a sparse basis is not zero. */
  readonly basisDensity: number;
  /**
   * Once an algorithm of rank r is known, games end after r + this many moves (never more than the
   * move limit, nor fewer than the best known rank): with −1 only a better algorithm counts as solved.
   */
  readonly limitSlack: number;
  /**
   * Moves are sampled for the search from the policy to the power 1/this (Hubert et al. 2021, their
   * β): above 1 the search also sees moves that the policy thinks less of.
   */
  readonly samplingTemperature: number;
}

export interface DemonstrationConfig {
  readonly maxTerms: number;
  /** Number of terms: the largest of so many draws, each uniform in 1…maxTerms. */
  readonly draws: number;
  /** Probability that a coefficient is not zero; drawn anew for each demonstration from this range. */
  readonly density: readonly [low: number, high: number];
}

export interface LearningConfig {
  /** States in a training batch, over all replicas. */
  readonly batch: number;
  /** Moves per state that the policy learns from at most. */
  readonly labels: number;
  readonly learningRate: number;
  /** Steps over which the learning rate rises to its full value. */
  readonly warmupSteps: number;
  readonly weightDecay: number;
  /** Largest norm of the gradient. */
  readonly clip: number;
  /** Whether games that were not solved teach the policy too; they always teach the value. */
  readonly policyFromUnsolved: boolean;
  /** Weight of the value loss beside the policy loss. */
  readonly valueWeight: number;
  /** Steps of learning before the first game is played. */
  readonly stepsBeforeActing: number;
  /** Steps of learning a round; a round acts, then learns. */
  readonly stepsPerRound: number;
  /** Waves of evaluation a round in each actor. */
  readonly wavesPerRound: number;
}

export interface ExperienceConfig {
  /** Positions of played games that are kept. */
  readonly capacity: number;
  /** Positions of the best games that are kept. */
  readonly bestCapacity: number;
  /** Share of a batch from played games, once there are any. */
  readonly playedShare: number;
  /** Share of a batch from the best games, once there are any. */
  readonly bestShare: number;
}

export type PresetName = 'small' | 'medium' | 'paper';
