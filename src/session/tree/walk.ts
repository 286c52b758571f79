/** From a node of the tree to the ones around it, at the playback's moment. */
import type { Playback } from '../../search/record/playback.ts';

export type Direction = 'parent' | 'child' | 'next' | 'previous';

/** The children that have been visited, the most visited first: in the order they are drawn in. */
export function childrenOf(playback: Playback, node: number): number[] {
  const { record, nodeVisits } = playback;
  const { edgeChild, nodeParent } = record.columns;
  const children = record
    .edgesOf(node)
    .map((edge) => edgeChild.data[edge]!)
    .filter((child) => child >= 0 && nodeParent.data[child] === node && playback.has(child));
  return [...new Set(children)].sort((a, b) => nodeVisits.data[b]! - nodeVisits.data[a]! || a - b);
}

/** The node in that direction; the node itself where there is none. `child`: the most visited. */
export function walk(playback: Playback, node: number, direction: Direction): number {
  const { record } = playback;
  const parent = record.columns.nodeParent.data[node]!;
  if (direction === 'parent') return parent < 0 ? node : parent;
  if (direction === 'child') {
    const edge = playback.mostVisited(node);
    return edge < 0 ? node : record.columns.edgeChild.data[edge]!;
  }
  if (parent < 0) return node;
  const siblings = childrenOf(playback, parent);
  const at = siblings.indexOf(node) + (direction === 'next' ? 1 : -1);
  return siblings[(at + siblings.length) % siblings.length]!;
}
