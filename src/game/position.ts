import type { Arithmetic } from '../tensor/arithmetic.ts';
import { rankBound } from '../tensor/rank.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { subtractTerm, sumOfTerms, type Term } from '../tensor/term.ts';
import { finalReturn } from './game.ts';

/** What the board and the figures beside it show. */
export interface Position {
  /** Target minus the moves played; modulo 2 with entries 0 and 1. */
  readonly residual: Tensor;
  /** Number of moves played. */
  readonly moves: number;
  readonly nonzeros: number;
  /** Upper bound on the residual's rank: 0 exactly when it is solved. */
  readonly rankBound: number;
  readonly solved: boolean;
  /** −(moves + rank bound): the return of a game that ended here. */
  readonly score: number;
}

/**
 * The position after those moves.
 * @throws RangeError when a term does not fit the target
 */
export function position(target: Tensor, terms: readonly Term[], arithmetic: Arithmetic): Position {
  const sum = sumOfTerms(target.shape, terms, arithmetic);
  const data = target.data.map((entry, at) =>
    arithmetic === 'z2' ? (entry ^ sum.data[at]!) & 1 : entry - sum.data[at]!,
  );
  return positionOf({ shape: [...target.shape], data }, terms.length, arithmetic);
}

/** The position after one more move. @throws RangeError when the term does not fit */
export function afterMove(before: Position, term: Term, arithmetic: Arithmetic): Position {
  return positionOf(preview(before.residual, term, arithmetic), before.moves + 1, arithmetic);
}

/** The residual after the term. @throws RangeError when it does not fit */
export function preview(residual: Tensor, term: Term, arithmetic: Arithmetic): Tensor {
  return subtractTerm(residual, term, arithmetic);
}

function positionOf(residual: Tensor, moves: number, arithmetic: Arithmetic): Position {
  let nonzeros = 0;
  for (const entry of residual.data) if (entry !== 0) nonzeros++;
  const bound = nonzeros === 0 ? 0 : rankBound(residual, arithmetic);
  return {
    residual,
    moves,
    nonzeros,
    rankBound: bound,
    solved: nonzeros === 0,
    score: finalReturn(moves, bound),
  };
}
