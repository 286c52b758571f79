import type { Strategy } from '../../flips/starts.ts';
import type { FlipsStatus } from '../../session/flips/flips-view.ts';

export const STRATEGY_LABELS: Readonly<Record<Strategy, string>> = {
  all: 'All of them',
  plain: 'Plain walks',
  grown: 'Grown from smaller products',
  cyclic: 'With cyclic symmetry',
};

export const STRATEGY_HELP: Readonly<Record<Strategy, string>> = {
  all: 'Walks begin in every way, and over the integers half of them walk modulo 2 and are lifted.',
  plain: 'Every walk begins with the decomposition taught in school.',
  grown: 'Walks begin with good decompositions of smaller products, joined together.',
  cyclic: 'Walks keep the symmetry of A, B and C: only for n×n×n.',
};

export const STATUS_WORDS: Readonly<Record<FlipsStatus, string>> = {
  opening: 'Opening',
  idle: 'Not begun',
  running: 'Searching',
  pausing: 'Pausing after this round',
  paused: 'Paused',
  finished: 'Finished: the rank is reached',
};
