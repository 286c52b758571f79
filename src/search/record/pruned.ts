import type { Playback } from './playback.ts';

/**
 * [edges] 1 where the edge's Q is below that of its node's most visited edge, so that acting there
 * would not play it (AlphaTensor, Fawzi et al. 2022, Methods): `pruned` of `edgeNumbers` for all nodes
 * at once, as a pass over the edges. An edge without visits has no Q and is not pruned.
 */
export function prunedEdges(playback: Playback): Uint8Array {
  const { record, edgeVisits } = playback;
  const { edgeNode } = record.columns;
  const visits = edgeVisits.data;
  const count = edgeVisits.length;
  // A node's edges come in their order: the first of those visited equally often is kept.
  const most = new Int32Array(record.nodes).fill(-1);
  for (let edge = 0; edge < count; edge++) {
    const node = edgeNode.data[edge]!;
    const before = most[node]!;
    if (visits[edge]! > (before < 0 ? 0 : visits[before]!)) most[node] = edge;
  }
  const pruned = new Uint8Array(count);
  for (let edge = 0; edge < count; edge++) {
    const first = most[edgeNode.data[edge]!]!;
    if (first < 0 || visits[edge] === 0) continue;
    if (playback.edgeMean(edge) < playback.edgeMean(first)) pruned[edge] = 1;
  }
  return pruned;
}

/** One edge alone, as `prunedEdges` has it; false for no edge. */
export function isPruned(playback: Playback, edge: number): boolean {
  if (edge < 0) return false;
  const most = playback.mostVisited(playback.record.columns.edgeNode.data[edge]!);
  // Without visits there is no Q, and NaN is not below anything.
  return most >= 0 && playback.edgeMean(edge) < playback.edgeMean(most);
}
