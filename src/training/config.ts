import type { NetworkConfig } from '../network/config.ts';
import type { SearchOptions } from '../search/options.ts';
import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Size } from '../tensor/size.ts';

/** How the bases of games, or the terms of demonstrations, are drawn. */
export type BasisStyle = 'canonical' | 'sparse' | 'dense';

/** The version of `RunConfig`; older ones are brought up to it by `readConfig`. */
export const CONFIG_VERSION = 2;

/** Everything that describes a run: the same config on the same backend repeats exactly. */
export interface RunConfig {
  readonly version: typeof CONFIG_VERSION;
  /** The preset that the config came from. */
  readonly preset: PresetName;
  readonly seed: number;
  /** What one agent plays: each game is of a target drawn uniformly. At least one. */
  readonly targets: readonly TargetConfig[];
  readonly arithmetic: Arithmetic;
  /** Largest absolute coefficient of a move in `standard` arithmetic. */
  readonly maxCoefficient: 1 | 2;
  /** Coefficients a token, a divisor of the largest target's side; 0: as `defaultDigits` says. */
  readonly tokenDigits: number;
  readonly network: NetworkConfig;
  readonly search: SearchConfig;
  readonly acting: ActingConfig;
  readonly demonstrations: DemonstrationConfig;
  readonly learning: LearningConfig;
  readonly experience: ExperienceConfig;
}

export interface TargetConfig {
  readonly size: Size;
  /** Moves after which a game is over. */
  readonly moveLimit: number;
  /**
   * The run ends when every target that has one is solved in so many moves; null: this target is
   * never done. Without any the run goes on until it is stopped.
   */
  readonly targetRank: number | null;
}

/** The settings of the search that a run may choose; see `SearchOptions` for each. */
export type SearchConfig = Pick<
  SearchOptions,
  | 'simulations'
  | 'samples'
  | 'leavesPerWave'
  | 'rootNoise'
  | 'explorationBase'
  | 'explorationScale'
  | 'visitPivot'
  | 'temperature'
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
  /** Signed permutations drawn once for each target: one is applied at every query; 0: none. */
  readonly symmetries: number;
  /** A state is worth the mean of the quantiles above this level; 0: of all. */
  readonly risk: number;
  /** Probability that a finished game is learnt once more, a random move swapped with its last. */
  readonly swaps: number;
  /** How often a target that has come to its rank is drawn, against one that has not (`TargetDraw`). */
  readonly reachedWeight: number;
  /** Share of games that rework an algorithm of the run's own, once there is one (`rework.ts`). */
  readonly reworkShare: number;
  /**
   * Share of the games for other or fewer terms that rework an algorithm with one term more than the
   * shortest, where there is one.
   */
  readonly reworkBehind: number;
  /** The run's own algorithms of one rank that are kept to be reworked, for each target: the latest. */
  readonly reworkKept: number;
  /**
   * How the bases of those games are drawn; compact: such that the terms taken out lie in a corner of
   * the tensor, where they look like a game of a smaller target.
   */
  readonly reworkStyle: BasisStyle | 'compact';
  /**
   * What there is to rework before the first game is won: nothing, or the target as the sum of its
   * entries.
   */
  readonly reworkFrom: 'found' | 'entries';
  /** λ: weight of the benchmark reward of a solved game's algorithm; 0: nothing is measured. */
  readonly benchmarkWeight: number;
  /** n of the n×n matrices on which algorithms are timed for it. */
  readonly benchmarkSide: number;
}

export interface DemonstrationConfig {
  /** Most terms; in the shape of a target never more than its move limit less one. */
  readonly maxTerms: number;
  /** Number of terms: the largest of so many draws, each uniform in 1…maxTerms. */
  readonly draws: number;
  /** Probability that a coefficient is not zero; drawn anew for each demonstration from this range. */
  readonly density: readonly [low: number, high: number];
  /** Probability that a nonzero coefficient is ±2, where moves can have that. */
  readonly twos: number;
  /**
   * Probability that a factor of a term is that of an earlier one of the same demonstration: in the
   * naive algorithm of a product every factor comes back.
   */
  readonly repeats: number;
  /**
   * Share of the demonstrations whose terms lie in a corner of the target's shape, of the sides of a
   * smaller product or of random ones a×b×c, with √(a·b·c) terms at most, as many as a product of
   * matrices of such sides has.
   */
  readonly corners: number;
  /** Share of the demonstrations whose terms are those that a walk with flips finds for their sum. */
  readonly walks: number;
}

export interface LearningConfig {
  /** States in a training batch, over all replicas. */
  readonly batch: number;
  /** States that a device learns from at once; a larger share is accumulated. 0: all at once. */
  readonly microBatch: number;
  /** Moves per state that the policy learns from at most. */
  readonly labels: number;
  readonly learningRate: number;
  /** Steps over which the learning rate rises to its full value. */
  readonly warmupSteps: number;
  /** The learning rate is multiplied by `decay` every so many steps; 0: never. */
  readonly decaySteps: number;
  readonly decay: number;
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

/** What a batch is made of: the rest of it, if any, is demonstrations. */
export interface ExperienceConfig {
  /** Positions of played games that are kept. */
  readonly capacity: number;
  /** Positions of the best games that are kept, shared among the targets. */
  readonly bestCapacity: number;
  /** Share of a batch from played games, once there are any. */
  readonly playedShare: number;
  /** Share of a batch from the best games, once there are any. */
  readonly bestShare: number;
  /** Steps after the first game in which the two shares are `earlyPlayedShare` and 0 instead. */
  readonly earlySteps: number;
  readonly earlyPlayedShare: number;
}

/** From the smallest to the largest. */
export type PresetName = 'tiny' | 'small' | 'medium' | 'large' | 'paper';
