/** From the state of the inspector to what is emphasised in its picture. */
import { prunedEdges } from '../../search/record/pruned.ts';
import { edgeNumbers } from '../../search/record/scores.ts';
import { isEnd } from '../../session/tree/ends.ts';
import {
  type InspectorState,
  type Overlay,
  shownSimulation,
} from '../../session/tree/inspector-state.ts';
import type { Scene } from './scene.ts';

/** What is emphasised, by drawn nodes. */
export interface Emphasis {
  readonly selected: number;
  readonly hovered: number;
  /** The line most visited from the root, and the path of the simulation that is shown. */
  readonly principal: ReadonlySet<number>;
  /** The moves of the game so far. */
  readonly played: ReadonlySet<number>;
  readonly simulated: ReadonlySet<number>;
  /** The simulation's last node, while it is new. */
  readonly leaf: number;
  /** Nodes whose move is searched for; null: no search. */
  readonly matches: ReadonlySet<number> | null;
  readonly overlay: Overlay;
  /** [drawn] share of the improved policy, and whether its value bars it from being played. */
  readonly improved: Float32Array | null;
  readonly pruned: ReadonlySet<number>;
  /** Nodes at which games end, where these are what is looked at: all others recede. */
  readonly ended: ReadonlySet<number> | null;
}

const NOTHING: ReadonlySet<number> = new Set();

/** The nodes of a simulation's path, as far as they are there in the record. */
export function pathNodes({ record }: InspectorState, simulation: number): number[] {
  if (record === null) return [];
  const start = record.columns.simulationStart.data[simulation]!;
  return [
    start,
    ...Array.from(record.path(simulation), (edge) => record.columns.edgeChild.data[edge]!),
  ];
}

/** What a state of the inspector emphasises in a scene. */
export function emphasisOf(scene: Scene, state: InspectorState, hovered: number): Emphasis {
  const { playback, visible } = scene;
  const { record } = playback;
  const drawn = (nodes: Iterable<number>) => {
    const set = new Set<number>();
    for (const node of nodes) {
      const at = visible.index[node] ?? -1;
      if (at >= 0) set.add(at);
    }
    return set;
  };
  const { edgeChild, edgeMove, nodeParentEdge } = record.columns;
  const root = record.rootAfter(playback.at);
  const played = record.lineTo(root).map((edge) => edgeChild.data[edge]!);
  const principal = playback.principalVariation(root).map((edge) => edgeChild.data[edge]!);
  const simulation = shownSimulation(state);
  const path = simulation === null ? [] : pathNodes(state, simulation);
  let matches: Set<number> | null = null;
  if (state.matches !== null) {
    matches = new Set();
    for (let at = 0; at < visible.nodes.length; at++) {
      const edge = nodeParentEdge.data[visible.nodes[at]!]!;
      if (edge >= 0 && state.matches.has(edgeMove.data[edge]!)) matches.add(at);
    }
  }
  const policy = state.overlay === 'policy' ? policyOf(scene) : null;
  const ends = state.overlay === 'ends' ? endsOf(scene) : null;
  return {
    selected: visible.index[state.selected] ?? -1,
    hovered,
    principal: drawn(principal),
    played: drawn(played),
    simulated: drawn(path),
    leaf:
      state.phase === 'selection' || simulation === null
        ? -1
        : (visible.index[path.at(-1) ?? -1] ?? -1),
    matches,
    overlay: state.overlay,
    improved: policy?.improved ?? null,
    pruned: policy?.pruned ?? ends?.pruned ?? NOTHING,
    ended: ends?.ended ?? null,
  };
}

/** The improved policy over all edges drawn. */
function policyOf({ playback, visible }: Scene): { improved: Float32Array; pruned: Set<number> } {
  const improved = new Float32Array(visible.nodes.length);
  const pruned = new Set<number>();
  const parents = new Set(visible.parent);
  const root = playback.record.rootAfter(playback.at);
  const { edgeChild, nodeParentEdge } = playback.record.columns;
  for (const parent of parents) {
    if (parent < 0) continue;
    for (const row of edgeNumbers(playback, visible.nodes[parent]!)) {
      const child = edgeChild.data[row.edge]!;
      const at = child < 0 ? -1 : (visible.index[child] ?? -1);
      if (at < 0 || nodeParentEdge.data[child] !== row.edge) continue;
      improved[at] = row.improved;
      // Only what is about to be played can be barred.
      if (row.pruned && visible.nodes[parent] === root) pruned.add(at);
    }
  }
  return { improved, pruned };
}

/** The drawn nodes at which games end, and those whose move would not be played at its node. */
export function endsOf({ playback, visible }: Scene): { ended: Set<number>; pruned: Set<number> } {
  const { nodeKind, nodeParentEdge } = playback.record.columns;
  const barred = prunedEdges(playback);
  const ended = new Set<number>();
  const pruned = new Set<number>();
  for (let at = 0; at < visible.nodes.length; at++) {
    const node = visible.nodes[at]!;
    if (isEnd(nodeKind.data[node]!)) ended.add(at);
    if (barred[nodeParentEdge.data[node]!] === 1) pruned.add(at);
  }
  return { ended, pruned };
}
