import type { Random } from '../tensor/random.ts';
import type { SearchOptions } from './options.ts';
import { NO_EDGE, type TreeStore } from './store.ts';

/** What the search makes of the root: one entry an edge, in the order of the tree. */
export interface RootPolicy {
  /** [edges × tokens] canonical moves */
  readonly moves: Uint16Array;
  /** [edges] */
  readonly visits: Int32Array;
  /** [edges] the improved policy, N^(1/τ) normalised: sums to 1 */
  readonly weights: Float64Array;
  /** [edges] count/K */
  readonly priors: Float64Array;
  /** [edges] mean of the returns backed up; NaN where there was none */
  readonly values: Float64Array;
  /** Mean return of the root over all its visits: what to train the value head towards. */
  readonly rootValue: number;
  /** What the evaluator said the root was worth. */
  readonly networkValue: number;
}

/**
 * The improved policy N(s,a)^(1/τ), τ = log N / log N̄ where N > N̄, else 1 (AlphaTensor, Fawzi et
 * al. 2022, Methods, "Sample-based MCTS search"): with large budgets it stays as smooth as at N̄.
 * Before any edge has been visited it is the prior.
 */
export function rootPolicy(store: TreeStore, root: number, options: SearchOptions): RootPolicy {
  const start = store.nodeEdgeStart[root]!;
  const count = store.nodeEdgeCount[root]!;
  const end = start + count;
  const visits = store.edgeVisits.slice(start, end);
  const priors = new Float64Array(count);
  const values = new Float64Array(count);
  const weights = new Float64Array(count);
  let total = 0;
  for (let i = 0; i < count; i++) {
    total += visits[i]!;
    priors[i] = store.edgeSamples[start + i]! / options.samples;
    values[i] = visits[i]! > 0 ? store.edgeValueSum[start + i]! / visits[i]! : Number.NaN;
  }
  const temperature =
    total > options.visitPivot ? Math.log(total) / Math.log(options.visitPivot) : 1;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const weight = total > 0 ? (visits[i]! / total) ** (1 / temperature) : priors[i]!;
    weights[i] = weight;
    sum += weight;
  }
  for (let i = 0; i < count; i++) weights[i] = weights[i]! / sum;
  const rootVisits = store.nodeVisits[root]!;
  return {
    moves: store.edgeMove.slice(start * store.tokens, end * store.tokens),
    visits,
    weights,
    priors,
    values,
    rootValue: rootVisits > 0 ? store.nodeValueSum[root]! / rootVisits : store.nodeValue[root]!,
    networkValue: store.nodeValue[root]!,
  };
}

/**
 * The move to play: those valued below the most visited one are dropped, and the improved policy
 * chooses among the others (AlphaTensor, Methods); or simply the most visited one. The first of
 * equals is the most visited. NO_EDGE when there is no move.
 */
export function chooseEdge(
  policy: RootPolicy,
  temperature: SearchOptions['temperature'],
  random: Random,
): number {
  const { weights, values } = policy;
  let most = NO_EDGE;
  for (let i = 0; i < weights.length; i++) {
    if (most === NO_EDGE || weights[i]! > weights[most]!) most = i;
  }
  if (most === NO_EDGE || temperature === 'greedy') return most;
  const least = values[most]!;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    // Written so that NaN, the value of what was never visited, does not drop a move.
    if (!(values[i]! < least)) sum += weights[i]!;
  }
  let rest = random.next() * sum;
  let chosen = most;
  for (let i = 0; i < weights.length; i++) {
    if (values[i]! < least || weights[i]! === 0) continue;
    chosen = i;
    rest -= weights[i]!;
    if (rest < 0) break;
  }
  return chosen;
}
