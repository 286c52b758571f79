/** The knobs themselves, with a sentence on each. */
import { type ChoiceKnob, type Knob, type KnobGroup, MOST, type NumberKnob } from './knobs.ts';

function integer(
  path: string,
  label: string,
  sentence: string,
  [min, max]: readonly [number, number],
  multipleOf?: number,
): NumberKnob {
  const step = multipleOf === undefined ? {} : { multipleOf };
  return { kind: 'integer', path, label, sentence, group: groupOf(path), min, max, ...step };
}

function share(path: string, label: string, sentence: string): NumberKnob {
  return { kind: 'number', path, label, sentence, group: groupOf(path), min: 0, max: 1 };
}

function positive(path: string, label: string, sentence: string, max = MOST): NumberKnob {
  return {
    ...{ kind: 'number', path, label, sentence, group: groupOf(path) },
    ...{ min: 0, max, exclusive: true },
  };
}

function notNegative(path: string, label: string, sentence: string): NumberKnob {
  return { kind: 'number', path, label, sentence, group: groupOf(path), min: 0, max: MOST };
}

function choice(
  path: string,
  label: string,
  sentence: string,
  options: readonly (string | number)[],
): ChoiceKnob {
  return { kind: 'choice', path, label, sentence, group: groupOf(path), options };
}

const GROUPS: Readonly<Record<string, KnobGroup>> = {
  maxCoefficient: 'acting',
  tokenDigits: 'network',
  experience: 'mix',
};

function groupOf(path: string): KnobGroup {
  const first = path.split('.')[0]!;
  return GROUPS[first] ?? (first as KnobGroup);
}

/** In the order in which a reader wants them. */
export const KNOBS: readonly Knob[] = [
  choice(
    'maxCoefficient',
    'Largest coefficient',
    'The largest absolute coefficient of a move over the integers; modulo 2 it is 1 in any case.',
    [1, 2],
  ),
  integer(
    'tokenDigits',
    'Coefficients a token',
    'How many coefficients of a move the policy writes at once, a divisor of the side S; 0 takes the most that keep the vocabulary at 256.',
    [0, 64],
  ),

  integer(
    'network.width',
    'Width',
    'Channels of every token inside the network: its cost grows with the square.',
    [8, 4096],
    8,
  ),
  integer(
    'network.history',
    'History',
    'The last moves of the game that the network sees beside what is left; the game needs none of them, AlphaTensor showed 7.',
    [0, 64],
  ),
  integer(
    'network.blocks',
    'Blocks',
    'Depth of the torso: each block lets every pair of the three grids exchange what they know once.',
    [1, 64],
  ),
  integer('network.heads', 'Heads', 'Attention heads, which must divide the width.', [1, 4096]),
  positive(
    'network.expansion',
    'Expansion',
    'Hidden channels of a feed-forward layer, as a multiple of the width.',
    64,
  ),
  integer(
    'network.decoderLayers',
    'Decoder layers',
    'Layers of the policy head, which writes a move token by token.',
    [1, 64],
  ),
  integer(
    'network.quantiles',
    'Quantiles',
    'Numbers by which the value head describes the distribution of the return.',
    [1, 1024],
  ),
  integer(
    'network.valueHidden',
    'Value channels',
    'Hidden channels of the value head.',
    [1, 65_536],
  ),

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
    'acting.reworkShare',
    'Reworked algorithms',
    'Share of the games that begin in the middle of an algorithm the run has found: some terms are taken out, and the agent looks for others or fewer.',
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

  integer(
    'demonstrations.maxTerms',
    'Most terms',
    'Most terms of a synthetic game; never more than the target’s move limit less one.',
    [1, 1000],
  ),
  integer(
    'demonstrations.draws',
    'Draws of the length',
    'The number of terms is the largest of so many draws: more draws make longer games.',
    [1, MOST],
  ),
  {
    kind: 'pair',
    path: 'demonstrations.density',
    label: 'Density',
    sentence:
      'Probability that a coefficient of a synthetic term is not zero, drawn from this range for each game.',
    group: 'demonstrations',
    min: 0,
    max: 1,
    exclusive: true,
  },
  share(
    'demonstrations.twos',
    'Twos',
    'Probability that a nonzero coefficient of a synthetic term is ±2, where moves can have that.',
  ),
  share(
    'demonstrations.repeats',
    'Repeated factors',
    'Probability that a factor of a synthetic term is that of an earlier one: terms of matrix products share theirs.',
  ),
  share(
    'demonstrations.corners',
    'In corners',
    'Share of the synthetic games whose terms lie in a corner of the tensor, of a random shape: like smaller targets, and what is left late in a game.',
  ),
  share(
    'demonstrations.walks',
    'From walks',
    'Share of the synthetic games whose terms are those that a walk with flips finds for their sum: fewer than were drawn. Never of a target; 0: none.',
  ),

  integer('learning.batch', 'Batch', 'Positions learnt from in a step, over all replicas.', [
    1,
    MOST,
  ]),
  integer(
    'learning.microBatch',
    'Micro-batch',
    'Positions that a device holds at once: a larger batch is accumulated, in less memory; 0 takes all at once.',
    [0, MOST],
  ),
  integer(
    'learning.labels',
    'Labels',
    'Moves of a position that the policy learns from at most.',
    [1, 1000],
  ),
  positive('learning.learningRate', 'Learning rate', 'Size of a step of the optimiser.'),
  integer(
    'learning.warmupSteps',
    'Warm-up',
    'Steps over which the learning rate rises to its full value.',
    [0, MOST],
  ),
  integer(
    'learning.decaySteps',
    'Decay every',
    'Steps after which the learning rate is multiplied by the decay, again and again; 0 never.',
    [0, MOST],
  ),
  positive(
    'learning.decay',
    'Decay',
    'Factor of the learning rate at each decay; AlphaTensor’s is 0.1 after 500,000 steps.',
    1,
  ),
  notNegative(
    'learning.weightDecay',
    'Weight decay',
    'Pull of the weights towards zero, beside the gradient.',
  ),
  positive(
    'learning.clip',
    'Clip',
    'Largest norm of the gradient: a longer one is shortened to it.',
  ),
  {
    kind: 'flag',
    path: 'learning.policyFromUnsolved',
    label: 'Learn from lost games',
    sentence:
      'Whether games that were not solved teach the policy too; they always teach the value.',
    group: 'learning',
  },
  notNegative(
    'learning.valueWeight',
    'Value weight',
    'Weight of the value’s loss beside the policy’s.',
  ),
  integer(
    'learning.stepsBeforeActing',
    'Head start',
    'Steps of learning from demonstrations before the first game is played.',
    [0, MOST],
  ),
  integer(
    'learning.stepsPerRound',
    'Steps a round',
    'Steps of learning in a round; a round plays, then learns.',
    [1, MOST],
  ),
  integer(
    'learning.wavesPerRound',
    'Waves a round',
    'Batches of positions evaluated in play in a round, by each replica.',
    [1, MOST],
  ),

  integer(
    'experience.capacity',
    'Positions kept',
    'Positions of played games that are kept to learn from.',
    [1, MOST],
  ),
  integer(
    'experience.bestCapacity',
    'Best positions kept',
    'Positions of the best games that are kept, shared among the targets.',
    [1, MOST],
  ),
  share(
    'experience.playedShare',
    'Share of played games',
    'Part of a batch from played games; what is left of it is demonstrations.',
  ),
  share(
    'experience.bestShare',
    'Share of the best games',
    'Part of a batch from the best games found.',
  ),
  integer(
    'experience.earlySteps',
    'Early steps',
    'Steps after the first game in which the early share of played games holds, and none of the best.',
    [0, MOST],
  ),
  share(
    'experience.earlyPlayedShare',
    'Early share',
    'Part of a batch from played games in those steps; AlphaTensor began with 90 % demonstrations.',
  ),
];
