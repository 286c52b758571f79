/** One finished game, as an actor hands it over: plain arrays, fit for a message. */
export interface GameRecord {
  /** Which of the run's targets it was. */
  readonly target: number;
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
  /** [positions × tokens] the move played at each position */
  readonly played: Uint16Array;
  /** Terms that were there before the first move: above 0, the game reworked an algorithm. */
  readonly kept: number;
  /** Terms in all when the residual became zero; 0: it did not. */
  readonly rank: number;
  /** Of a game that reworked an algorithm: terms that it found and that had not been taken out. */
  readonly renewed?: number;
  /** Counted and not learnt from, nearly nothing was searched in it: its positions are left out. */
  readonly easy?: true;
  /** The solved game's terms in the canonical basis, where they are benchmarked and fit. */
  readonly line?: FoundLine;
}

/** A line found in play or in a simulation that reaches zero, mapped back to the canonical basis. */
export interface FoundLine {
  readonly target: number;
  readonly rank: number;
  /** [rank × (|u| + |v| + |w|)] factors of each term */
  readonly factors: Int8Array;
  /** Found by reworking another one. */
  readonly reworked?: true;
}

/** What an actor did in one acting phase. */
export interface ActingReport {
  readonly games: readonly GameRecord[];
  /** Solved lines of the games as records with one label a position. */
  readonly best: readonly GameRecord[];
  /** Finished games once more, with two of their moves swapped: to learn from, not to be counted. */
  readonly swapped: readonly GameRecord[];
  readonly lines: readonly FoundLine[];
  readonly simulations: number;
  readonly evaluations: number;
  readonly memoryBytes: number;
  /** Seconds in all, and of them those that the network took. */
  readonly seconds: number;
  readonly networkSeconds: number;
  readonly watch: Watched;
  /** A few of the games under way. */
  readonly boards: readonly LiveBoard[];
}

/** What can be seen of the network while it acts. */
export interface Watched {
  /** Mean entropy of the policy over the states evaluated, estimated from its samples, in nats. */
  readonly policyEntropy: number;
  /** Positions of finished games whose quantiles were compared with how the games ended. */
  readonly positions: number;
  /** [q] at how many of them the return was at most quantile i: well calibrated, (2i+1)/2q of all. */
  readonly below: readonly number[];
}

/** A game under way. */
export interface LiveBoard {
  readonly target: number;
  readonly movesPlayed: number;
  readonly movesLeft: number;
  /** What is left, in the basis of the game, row-major in the target's shape. */
  readonly residual: Int8Array;
  readonly rankBound: number;
}
