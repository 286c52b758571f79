/** The tree as it is drawn: where its nodes lie, how large they are, and what they say. */
import type { Playback } from '../../search/record/playback.ts';
import type { Layout, LayoutRequest } from '../../session/tree/layout.ts';
import type { Visible } from '../../session/tree/visible.ts';

/** Distance from a column to the next, in units of the drawing, where nothing else is better. */
export const COLUMN = 176;
const NARROWEST = 70;
const WIDEST = 640;
const SMALLEST = 4.5;
const LARGEST = 22;
/** Room between two nodes of a column. */
const GAP = 8;
/** Radius on the screen, in pixels, that a node has wherever its neighbours leave it room. */
const LEAST_SEEN = 4;

export interface Scene {
  readonly playback: Playback;
  readonly visible: Visible;
  readonly layout: Layout;
  /** Distance from a column to the next. */
  readonly column: number;
  /** [drawn] radius */
  readonly radius: Float32Array;
  /** [drawn] visits */
  readonly visits: Int32Array;
  /** [drawn] moves that the game is expected to take in all, through this node */
  readonly expected: Float32Array;
  /** [drawn] from 0, the worst of those drawn, to 1, the best */
  readonly goodness: Float32Array;
  /** [drawn] edges that lead to it: more than one for a merged node */
  readonly incoming: Uint16Array;
  /** [2 × others] edges beside the tree's own, as pairs of drawn nodes */
  readonly others: Int32Array;
  /** [drawn] the drawn nodes, the most visited first */
  readonly byVisits: Int32Array;
  /** [drawn] visits of its edge as a share of its parent's edges together */
  readonly share: Float32Array;
  /** [drawn] P of its edge */
  readonly prior: Float32Array;
  /** [drawn] its edge was forced by the user */
  readonly forced: Uint8Array;
}

export function radiusOf(visits: number, most: number): number {
  return SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(visits / Math.max(1, most));
}

/** Radius on the screen of a drawn node, in CSS pixels. */
export function seenRadius({ radius }: Scene, at: number, k: number): number {
  const own = radius[at]! * k;
  return Math.max(own, Math.min(LEAST_SEEN, own + (GAP * k) / 2 - 0.4));
}

/** What the layout is asked. */
export function layoutRequest(playback: Playback, visible: Visible): LayoutRequest {
  const visits = playback.nodeVisits.data;
  const most = visits[0]!;
  const count = visible.nodes.length;
  const size = new Float32Array(count);
  const weight = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    const node = visible.nodes[at]!;
    size[at] = 2 * radiusOf(visits[node]!, most) + GAP;
    weight[at] = visits[node]!;
  }
  return { parent: visible.parent.slice(), size, weight };
}

/** The scene of a layout, at the playback's moment. */
export function createScene(
  playback: Playback,
  visible: Visible,
  layout: Layout,
  column = COLUMN,
): Scene {
  const { record, nodeVisits, edgeVisits } = playback;
  const { nodeDepth, nodeValue, nodeParentEdge, edgeNode, edgeChild, edgeSamples } = record.columns;
  const count = visible.nodes.length;
  const radius = new Float32Array(count);
  const visits = new Int32Array(count);
  const expected = new Float32Array(count);
  const share = new Float32Array(count);
  const prior = new Float32Array(count);
  const forced = new Uint8Array(count);
  const most = nodeVisits.data[0]!;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) {
    const node = visible.nodes[at]!;
    visits[at] = nodeVisits.data[node]!;
    radius[at] = radiusOf(visits[at]!, most);
    // A node that is being expanded has nothing but the evaluator's value.
    const worth = visits[at] === 0 ? nodeValue.data[node]! : playback.nodeMean(node);
    expected[at] = nodeDepth.data[node]! - worth;
    if (expected[at]! < least) least = expected[at]!;
    if (expected[at]! > greatest) greatest = expected[at]!;
    const edge = nodeParentEdge.data[node]!;
    if (edge < 0) continue;
    // One visit of an expanded node is its own evaluation.
    const all = nodeVisits.data[edgeNode.data[edge]!]! - 1;
    share[at] = edgeVisits.data[edge]! / Math.max(1, all);
    prior[at] = edgeSamples.data[edge]! / record.header.samples;
    forced[at] = edgeSamples.data[edge] === 0 ? 1 : 0;
  }
  const range = greatest - least;
  const goodness = expected.map((moves) => (range > 0 ? (greatest - moves) / range : 1));
  const incoming = new Uint16Array(count);
  const others: number[] = [];
  for (let edge = 0; edge < edgeVisits.length; edge++) {
    if (edgeVisits.data[edge] === 0) continue;
    const child = edgeChild.data[edge]!;
    const to = visible.index[child] ?? -1;
    if (to < 0) continue;
    incoming[to]!++;
    const from = visible.index[edgeNode.data[edge]!]!;
    if (from >= 0 && nodeParentEdge.data[child] !== edge) others.push(from, to);
  }
  const byVisits = Int32Array.from({ length: count }, (_, at) => at);
  byVisits.sort((a, b) => visits[b]! - visits[a]! || a - b);
  return {
    playback,
    visible,
    layout,
    column,
    radius,
    visits,
    expected,
    goodness,
    incoming,
    others: Int32Array.from(others),
    byVisits,
    share,
    prior,
    forced,
  };
}

/** The distance of columns with which a layout fills a frame of that many CSS pixels. */
export function fittingColumn(layout: Layout, width: number, height: number): number {
  const columns = layout.columns.length - 2;
  if (columns < 1 || width <= 0 || height <= 0) return COLUMN;
  const k = Math.min(1.15, height / Math.max(1, layout.height));
  return Math.max(NARROWEST, Math.min(WIDEST, width / columns / k));
}

/** Width and height of the whole drawing, from the first node's middle on. */
export function sceneSize({ layout, column }: Scene): { width: number; height: number } {
  return { width: (layout.columns.length - 2) * column, height: layout.height };
}
