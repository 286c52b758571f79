/**
 * The settings of a search, with their defaults. Those the paper does not state are those of
 * its reimplementation OpenAlphaTensor (c1, c2, N̄) or our own (capacities, budgets).
 */

/**
 * Turns an expected return (≤ 0, in moves) into the q̂ of the selection score. `min` and `max` are
 * the least and the greatest Q any edge of this game has had so far (min > max: none yet).
 */
export type ValueTransform = (value: number, min: number, max: number) => number;

/**
 * Min–max normalisation to [0, 1] (MuZero, Schrittwieser et al. 2020, appendix B, equation 5):
 * returns in moves have no fixed range, and pUCT's constants expect Qs of order one.
 */
export function minMaxTransform(value: number, min: number, max: number): number {
  if (!(max > min)) return 0;
  if (value >= max) return 1;
  return value <= min ? 0 : (value - min) / (max - min);
}

export interface SearchOptions {
  /**
   * Visits the root must have before a move is chosen; with 1 moves come straight from the policy.
   * Visits carried over from the previous
   * move's tree count, and so does the evaluation of the root: reuse saves work.
   */
  readonly simulations: number;
  /** K, the moves the evaluator samples for a state; evaluations must have exactly this many. */
  readonly samples: number;
  /** Nodes kept for one game; when they are used up, those the root cannot reach are dropped. */
  readonly nodeCapacity: number;
  /** Edges kept for one game; an expanded node takes one for each distinct move sampled. */
  readonly edgeCapacity: number;
  /** Leaves one game puts into one wave; above 1, virtual loss keeps them apart. */
  readonly leavesPerWave: number;
  /** c1 of c(s) = c1 + log((1 + N(s) + c2) / c2). */
  readonly explorationBase: number;
  /** c2 of the same: the number of visits after which exploration grows. */
  readonly explorationScale: number;
  /** How returns become the q̂ of the selection score; a plain function of module scope. */
  readonly valueTransform: ValueTransform;
  /** q̂ of an edge not yet visited: its node's own mean return, transformed, or a constant. */
  readonly firstPlayUrgency: 'parent' | number;
  /** ε: the root's prior is (1 − ε)·count/K + ε/(number of distinct moves). */
  readonly rootNoise: number;
  /** N̄ of the improved policy N^(1/τ), τ = log N / log N̄ where N > N̄, else 1. */
  readonly visitPivot: number;
  /** How a move is chosen: sampled from the improved policy, or the most visited one. */
  readonly temperature: 'improved' | 'greedy';
}

export const DEFAULT_SEARCH_OPTIONS: SearchOptions = {
  simulations: 200,
  samples: 32,
  nodeCapacity: 464,
  edgeCapacity: 464 * 32,
  leavesPerWave: 1,
  explorationBase: 1.25,
  explorationScale: 19652,
  valueTransform: minMaxTransform,
  firstPlayUrgency: 'parent',
  rootNoise: 0,
  visitPivot: 100,
  temperature: 'improved',
};

/**
 * Fills in defaults and checks. Where no capacity is given there is room for the budgets of two
 * moves, and for K edges a node: since at most one budget's worth of nodes is carried over into
 * the next move, such a search runs full at most where transpositions keep alive more than that.
 */
export function searchOptions(given: Partial<SearchOptions> = {}): SearchOptions {
  const simulations = given.simulations ?? DEFAULT_SEARCH_OPTIONS.simulations;
  const samples = given.samples ?? DEFAULT_SEARCH_OPTIONS.samples;
  const nodeCapacity = given.nodeCapacity ?? 2 * simulations + 64;
  const edgeCapacity = given.edgeCapacity ?? nodeCapacity * samples;
  const options = {
    ...DEFAULT_SEARCH_OPTIONS,
    ...given,
    simulations,
    samples,
    nodeCapacity,
    edgeCapacity,
  };
  need(atLeast(simulations, 1), 'simulations must be an integer of at least 1');
  need(atLeast(samples, 1) && samples < 65536, 'samples must be an integer from 1 to 65535');
  need(atLeast(nodeCapacity, 2), 'nodeCapacity must be an integer of at least 2');
  need(atLeast(edgeCapacity, samples), 'edgeCapacity must be an integer of at least samples');
  need(atLeast(options.leavesPerWave, 1), 'leavesPerWave must be an integer of at least 1');
  need(options.explorationScale > 0, 'explorationScale must be positive');
  need(options.rootNoise >= 0 && options.rootNoise <= 1, 'rootNoise must lie in [0, 1]');
  need(options.visitPivot > 1, 'visitPivot must be above 1');
  return options;
}

function atLeast(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least;
}

function need(condition: boolean, message: string): void {
  if (!condition) throw new RangeError(`search: ${message}`);
}
