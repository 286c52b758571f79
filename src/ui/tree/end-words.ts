/** What is said of a node where a line ends, and of a move that would not be played. */
import type { Playback } from '../../search/record/playback.ts';
import { isPruned } from '../../search/record/pruned.ts';
import type { TreeRecord } from '../../search/record/tree-record.ts';
import { DEAD_END, LIMIT, SOLVED } from '../../search/store.ts';
import { type EndCounts, finalReturn } from '../../session/tree/ends.ts';
import { formatCount } from '../shared/format.ts';

const HOW: Readonly<Record<number, string>> = {
  [SOLVED]: 'solved',
  [LIMIT]: 'no moves left',
  [DEAD_END]: 'a dead end',
};

/** What a terminal node is; null for one from which the game goes on. */
export function howItEnds(kind: number): string | null {
  return HOW[kind] ?? null;
}

/** '−7', the return from the first node of a game that ends at `node`. */
export function returnWords(record: TreeRecord, node: number): string {
  return formatCount(finalReturn(record, node)).replace('-', '−');
}

/** 'ends here: solved with 7 moves'; null where the game goes on. Moves count from the first node. */
export function endWords({ columns }: TreeRecord, node: number): string | null {
  const kind = columns.nodeKind.data[node]!;
  const how = howItEnds(kind);
  if (how === null) return null;
  if (kind === SOLVED)
    return `ends here: ${how} with ${many(columns.nodeDepth.data[node]!, 'move')}`;
  return `ends here: ${how}, rank bound ${formatCount(columns.nodeRankBound.data[node]!)}`;
}

/** 'solved, −7' or 'no moves left, −9': how a game ends there, and its return from the first node. */
export function endTag(record: TreeRecord, node: number): string {
  return `${howItEnds(record.columns.nodeKind.data[node]!)}, ${returnWords(record, node)}`;
}

/** What stands after a node's figures in the outline and is announced: ', pruned, ends here: …' */
export function endSuffix(playback: Playback, node: number): string {
  const { record } = playback;
  const pruned = isPruned(playback, record.columns.nodeParentEdge.data[node]!);
  const end = endWords(record, node);
  return `${pruned ? ', pruned' : ''}${end === null ? '' : `, ${end}`}`;
}

/** 'Of 201 nodes 3 are solved and 12 end unsolved; 58 moves are pruned.' */
export function countWords({ nodes, solved, unsolved, pruned }: EndCounts): string {
  const are = (count: number) => `${formatCount(count)} ${count === 1 ? 'is' : 'are'}`;
  const end = unsolved === 1 ? 'ends' : 'end';
  return `Of ${many(nodes, 'node')} ${are(solved)} solved and ${formatCount(unsolved)} ${end} unsolved; ${many(pruned, 'move')} ${pruned === 1 ? 'is' : 'are'} pruned.`;
}

function many(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;
}
