import { NO_EDGE, NO_NODE, type TreeStore } from './store.ts';

/**
 * Drops what `root` cannot reach and renumbers the rest, in place and in order; gives the new
 * number of `root`. No simulation may be under way: the paths would hold old numbers.
 *
 * Order is kept, so a node only ever moves down: every copy goes to a slot already vacated.
 */
export function compact(store: TreeStore, root: number): number {
  const renumbered = mark(store, root);
  let nodes = 0;
  let edges = 0;
  for (let from = 0; from < store.nodeCount; from++) {
    if (renumbered[from] === NO_NODE) continue;
    const to = nodes++;
    renumbered[from] = to;
    moveNode(store, from, to);
    const start = store.nodeEdgeStart[to]!;
    const count = store.nodeEdgeCount[to]!;
    moveEdges(store, start, count, edges);
    store.nodeEdgeStart[to] = edges;
    edges += count;
  }
  store.nodeCount = nodes;
  store.edgeCount = edges;
  relink(store, renumbered);
  store.rebuildTable();
  return renumbered[root]!;
}

/** [nodeCapacity] 0 for nodes that `root` reaches, NO_NODE for the others. */
function mark(store: TreeStore, root: number): Int32Array {
  const marks = store.nodeScratch;
  const stack = store.stackScratch;
  marks.fill(NO_NODE, 0, store.nodeCount);
  marks[root] = 0;
  stack[0] = root;
  let depth = 1;
  while (depth > 0) {
    const node = stack[--depth]!;
    const start = store.nodeEdgeStart[node]!;
    const end = start + store.nodeEdgeCount[node]!;
    for (let edge = start; edge < end; edge++) {
      const child = store.edgeChild[edge]!;
      // Marked when pushed: no node is pushed twice, so the stack holds at most every node.
      if (child !== NO_NODE && marks[child] === NO_NODE) {
        marks[child] = 0;
        stack[depth++] = child;
      }
    }
  }
  return marks;
}

function moveNode(store: TreeStore, from: number, to: number): void {
  if (from === to) return;
  const words = store.stateWords;
  store.nodeState.copyWithin(to * words, from * words, (from + 1) * words);
  store.nodeMovesLeft[to] = store.nodeMovesLeft[from]!;
  store.nodeKind[to] = store.nodeKind[from]!;
  store.nodeVisits[to] = store.nodeVisits[from]!;
  store.nodeVirtual[to] = store.nodeVirtual[from]!;
  store.nodeValueSum[to] = store.nodeValueSum[from]!;
  store.nodeValue[to] = store.nodeValue[from]!;
  store.nodeEdgeStart[to] = store.nodeEdgeStart[from]!;
  store.nodeEdgeCount[to] = store.nodeEdgeCount[from]!;
  store.nodeParent[to] = store.nodeParent[from]!;
  store.nodeParentEdge[to] = store.nodeParentEdge[from]!;
}

function moveEdges(store: TreeStore, start: number, count: number, to: number): void {
  if (start === to || count === 0) return;
  const end = start + count;
  store.edgeMove.copyWithin(to * store.tokens, start * store.tokens, end * store.tokens);
  store.edgeSamples.copyWithin(to, start, end);
  store.edgeLogProbability.copyWithin(to, start, end);
  store.edgeVisits.copyWithin(to, start, end);
  store.edgeVirtual.copyWithin(to, start, end);
  store.edgeValueSum.copyWithin(to, start, end);
  store.edgeChild.copyWithin(to, start, end);
}

/**
 * Children and parents get their new numbers. A node whose first parent is gone takes the first
 * one that is left; only the root, and what nothing leads to, has none.
 */
function relink(store: TreeStore, renumbered: Int32Array): void {
  for (let node = 0; node < store.nodeCount; node++) {
    const parent = store.nodeParent[node]!;
    const kept = parent === NO_NODE ? NO_NODE : renumbered[parent]!;
    store.nodeParent[node] = kept;
    if (kept === NO_NODE) store.nodeParentEdge[node] = NO_EDGE;
  }
  for (let node = 0; node < store.nodeCount; node++) {
    const start = store.nodeEdgeStart[node]!;
    const count = store.nodeEdgeCount[node]!;
    for (let i = 0; i < count; i++) {
      const old = store.edgeChild[start + i]!;
      if (old === NO_NODE) continue;
      const child = renumbered[old]!;
      store.edgeChild[start + i] = child;
      if (store.nodeParent[child] === NO_NODE) {
        store.nodeParent[child] = node;
        store.nodeParentEdge[child] = i;
      }
    }
  }
}
