import type { Rules } from '../game/rules.ts';

/**
 * What the game dictates to the network. The torso sees the S×S×S residual as three grids of S×S
 * tokens, each token holding the S entries along the mode that its grid leaves out:
 *
 *   grid 0, token (i, j): the fibre over k;   grid 1, token (j, k): over i;   grid 2, token (k, i): over j
 *
 * so that each grid's second mode is the next grid's first, and `alignPair` applies to all three pairs.
 */
export interface NetworkShape {
  readonly side: number;
  /** 3·S² */
  readonly gridTokens: number;
  /** h, moves of history in the input. */
  readonly history: number;
  /** Numbers that describe one token of a grid: see `writeFeatures`. */
  readonly features: number;
  /** Tokens of a move. */
  readonly tokens: number;
  readonly vocabulary: number;
  /** Length of the one-hot code of a decoder input: (position, token before), and the start. */
  readonly tokenFeatures: number;
}

/** The pairs of grids that the three stages of a block attend over, in order. */
export const STAGES: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 2],
  [2, 0],
];

/** Up to this side a fibre over Z2 is given as a one-hot code of its 2^S patterns. */
const ONE_HOT_SIDE = 4;

/** @param history moves of history in the input: the config's */
export function networkShape(rules: Rules, history = 0): NetworkShape {
  const { side, coding } = rules;
  return {
    side,
    gridTokens: 3 * side * side,
    history,
    features: fibreFeatures(rules) + history * side + 1,
    tokens: coding.tokens,
    vocabulary: coding.vocabulary,
    tokenFeatures: 1 + (coding.tokens - 1) * coding.vocabulary,
  };
}

/** Features of one fibre: see `writeFeatures`. */
export function fibreFeatures(rules: Rules): number {
  const { side, arithmetic } = rules;
  if (arithmetic === 'z2') return side <= ONE_HOT_SIDE ? 2 ** side : side;
  return 3 * side;
}
