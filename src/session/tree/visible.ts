/** Which nodes of a recorded search are drawn, and how many each of them stands for. */
import type { Playback } from '../../search/record/playback.ts';
import { SOLVED } from '../../search/store.ts';

export interface Filters {
  /** Nodes with fewer visits are hidden. */
  readonly minVisits: number;
  /** Moves from the first node at most. */
  readonly maxDepth: number;
  /** Only what leads to a solved node. */
  readonly solvedOnly: boolean;
}

export interface VisibleRequest {
  readonly filters: Filters;
  /** Folded by the user: nothing below them is drawn. */
  readonly folded: ReadonlySet<number>;
  /** Unfolded by the user: their children are drawn whatever else says. */
  readonly unfolded: ReadonlySet<number>;
  /** Drawn with all that lead to them, whatever else says, even before their first visit. */
  readonly always: Iterable<number>;
  /** Where more nodes than so many would be drawn, those visited least are folded. */
  readonly most: number;
}

export interface Visible {
  /** [drawn] nodes of the record, parents before children; the first is node 0 */
  readonly nodes: Int32Array;
  /** [drawn] index of the parent among them; −1 for the first */
  readonly parent: Int32Array;
  /** [drawn] nodes below it that are reached but not drawn */
  readonly hidden: Int32Array;
  /** [nodes of the record] index among those drawn, −1 where it is not */
  readonly index: Int32Array;
  /** Fewer visits than that are folded, unless the user says otherwise. */
  readonly threshold: number;
}

export function visibleNodes(playback: Playback, request: VisibleRequest): Visible {
  const { record, nodeVisits } = playback;
  const { nodeParent, nodeDepth } = record.columns;
  const { filters, folded, unfolded } = request;
  const count = Math.min(record.nodes, nodeVisits.length);
  const visits = nodeVisits.data;
  const leads = filters.solvedOnly ? leadsToSolved(playback, count) : null;
  const always = withAncestors(playback, request.always);
  const threshold = Math.max(filters.minVisits, enoughVisits(visits, count, request.most));

  const index = new Int32Array(count).fill(-1);
  const nodes = new Int32Array(count);
  const parent = new Int32Array(count);
  const below = new Int32Array(count);
  let drawn = 0;
  for (let node = 0; node < count; node++) {
    const above = nodeParent.data[node]!;
    if (node > 0) {
      const parentDrawn = above >= 0 && index[above]! >= 0;
      if (!parentDrawn) continue;
      if (!always.has(node)) {
        if (visits[node] === 0) continue;
        const passes =
          nodeDepth.data[node]! <= filters.maxDepth && (leads === null || leads[node] === 1);
        if (!passes || folded.has(above)) continue;
        if (visits[node]! < threshold && !unfolded.has(above)) continue;
      }
    }
    index[node] = drawn;
    nodes[drawn] = node;
    parent[drawn] = above < 0 ? -1 : index[above]!;
    drawn++;
  }
  for (let node = count - 1; node > 0; node--) {
    const above = nodeParent.data[node]!;
    if (visits[node] === 0 || above < 0) continue;
    below[above]! += index[node]! < 0 ? 1 + below[node]! : 0;
  }
  const hidden = Int32Array.from(nodes.subarray(0, drawn), (node) => below[node]!);
  return {
    nodes: nodes.slice(0, drawn),
    parent: parent.slice(0, drawn),
    hidden,
    index,
    threshold,
  };
}

/** The least number of visits that no more than `most` nodes have. */
function enoughVisits(visits: Int32Array, count: number, most: number): number {
  if (count <= most) return 0;
  const sorted = visits.slice(0, count).sort();
  const first = sorted[count - most]!;
  // As many nodes as there is room for, but all with equal visits or none of them.
  return first === sorted[count - most - 1] ? first + 1 : first;
}

function withAncestors({ record }: Playback, nodes: Iterable<number>): Set<number> {
  const all = new Set<number>();
  for (const node of nodes) {
    if (node >= record.nodes) continue;
    for (let at = node; at >= 0 && !all.has(at); at = record.columns.nodeParent.data[at]!) {
      all.add(at);
    }
  }
  return all;
}

/** [nodes] 1 where a line over visited edges leads to a solved node. */
function leadsToSolved({ record, edgeVisits }: Playback, count: number): Uint8Array {
  const { nodeKind, edgeNode, edgeChild, nodeDepth } = record.columns;
  const leads = new Uint8Array(count);
  let deepest = 0;
  for (let node = 0; node < count; node++) {
    leads[node] = nodeKind.data[node] === SOLVED ? 1 : 0;
    deepest = Math.max(deepest, nodeDepth.data[node]!);
  }
  const byDepth: number[][] = Array.from({ length: deepest + 1 }, () => []);
  for (let edge = 0; edge < edgeVisits.length; edge++) {
    if (edgeVisits.data[edge]! > 0) byDepth[nodeDepth.data[edgeNode.data[edge]!]!]!.push(edge);
  }
  for (let depth = deepest; depth >= 0; depth--) {
    for (const edge of byDepth[depth]!) {
      if (leads[edgeChild.data[edge]!] === 1) leads[edgeNode.data[edge]!] = 1;
    }
  }
  return leads;
}
