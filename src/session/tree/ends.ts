/** Where a search's lines end, and which of its moves would not be played. */
import type { Playback } from '../../search/record/playback.ts';
import { prunedEdges } from '../../search/record/pruned.ts';
import type { TreeRecord } from '../../search/record/tree-record.ts';
import { DEAD_END, LIMIT, SOLVED } from '../../search/store.ts';
import type { Filters } from './visible.ts';

/** Ends that are drawn whatever their visits: with more the tree would be too large to read. */
const MOST_ENDS = 60;

/** What the nodes reached by a moment come to. */
export interface EndCounts {
  readonly nodes: number;
  readonly solved: number;
  /** No moves left, dead ends among them. */
  readonly unsolved: number;
  /** Moves valued below the most visited one beside them. */
  readonly pruned: number;
}

/** True where nothing is played after a node: SOLVED, LIMIT or DEAD_END. */
export function isEnd(kind: number): boolean {
  return kind === SOLVED || kind === LIMIT || kind === DEAD_END;
}

/**
 * The return from the first node of a game that ends at `node`: −1 for each move, and what is left
 * counted by its rank bound; for a dead end all moves that it could not make count too.
 */
export function finalReturn({ columns }: TreeRecord, node: number): number {
  return columns.nodeValue.data[node]! - columns.nodeDepth.data[node]!;
}

/**
 * The nodes where games end that are drawn though they were visited rarely: the most visited `most`
 * of those that the filters let pass and that lie below nothing folded by the user.
 */
export function endsToDraw(
  playback: Playback,
  filters: Filters,
  folded: ReadonlySet<number>,
  most = MOST_ENDS,
): number[] {
  const { record, nodeVisits } = playback;
  const { nodeKind, nodeDepth, nodeParent } = record.columns;
  const ends: number[] = [];
  for (let node = 0; node < record.nodes; node++) {
    const kind = nodeKind.data[node]!;
    if (!isEnd(kind) || nodeVisits.data[node] === 0) continue;
    if (filters.solvedOnly && kind !== SOLVED) continue;
    if (nodeVisits.data[node]! < filters.minVisits || nodeDepth.data[node]! > filters.maxDepth) {
      continue;
    }
    let above = nodeParent.data[node]!;
    while (above >= 0 && !folded.has(above)) above = nodeParent.data[above]!;
    if (above < 0) ends.push(node);
  }
  ends.sort((a, b) => nodeVisits.data[b]! - nodeVisits.data[a]! || a - b);
  return ends.slice(0, most);
}

export function countEnds(playback: Playback): EndCounts {
  const { nodeKind } = playback.record.columns;
  let nodes = 0;
  let solved = 0;
  let unsolved = 0;
  for (let node = 0; node < playback.record.nodes; node++) {
    if (!playback.has(node)) continue;
    nodes++;
    const kind = nodeKind.data[node]!;
    if (kind === SOLVED) solved++;
    else if (isEnd(kind)) unsolved++;
  }
  const pruned = prunedEdges(playback).reduce((sum, one) => sum + one, 0);
  return { nodes, solved, unsolved, pruned };
}
