/** What a hint is asked of a solver, and what it answers. */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Term } from '../../tensor/term.ts';

/** From the weakest to the strongest. */
export type HintKind = 'cells' | 'move' | 'playOn';

export interface HintRequest {
  readonly kind: HintKind;
  /** What is left of the target; not zero. Modulo 2 with entries 0 and 1. */
  readonly residual: Tensor;
  readonly arithmetic: Arithmetic;
  /** The largest absolute coefficient of a move in standard arithmetic. */
  readonly maxCoefficient: 1 | 2;
  readonly seed: number;
  /** Steps of the random walk, at most; by default enough for a few seconds. */
  readonly steps?: number;
  /** A way with so few moves is good enough: the search ends there. */
  readonly goal?: number;
}

export interface HintProgress {
  /** From 0 to 1. */
  readonly done: number;
  /** The fewest moves known so far to finish the game; null before the first way is known. */
  readonly best: number | null;
}

/** The cells, as indices of the residual's data, that a good move would change. */
export interface CellsHint {
  readonly kind: 'cells';
  readonly cells: readonly number[];
}

export interface MoveHint {
  readonly kind: 'move';
  readonly term: Term;
  /** The rank bound and the nonzeros of the residual after the move: exact. */
  readonly rankBound: number;
  readonly nonzeros: number;
  /** The game can be finished in so many moves, this one included: exact, from a known way. */
  readonly finishIn: number;
}

/** Moves that finish the game, added up and found to be the residual. */
export interface PlayOnHint {
  readonly kind: 'playOn';
  readonly terms: readonly Term[];
}

export type HintAnswer = (CellsHint | MoveHint | PlayOnHint) & {
  /** Who found it, as the end of a sentence, where it was not local reasoning. */
  readonly by?: string;
};

/** Whoever gives hints: local reasoning, or a trained agent. */
export interface HintSolver {
  /**
   * Answers one request at a time; a new one ends the one before.
   * @throws HintCancelled after cancel() or a new request; Error with one sentence otherwise
   */
  solve(request: HintRequest, onProgress: (progress: HintProgress) => void): Promise<HintAnswer>;
  /** Ends the request under way, if there is one. */
  cancel(): void;
}

export class HintCancelled extends Error {
  override readonly name = 'HintCancelled';

  constructor() {
    super('The hint was cancelled');
  }
}
