import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordHeader } from './record/header.ts';
import { Playback } from './record/playback.ts';
import { Recorder } from './record/recorder.ts';
import { TreeRecord } from './record/tree-record.ts';
import { RequestBuilder } from './request.ts';
import { EXPANDED, NO_EDGE } from './store.ts';
import { describeTree } from './testing/describe.ts';
import { moveText } from './testing/dump.ts';
import { type Position, searchAlone } from './testing/position.ts';
import { begin, scenario } from './testing/scenario.test-data.ts';
import type { SearchTree } from './tree.ts';

/** A move that is not among the samples of the node, or is; canonical. */
function someMove({ rules }: Position, choice: number): Uint16Array {
  const { tokens, vocabulary } = rules.coding;
  const move = new Uint16Array(tokens);
  for (let seed = choice; ; seed = Math.imul(seed, 48271) + 11) {
    let rest = seed >>> 0;
    for (let i = 0; i < tokens; i++) {
      move[i] = rest % vocabulary;
      rest = Math.floor(rest / vocabulary) + 7 * i;
    }
    if (rules.canonicalise(move, 0)) return move;
  }
}

/** So many simulations by the tree's aim. */
function simulate(tree: SearchTree, { evaluator }: Position, count: number): void {
  const builder = new RequestBuilder(tree.rules.stateWords, tree.options.leavesPerWave);
  for (let i = 0; i < count; i++) {
    builder.clear();
    if (tree.collect(builder, 1) > 0) tree.apply(evaluator.answer(builder.request()), 0);
  }
}

test('a forced move is one edge more, and nothing else changes', () => {
  fc.assert(
    fc.property(scenario, fc.nat(), fc.nat(), (given, choice, which) => {
      const { tree, position } = begin(given, { nodeCapacity: 1000 });
      searchAlone(tree, position.evaluator);
      const { store } = tree;
      const node = which % store.nodeCount;
      const before = describeTree(tree);
      const move = someMove(position, choice);
      const text = moveText(move, 0, store.tokens);
      const known = Array.from({ length: store.nodeEdgeCount[node]! }, (_, i) =>
        moveText(store.edgeMove, store.nodeEdgeStart[node]! + i, store.tokens),
      ).indexOf(text);
      const edge = tree.force(node, move, 0);
      if (store.nodeKind[node] !== EXPANDED) {
        expect(edge).toBe(NO_EDGE);
        return;
      }
      const after = describeTree(tree);
      if (known >= 0) {
        expect(edge).toBe(known);
        expect(after).toEqual(before);
        return;
      }
      expect(edge).toBe(before[node]!.edges.length);
      const { edges } = after[node]!;
      expect(edges.at(-1)).toContain(`${text} 0 -Infinity 0 0`);
      expect(after).toEqual(before.map((row, at) => (at === node ? { ...row, edges } : row)));
      expect(edges.slice(0, -1)).toEqual(before[node]!.edges);
    }),
  );
});

test('simulations aimed at a forced move go through it, and leave what is above alone', () => {
  fc.assert(
    fc.property(scenario, fc.nat(), fc.integer({ min: 1, max: 20 }), (given, choice, count) => {
      const { tree, position } = begin(
        { ...given, leavesPerWave: 1 },
        { nodeCapacity: 2000, simulations: 1e9 },
      );
      const header = recordHeader(tree, {
        evaluator: { kind: 'scripted', name: 'A script' },
        quantiles: 0,
        maxCoefficient: 1,
        game: null,
      });
      const recorder = new Recorder(tree, 0);
      simulate(tree, position, 30);
      const record = new TreeRecord(header);
      record.append(recorder.drain());
      // The deepest node that was expanded.
      const kinds = record.columns.nodeKind.slice();
      const node = kinds.lastIndexOf(EXPANDED);
      if (node < 0) return;
      const edge = recorder.force(node, someMove(position, choice), 0);
      const at = recorder.treeNode(node);
      const rootVisits = tree.store.nodeVisits[tree.root];
      const visits = tree.store.nodeVisits[at]!;
      tree.aim = { node: at, edge: recorder.treeEdge(node, edge), equal: false };
      simulate(tree, position, count);
      record.append(recorder.drain());
      const playback = new Playback(record);
      playback.seek(record.simulations - count);
      const before = playback.edgeVisits.data[edge] ?? 0;
      playback.seek(record.simulations);
      expect(playback.edgeVisits.data[edge]).toBe(before + count);
      expect(tree.store.nodeVisits[at]).toBe(visits + count);
      if (at !== tree.root) expect(tree.store.nodeVisits[tree.root]).toBe(rootVisits);
      const over = record.edgesOf(node).map((own) => playback.edgeVisits.data[own]!);
      expect(playback.nodeVisits.data[node]).toBe(1 + over.reduce((a, b) => a + b, 0));
    }),
  );
});

test('equal visits give every sample as many, to within one', () => {
  fc.assert(
    fc.property(scenario, fc.integer({ min: 1, max: 60 }), (given, count) => {
      const { tree, position } = begin(
        { ...given, leavesPerWave: 1 },
        { nodeCapacity: 2000, simulations: 1e9 },
      );
      simulate(tree, position, 1);
      if (tree.over) return;
      tree.aim = { node: tree.root, edge: NO_EDGE, equal: true };
      simulate(tree, position, count);
      const { visits } = tree.policy();
      expect(visits.reduce((a, b) => a + b, 0)).toBe(count);
      expect(Math.max(...visits) - Math.min(...visits)).toBeLessThanOrEqual(1);
    }),
  );
});
