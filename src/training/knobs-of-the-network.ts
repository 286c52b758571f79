import { choice, integer, positive } from './knob-makers.ts';
import type { Knob } from './knobs.ts';

/** Of moves and of the network. */
export const NETWORK_KNOBS: readonly Knob[] = [
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
];
