/**
 * Scoring: every move costs one, and a game cut off at the move limit costs, on top, the rank bound
 * of what is left: as many moves as would certainly finish it.
 */

/**
 * The return of a whole game: −moves when it is won (bound 0), −(moves + bound) when it is cut off.
 * With `moves` counted from a position on, the return from there.
 */
export function finalReturn(moves: number, rankBoundOfResidual: number): number {
  // + 0 so that a won position's return is 0 and not −0
  return -(moves + rankBoundOfResidual) + 0;
}

/** The final reward of a game cut off at the move limit, beside the −1 of its last move. */
export function limitReward(rankBoundOfResidual: number): number {
  return -rankBoundOfResidual + 0;
}
