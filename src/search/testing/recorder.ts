import type { SearchTree } from '../tree.ts';
import { moveText, nodeKey } from './dump.ts';

/** One finished simulation: what it visited, by names that outlive renumbering. */
export interface RawSimulation {
  readonly nodes: readonly string[];
  readonly moves: readonly string[];
  readonly value: number;
}

/** Writes down every simulation of a tree from now on. */
export function record(tree: SearchTree): RawSimulation[] {
  const simulations: RawSimulation[] = [];
  tree.onBackup = (nodes, edges, from, length, value) => {
    simulations.push({
      nodes: Array.from({ length }, (_, i) => nodeKey(tree, nodes[from + i]!)),
      moves: Array.from({ length: length - 1 }, (_, i) =>
        moveText(tree.store.edgeMove, edges[from + i]!, tree.store.tokens),
      ),
      value,
    });
  };
  return simulations;
}

export interface Tally {
  visits: number;
  sum: number;
}

/**
 * Visits and summed returns of every node and of every edge ("node|move"), from nothing but the
 * list of simulations: the return at a node is the last node's value less the moves up to it.
 */
export function tally(simulations: readonly RawSimulation[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  const count = (key: string, value: number) => {
    const entry = tallies.get(key) ?? { visits: 0, sum: 0 };
    tallies.set(key, { visits: entry.visits + 1, sum: entry.sum + value });
  };
  for (const { nodes, moves, value } of simulations) {
    nodes.forEach((node, i) => {
      const movesAfter = nodes.length - 1 - i;
      let total = value;
      for (let move = 0; move < movesAfter; move++) total += -1;
      count(node, total);
      if (i < moves.length) count(`${node}|${moves[i]}`, total);
    });
  }
  return tallies;
}
