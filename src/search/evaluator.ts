/**
 * An evaluator turns a batch of states into sampled moves and values. The network is one;
 * a scripted table, in the tests, is another.
 */

/** A batch of leaves. */
export interface EvaluationRequest {
  readonly count: number;
  /** [count × stateWords], as the rules pack them */
  readonly states: Int32Array;
  /** [count] moves that may still be played */
  readonly movesLeft: Int32Array;
  /** [count × h × tokens] the last moves that led there, the latest first; zero tokens where none */
  readonly history?: Uint16Array;
  /** [count] which of the evaluator's targets each row is of; all of the first where left out */
  readonly targets?: Uint8Array;
}

export interface Evaluation {
  /** K, the moves sampled a state */
  readonly samples: number;
  /** [count × K × tokens] sampled with replacement; need not be canonical; may repeat */
  readonly moves: Uint16Array;
  /** [count × K] natural logarithm of the probability with which each was sampled */
  readonly logProbabilities: Float32Array;
  /** [count] the value used by the search: expected return from here, ≤ 0, in moves */
  readonly values: Float32Array;
  /** [count × q] quantiles of that return, lowest first in order of level; absent where unknown */
  readonly quantiles?: Float32Array;
}

export interface Evaluator {
  evaluate(request: EvaluationRequest): Promise<Evaluation>;
}
