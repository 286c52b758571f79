import { EXPANDED, NO_EDGE, NO_NODE, type TreeStore } from './store.ts';

/**
 * Gives an expanded node one more edge, sampled 0 times, at the end of its own; see
 * `SearchTree.force`. What comes after it moves up by one, so that the edges of a node stay
 * together and in the order of the nodes. No simulation may be under way: paths hold edges.
 */
export function insertEdge(
  store: TreeStore,
  node: number,
  moves: Uint16Array,
  index: number,
): number {
  const { tokens } = store;
  const move = moves.slice(index * tokens, (index + 1) * tokens);
  if (store.nodeKind[node] !== EXPANDED || !store.rules.canonicalise(move, 0)) return NO_EDGE;
  const start = store.nodeEdgeStart[node]!;
  const count = store.nodeEdgeCount[node]!;
  for (let edge = 0; edge < count; edge++) {
    const at = (start + edge) * tokens;
    if (move.every((token, i) => store.edgeMove[at + i] === token)) return edge;
  }
  if (store.edgeCount >= store.edgeCapacity) return NO_EDGE;

  const added = start + count;
  const end = store.edgeCount;
  store.edgeMove.copyWithin((added + 1) * tokens, added * tokens, end * tokens);
  for (const field of [
    store.edgeSamples,
    store.edgeLogProbability,
    store.edgeVisits,
    store.edgeVirtual,
    store.edgeValueSum,
    store.edgeChild,
  ]) {
    field.copyWithin(added + 1, added, end);
  }
  for (let other = 0; other < store.nodeCount; other++) {
    if (other !== node && store.nodeEdgeStart[other]! >= added) store.nodeEdgeStart[other]!++;
  }
  store.edgeMove.set(move, added * tokens);
  store.edgeSamples[added] = 0;
  store.edgeLogProbability[added] = Number.NEGATIVE_INFINITY;
  store.edgeVisits[added] = 0;
  store.edgeVirtual[added] = 0;
  store.edgeValueSum[added] = 0;
  store.edgeChild[added] = NO_NODE;
  store.nodeEdgeCount[node] = count + 1;
  store.edgeCount = end + 1;
  return count;
}
