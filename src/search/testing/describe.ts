import { NO_NODE } from '../store.ts';
import type { SearchTree } from '../tree.ts';
import { moveText, nodeKey } from './dump.ts';
import type { ReferenceSearch } from './reference.ts';

/** What can be reached from a node, by name: node → its numbers and those of its edges. */
export function reachable(tree: SearchTree, from: number): Map<string, string[]> {
  const { store } = tree;
  const found = new Map<string, string[]>();
  const visit = (node: number): void => {
    const key = nodeKey(tree, node);
    if (found.has(key)) return;
    const lines = [`${store.nodeVisits[node]} ${store.nodeValueSum[node]}`];
    found.set(key, lines);
    const start = store.nodeEdgeStart[node]!;
    for (let edge = start; edge < start + store.nodeEdgeCount[node]!; edge++) {
      const move = moveText(store.edgeMove, edge, store.tokens);
      lines.push(`${move} ${store.edgeVisits[edge]} ${store.edgeValueSum[edge]}`);
      if (store.edgeChild[edge] !== NO_NODE) visit(store.edgeChild[edge]!);
    }
  };
  visit(from);
  return found;
}

/** A node by its contents, for the comparison of two implementations. */
export interface Described {
  node: string;
  visits: number;
  sum: number;
  edges: string[];
}

export function describeTree(tree: SearchTree): Described[] {
  const { store, rules } = tree;
  return Array.from({ length: store.nodeCount }, (_, node) => {
    const start = store.nodeEdgeStart[node]!;
    const residual = rules.unpack(store.nodeState, node).data.join();
    return {
      node: `${residual}/${store.nodeMovesLeft[node]} ${store.nodeValue[node]}`,
      visits: store.nodeVisits[node]!,
      sum: store.nodeValueSum[node]!,
      edges: Array.from({ length: store.nodeEdgeCount[node]! }, (_, i) => {
        const edge = start + i;
        return [
          moveText(store.edgeMove, edge, store.tokens),
          store.edgeSamples[edge],
          store.edgeLogProbability[edge],
          store.edgeVisits[edge],
          store.edgeValueSum[edge],
        ].join(' ');
      }),
    };
  });
}

export function describeReference(slow: ReferenceSearch): Described[] {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return Array.from(slow.nodes.values(), (node) => ({
    node: `${node.residual.data.join()}/${node.movesLeft} ${node.value}`,
    visits: node.returns.length,
    sum: sum(node.returns),
    edges: node.edges.map((edge) =>
      [edge.move, edge.samples, edge.logProbability, edge.returns.length, sum(edge.returns)].join(
        ' ',
      ),
    ),
  }));
}
