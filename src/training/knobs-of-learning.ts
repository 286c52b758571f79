import { integer, notNegative, positive, share } from './knob-makers.ts';
import { type Knob, MOST } from './knobs.ts';

/** Of demonstrations, of learning and of what batches are made of. */
export const LEARNING_KNOBS: readonly Knob[] = [
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
    'Share of the synthetic games whose terms lie in a corner of the tensor, of the shape of a smaller product or any other: like smaller targets, and what is left late in a game.',
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
