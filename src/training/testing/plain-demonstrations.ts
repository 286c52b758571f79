import type { DemonstrationConfig } from '../config.ts';

/** Demonstrations of independent random terms, half of whose coefficients are not zero. */
export const PLAIN_DEMONSTRATIONS: DemonstrationConfig = {
  maxTerms: 8,
  draws: 1,
  density: [0.5, 0.5],
  twos: 0,
  repeats: 0,
  corners: 0,
  walks: 0,
};
