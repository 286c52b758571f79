import { DEAD_END, EXPANDED, LIMIT, NO_NODE, SOLVED, UNEXPANDED } from '../store.ts';
import type { SearchTree } from '../tree.ts';

const KIND = new Map([
  [UNEXPANDED, 'unexpanded'],
  [EXPANDED, 'expanded'],
  [SOLVED, 'solved'],
  [LIMIT, 'limit'],
  [DEAD_END, 'dead end'],
]);

/** A state as text: the same for the same residual. */
export function stateText(states: Int32Array, index: number, words: number): string {
  return Array.from(states.subarray(index * words, (index + 1) * words), (word) =>
    (word >>> 0).toString(16),
  ).join('.');
}

/** A node's residual and moves left: what makes it one node. */
export function nodeKey(tree: SearchTree, node: number): string {
  const { store } = tree;
  return `${stateText(store.nodeState, node, store.stateWords)}/${store.nodeMovesLeft[node]}`;
}

export function moveText(moves: Uint16Array, index: number, tokens: number): string {
  return moves.subarray(index * tokens, (index + 1) * tokens).join(',');
}

/** The whole tree, a line a node and a line an edge, numbers in full: for comparison. */
export function dumpTree(tree: SearchTree): string[] {
  const { store } = tree;
  const lines = [`root ${tree.root}, Q from ${tree.bounds.min} to ${tree.bounds.max}`];
  for (let node = 0; node < store.nodeCount; node++) {
    const parent = store.nodeParent[node]!;
    const origin = parent === NO_NODE ? '' : `, from ${parent} by ${store.nodeParentEdge[node]}`;
    lines.push(
      `${node}: ${nodeKey(tree, node)} ${KIND.get(store.nodeKind[node]!)}${origin}, ` +
        `visits ${store.nodeVisits[node]}, sum ${store.nodeValueSum[node]}, ` +
        `value ${store.nodeValue[node]}`,
    );
    const start = store.nodeEdgeStart[node]!;
    for (let edge = start; edge < start + store.nodeEdgeCount[node]!; edge++) {
      const child = store.edgeChild[edge]!;
      lines.push(
        `  ${moveText(store.edgeMove, edge, store.tokens)} × ${store.edgeSamples[edge]}, ` +
          `log p ${store.edgeLogProbability[edge]}, visits ${store.edgeVisits[edge]}, ` +
          `sum ${store.edgeValueSum[edge]}, to ${child === NO_NODE ? 'none' : child}`,
      );
    }
  }
  return lines;
}
