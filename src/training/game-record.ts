/** One finished game, as an actor hands it over: plain arrays, fit for a message. */
export interface GameRecord {
  readonly positions: number;
  /** [positions × stateWords], in the basis of the game */
  readonly states: Int32Array;
  /** [positions] */
  readonly movesLeft: Int32Array;
  /** [positions] return from there: −moves − rank bound of what was left */
  readonly returns: Float32Array;
  /** [positions × L × tokens] moves of the improved policy, the heaviest first */
  readonly moves: Uint16Array;
  /** [positions × L] their weights: sum 1 a position; zeros where the policy should not learn */
  readonly weights: Float32Array;
  /** Moves played when the residual became zero; 0: it did not. */
  readonly rank: number;
}

/** A line found in play or in a simulation that reaches zero, mapped back to the canonical basis. */
export interface FoundLine {
  readonly rank: number;
  /** [rank × (|u| + |v| + |w|)] factors of each term */
  readonly factors: Int8Array;
}

/** What an actor did in one acting phase. */
export interface ActingReport {
  readonly games: readonly GameRecord[];
  /** Solved lines of the games as records with one label a position. */
  readonly best: readonly GameRecord[];
  readonly lines: readonly FoundLine[];
  readonly simulations: number;
  readonly evaluations: number;
  readonly memoryBytes: number;
  readonly seconds: number;
}
