/** The knobs themselves, with a sentence on each. */
import type { Knob } from './knobs.ts';
import { LEARNING_KNOBS } from './knobs-of-learning.ts';
import { PLAY_KNOBS } from './knobs-of-play.ts';
import { NETWORK_KNOBS } from './knobs-of-the-network.ts';

/** In the order in which a reader wants them. */
export const KNOBS: readonly Knob[] = [...NETWORK_KNOBS, ...PLAY_KNOBS, ...LEARNING_KNOBS];
