import { choice, integer, notNegative, positive, share } from './knob-makers.ts';
import { type Knob, MOST } from './knobs.ts';

/** Of the search and of games. */
export const PLAY_KNOBS: readonly Knob[] = [
  integer(
    'search.simulations',
    'Simulations',
    'Simulations before each move; 1 plays straight from the policy, without search.',
    [1, 1e6],
  ),
  integer(
    'search.samples',
    'Samples',
    'Moves that the policy proposes for a position (K): the search chooses among them only.',
    [1, 65_535],
  ),
  integer(
    'search.leavesPerWave',
    'Leaves a wave',
    'Positions that one game puts into a batch at a time; above 1 the search is a little less sharp, and batches fuller.',
    [1, MOST],
  ),
  share(
    'search.rootNoise',
    'Root noise',
    'How far the prior at the root is flattened, so that every proposed move has a chance.',
  ),
  notNegative(
    'search.explorationBase',
    'Exploration',
    'The constant c₁ of the search’s exploration: more looks wider, less looks deeper.',
  ),
  positive(
    'search.explorationScale',
    'Exploration scale',
    'The constant c₂ of the same: visits after which exploration grows.',
  ),
  {
    ...positive(
      'search.visitPivot',
      'Visit pivot',
      'N̄: with more visits than this the improved policy is smoothed to stay as it would be at N̄.',
    ),
    min: 1,
  },
  choice(
    'search.temperature',
    'Choice of moves',
    'Whether moves are sampled from the improved policy or the most visited one is played.',
    ['improved', 'greedy'],
  ),

  integer(
    'acting.games',
    'Games at once',
    'Games that each replica plays side by side: the batch of the network in play.',
    [1, MOST],
  ),
  share(
    'acting.basisShare',
    'Games in a basis',
    'Share of the games that are played in a random change of basis.',
  ),
  choice(
    'acting.basisStyle',
    'Style of bases',
    'How bases are drawn: none, nearly triangular ones as AlphaTensor’s, or, modulo 2, all invertible ones alike.',
    ['canonical', 'sparse', 'dense'],
  ),
  share(
    'acting.basisDensity',
    'Density of bases',
    'Probability that an entry off the diagonal of a sparse basis is not zero; AlphaTensor’s is 0.015.',
  ),
  integer(
    'acting.limitSlack',
    'Slack of the limit',
    'Games end so many moves after the best rank found: −1 counts only a better algorithm as a win.',
    [-1, MOST],
  ),
  positive(
    'acting.samplingTemperature',
    'Sampling temperature',
    'Above 1 the search also sees moves that the policy thinks less of.',
  ),
  integer(
    'acting.symmetries',
    'Symmetries',
    'Signed permutations drawn once, of which one is applied whenever the network looks at a position; 0 applies none.',
    [0, 100_000],
  ),
  share(
    'acting.risk',
    'Risk',
    'A position is worth the mean of its predicted quantiles above this level: 0 the plain mean, 0.75 the hopeful quarter.',
  ),
  share(
    'acting.swaps',
    'Swapped games',
    'Share of the finished games that are learnt once more with a random move and the last in each other’s place.',
  ),
  share(
    'acting.reachedWeight',
    'Targets reached',
    'How often games and demonstrations are of a target that has come to the rank it is to reach, against one that has not. 1: as often.',
  ),
  share(
    'acting.reworkShare',
    'Reworked algorithms',
    'Share of the search for games that begin in the middle of an algorithm the run has found: all or some of its terms are taken out, and the agent looks for others, or for fewer.',
  ),
  share(
    'acting.reworkBehind',
    'Reworked with one term more',
    'Share of the games for other or fewer terms that rework an algorithm with one term more than the shortest: a way around where no exchange of the shortest leads further.',
  ),
  integer(
    'acting.reworkKept',
    'Kept to be reworked',
    'How many of the run’s latest algorithms of one rank games may rework, for each target. A few come far from the first with as many exchanges, many stay different.',
    [1, 4096],
  ),
  choice(
    'acting.reworkStyle',
    'Bases of reworked algorithms',
    'How the bases of games that rework an algorithm are drawn; compact ones, modulo 2, bring what was taken out into a corner, where it looks like a smaller target.',
    ['canonical', 'sparse', 'dense', 'compact'],
  ),
  choice(
    'acting.reworkFrom',
    'First algorithm',
    'What there is to rework before a game is won: nothing, or the sum of the entries of the target, which for a product of matrices is the naive algorithm.',
    ['found', 'entries'],
  ),
  notNegative(
    'acting.benchmarkWeight',
    'Speed',
    'Weight of an algorithm’s measured speed in the reward of a solved game: the logarithm of how many times as fast it is as the standard product, times this. 0: nothing is measured.',
  ),
  integer(
    'acting.benchmarkSide',
    'Speed of size',
    'Rows and columns of the matrices on which the speed of algorithms is measured.',
    [16, 16384],
  ),
];
