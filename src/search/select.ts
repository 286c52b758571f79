import type { SearchOptions } from './options.ts';
import { NO_EDGE, type TreeStore } from './store.ts';

/** The least and the greatest Q seen in a game; `min > max` while there is none. */
export interface Bounds {
  min: number;
  max: number;
}

/**
 * The edge of an expanded node to follow: pUCT, score = q̂ + c(s)·P·√N(s) / (1 + N(s,a)) with
 * c(s) = c1 + log((1 + N(s) + c2) / c2) and P = count/K (Sampled MuZero, Hubert et al. 2021,
 * section 4; AlphaTensor, Fawzi et al. 2022, Methods). The first of equals wins, so that the
 * search is deterministic.
 *
 * A simulation under way counts as a visit that returned the worst Q seen (virtual loss).
 */
export function selectEdge(
  store: TreeStore,
  node: number,
  isRoot: boolean,
  bounds: Bounds,
  options: SearchOptions,
): number {
  const start = store.nodeEdgeStart[node]!;
  const count = store.nodeEdgeCount[node]!;
  const { edgeVisits, edgeVirtual, edgeValueSum, edgeSamples } = store;
  const { min, max } = bounds;
  const transform = options.valueTransform;

  const visits = store.nodeVisits[node]! + store.nodeVirtual[node]!;
  const scale = options.explorationScale;
  const exploration =
    (options.explorationBase + Math.log((1 + visits + scale) / scale)) * Math.sqrt(visits);
  const noise = isRoot ? options.rootNoise : 0;
  const perSample = ((1 - noise) / options.samples) * exploration;
  const perEdge = (noise / count) * exploration;
  const urgency = options.firstPlayUrgency;
  // Without the + the engine keeps this value boxed, and allocates at every edge.
  const unvisited =
    urgency === 'parent'
      ? transform(store.nodeValueSum[node]! / store.nodeVisits[node]!, min, max)
      : +urgency;

  let best = NO_EDGE;
  let bestScore = -Infinity;
  for (let edge = start; edge < start + count; edge++) {
    const pending = edgeVirtual[edge]!;
    const total = edgeVisits[edge]! + pending;
    let value = unvisited;
    if (total > 0 && min <= max) {
      value = transform((edgeValueSum[edge]! + pending * min) / total, min, max);
    }
    const score = value + (edgeSamples[edge]! * perSample + perEdge) / (1 + total);
    if (score > bestScore) {
      bestScore = score;
      best = edge;
    }
  }
  return best;
}

/** The edge of an expanded node visited least, the first of equals. */
export function leastVisitedEdge(store: TreeStore, node: number): number {
  const start = store.nodeEdgeStart[node]!;
  const end = start + store.nodeEdgeCount[node]!;
  const { edgeVisits, edgeVirtual } = store;
  let least = start;
  for (let edge = start + 1; edge < end; edge++) {
    const visits = edgeVisits[edge]! + edgeVirtual[edge]!;
    if (visits < edgeVisits[least]! + edgeVirtual[least]!) least = edge;
  }
  return least;
}
