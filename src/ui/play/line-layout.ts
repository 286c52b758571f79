/** Where the nodes of a line tree are drawn: moves from left to right, variations below their line. */
import type { LineTree } from '../../game/line-tree.ts';

export interface NodePlace {
  readonly node: number;
  /** Moves from the start: 0 at the root. */
  readonly column: number;
  readonly row: number;
}

export interface LineLayout {
  /** In the order of the nodes. */
  readonly places: readonly NodePlace[];
  readonly columns: number;
  readonly rows: number;
}

/**
 * The first child goes on in its parent's row; each further child begins a row below, the first
 * one that is free as far as its own line reaches.
 */
export function layoutLine({ nodes }: Pick<LineTree, 'nodes'>): LineLayout {
  const places: NodePlace[] = [];
  /** For each row, the column from which on it is taken. */
  const takenFrom: number[] = [];
  let columns = 0;

  const free = (row: number, upTo: number) => (takenFrom[row] ?? Number.POSITIVE_INFINITY) > upTo;

  const placeChain = (start: number, column: number, above: number): void => {
    const chain: number[] = [];
    for (
      let node: number | undefined = start;
      node !== undefined;
      node = nodes[node]?.children[0]
    ) {
      chain.push(node);
    }
    const end = column + chain.length - 1;
    let row = above + 1;
    while (!free(row, end)) row++;
    // The edge from the parent needs the column before, too.
    takenFrom[row] = Math.max(0, column - 1);
    columns = Math.max(columns, end + 1);
    for (const [step, node] of chain.entries()) {
      places[node] = { node, column: column + step, row };
    }
    // From the end to the beginning: no edge then crosses a row that is drawn already.
    for (const [step, node] of [...chain.entries()].reverse()) {
      for (const child of nodes[node]!.children.slice(1)) placeChain(child, column + step + 1, row);
    }
  };

  placeChain(0, 0, -1);
  return { places: places.filter(Boolean), columns, rows: takenFrom.length };
}
