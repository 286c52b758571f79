import type { Evaluation } from './evaluator.ts';
import { DEAD_END, EXPANDED, type TreeStore } from './store.ts';

/**
 * Gives node `node` its value and its edges from row `row` of an evaluation: the K sampled moves
 * in canonical form, each once, in the order in which they were first sampled; what is not a move
 * (a zero factor) is left out, and its samples with it (Sampled AlphaZero, Hubert et al. 2021,
 * section 5.2; duplicates merged as in AlphaTensor, Methods). With no move left the node is a
 * dead end, worth as much as playing on in vain: −movesLeft − rank bound.
 *
 * The caller has made sure that K edges are free. Nothing of the evaluation is changed.
 */
export function expand(store: TreeStore, node: number, evaluation: Evaluation, row: number): void {
  const { rules, tokens, edgeMove, mergeTable } = store;
  const { samples, moves, logProbabilities } = evaluation;
  const mask = mergeTable.length - 1;
  mergeTable.fill(0);
  const start = store.edgeCount;
  let edge = start;
  for (let sample = row * samples; sample < (row + 1) * samples; sample++) {
    const from = sample * tokens;
    const to = edge * tokens;
    for (let i = 0; i < tokens; i++) edgeMove[to + i] = moves[from + i]!;
    if (!rules.canonicalise(edgeMove, edge)) continue;
    const logProbability = logProbabilities[sample]!;

    let hash = 0;
    for (let i = 0; i < tokens; i++) hash = Math.imul(hash ^ edgeMove[to + i]!, 0x9e3779b1);
    let at = (hash ^ (hash >>> 15)) & mask;
    let same = -1;
    for (;;) {
      const entry = mergeTable[at]!;
      if (entry === 0) break;
      const other = (entry - 1) * tokens;
      let i = 0;
      while (i < tokens && edgeMove[other + i] === edgeMove[to + i]) i++;
      if (i === tokens) {
        same = entry - 1;
        break;
      }
      at = (at + 1) & mask;
    }
    if (same >= 0) {
      store.edgeSamples[same]!++;
      if (logProbability > store.edgeLogProbability[same]!) {
        store.edgeLogProbability[same] = logProbability;
      }
      continue;
    }
    mergeTable[at] = edge + 1;
    store.edgeSamples[edge] = 1;
    store.edgeLogProbability[edge] = logProbability;
    store.edgeVisits[edge] = 0;
    store.edgeVirtual[edge] = 0;
    store.edgeValueSum[edge] = 0;
    store.edgeChild[edge] = -1;
    edge++;
  }
  store.nodeEdgeStart[node] = start;
  store.nodeEdgeCount[node] = edge - start;
  store.edgeCount = edge;
  if (edge === start) {
    store.nodeKind[node] = DEAD_END;
    store.nodeValue[node] = -store.nodeMovesLeft[node]! - rules.rankBound(store.nodeState, node);
  } else {
    store.nodeKind[node] = EXPANDED;
    store.nodeValue[node] = evaluation.values[row]!;
  }
}
