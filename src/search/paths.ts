import type { Bounds } from './select.ts';
import type { TreeStore } from './store.ts';

/**
 * The simulations under way: path `slot` is the stretch from slot × stride of the arrays. Slots up
 * to the number of leaves that wait for an evaluation are taken, the next is being walked.
 */
export class Paths {
  readonly slots: number;
  /** Longest path in nodes: one more than the moves of a game. */
  stride = 0;
  /** [slots × stride] from the root to the leaf */
  nodes = new Int32Array(0);
  /** [slots × stride] the edge by which the node beside it was left; none at the leaf */
  edges = new Int32Array(0);
  /** [slots] number of nodes */
  readonly length: Int32Array;

  constructor(slots: number) {
    this.slots = slots;
    this.length = new Int32Array(slots);
  }

  /** Makes room for paths of so many moves. */
  reserve(moves: number): void {
    if (moves + 1 <= this.stride) return;
    this.stride = moves + 1;
    this.nodes = new Int32Array(this.slots * this.stride);
    this.edges = new Int32Array(this.slots * this.stride);
  }

  leaf(slot: number): number {
    return this.nodes[slot * this.stride + this.length[slot]! - 1]!;
  }

  byteLength(): number {
    return this.nodes.byteLength + this.edges.byteLength + this.length.byteLength;
  }
}

/**
 * Adds a simulation to all it went through: its last node's `value`, less one for each move up to
 * there. The edges' mean returns widen the bounds.
 */
export function backUp(
  store: TreeStore,
  paths: Paths,
  slot: number,
  value: number,
  bounds: Bounds,
): void {
  const { nodeVisits, nodeValueSum, edgeVisits, edgeValueSum } = store;
  const { nodes, edges } = paths;
  const from = slot * paths.stride;
  let at = from + paths.length[slot]! - 1;
  let total = value;
  let node = nodes[at]!;
  nodeVisits[node] = nodeVisits[node]! + 1;
  nodeValueSum[node] = nodeValueSum[node]! + total;
  while (--at >= from) {
    total -= 1;
    node = nodes[at]!;
    nodeVisits[node] = nodeVisits[node]! + 1;
    nodeValueSum[node] = nodeValueSum[node]! + total;
    const edge = edges[at]!;
    const visits = edgeVisits[edge]! + 1;
    const sum = edgeValueSum[edge]! + total;
    edgeVisits[edge] = visits;
    edgeValueSum[edge] = sum;
    const mean = sum / visits;
    if (mean < bounds.min) bounds.min = mean;
    if (mean > bounds.max) bounds.max = mean;
  }
}

/** Adds (1) or takes away (−1) the virtual loss of a simulation that waits for its evaluation. */
export function addVirtual(store: TreeStore, paths: Paths, slot: number, amount: number): void {
  const { nodeVirtual, edgeVirtual } = store;
  const from = slot * paths.stride;
  const last = from + paths.length[slot]! - 1;
  for (let at = from; at <= last; at++) {
    const node = paths.nodes[at]!;
    nodeVirtual[node] = nodeVirtual[node]! + amount;
    if (at === last) break;
    const edge = paths.edges[at]!;
    edgeVirtual[edge] = edgeVirtual[edge]! + amount;
  }
}
