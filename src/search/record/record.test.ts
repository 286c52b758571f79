import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isZero } from '../../tensor/tensor.ts';
import { EXPANDED, NO_EDGE, NO_NODE, SOLVED } from '../store.ts';
import type { Position } from '../testing/position.ts';
import { searchAlone } from '../testing/position.ts';
import { begin, type Scenario, scenario } from '../testing/scenario.test-data.ts';
import type { SearchTree } from '../tree.ts';
import { recordHeader } from './header.ts';
import { Playback } from './playback.ts';
import { isPruned, prunedEdges } from './pruned.ts';
import { Recorder } from './recorder.ts';
import { edgeNumbers } from './scores.ts';
import { FIELD_NAMES, TreeRecord } from './tree-record.ts';

function recordOf(tree: SearchTree): { recorder: Recorder; record: TreeRecord } {
  const header = recordHeader(tree, {
    evaluator: { kind: 'scripted', name: 'A script' },
    quantiles: 0,
    maxCoefficient: 1,
    game: null,
  });
  return { recorder: new Recorder(tree, 0), record: new TreeRecord(header) };
}

/** Searches and plays so many moves, or to the end. */
function play(tree: SearchTree, position: Position, recorder: Recorder, moves: number): void {
  for (let move = 0; move < moves && !tree.over; move++) {
    searchAlone(tree, position.evaluator);
    const edge = tree.chooseMove();
    if (edge === NO_EDGE || move === moves - 1) return;
    if (!recorder.advance(edge)) return;
  }
}

function recorded(given: Scenario, moves: number, options = {}) {
  const { tree, position } = begin(given, { nodeCapacity: 2000, ...options });
  const { recorder, record } = recordOf(tree);
  play(tree, position, recorder, moves);
  record.append(recorder.drain());
  const playback = new Playback(record);
  playback.seek(record.simulations);
  return { tree, position, recorder, record, playback };
}

/** Every node that the root reaches has in the playback what the search itself has. */
function expectSame(tree: SearchTree, recorder: Recorder, playback: Playback): void {
  const { store } = tree;
  const { record } = playback;
  for (let node = 0; node < record.nodes; node++) {
    const at = recorder.treeNode(node);
    if (at === NO_NODE) continue;
    // The record goes on counting where the search, which had dropped a terminal node, began anew.
    if (tree.stats.compactions > 0 && store.nodeKind[at]! >= SOLVED) continue;
    expect(playback.nodeVisits.data[node]).toBe(store.nodeVisits[at]);
    expect(playback.nodeSum.data[node]).toBe(store.nodeValueSum[at]);
    expect(record.columns.nodeKind.data[node]).toBe(store.nodeKind[at]);
    expect(record.columns.nodeValue.data[node]).toBe(store.nodeValue[at]);
    expect(record.residual(node)).toEqual(tree.rules.unpack(store.nodeState, at));
    expect(record.columns.nodeRankBound.data[node]).toBe(tree.rules.rankBound(store.nodeState, at));
    for (const [i, edge] of record.edgesOf(node).entries()) {
      const own = store.nodeEdgeStart[at]! + i;
      expect(recorder.treeEdge(node, edge)).toBe(i);
      expect(playback.edgeVisits.data[edge]).toBe(store.edgeVisits[own]);
      expect(playback.edgeSum.data[edge]).toBe(store.edgeValueSum[own]);
      expect(record.columns.edgeSamples.data[edge]).toBe(store.edgeSamples[own]);
      expect(record.edgeTerm(edge)).toEqual(tree.rules.decode(store.edgeMove, own));
    }
  }
}

describe('a recorded search', () => {
  test('has, after the last simulation, the numbers of the search itself', () => {
    fc.assert(
      fc.property(scenario, fc.integer({ min: 1, max: 4 }), (given, moves) => {
        const { tree, recorder, record, playback } = recorded(given, moves);
        expect(record.simulations).toBe(tree.stats.simulations);
        expectSame(tree, recorder, playback);
        expect([playback.least, playback.greatest]).toEqual([tree.bounds.min, tree.bounds.max]);
        if (record.nodes === 0) return;
        expect(recorder.treeNode(record.rootAfter(record.simulations))).toBe(tree.root);
      }),
    );
  });

  test('also when the search drops what it cannot reach', () => {
    fc.assert(
      fc.property(scenario, fc.integer({ min: 2, max: 4 }), (given, moves) => {
        const tight = { nodeCapacity: given.simulations + 10 };
        const { tree, recorder, record, playback } = recorded(given, moves, tight);
        expect(record.simulations).toBe(tree.stats.simulations);
        if (tree.stats.timesFull === 0) expectSame(tree, recorder, playback);
      }),
    );
  });

  test('can begin in the middle of a game', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const { tree, position } = begin(given, { nodeCapacity: 2000 });
        searchAlone(tree, position.evaluator);
        const edge = tree.chooseMove();
        if (edge === NO_EDGE) return;
        tree.advance(edge);
        if (tree.over) return;
        const before = tree.stats.simulations;
        const { recorder, record } = recordOf(tree);
        play(tree, position, recorder, 2);
        record.append(recorder.drain());
        const playback = new Playback(record);
        playback.seek(Number.POSITIVE_INFINITY);
        expect(record.simulations).toBe(tree.stats.simulations - before);
        expectSame(tree, recorder, playback);
        expect([playback.least, playback.greatest]).toEqual([tree.bounds.min, tree.bounds.max]);
      }),
    );
  });

  test('handed over in pieces is the same as at once', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const whole = recorded(given, 3);
        const { tree, position } = begin(given, { nodeCapacity: 2000 });
        const { recorder, record } = recordOf(tree);
        const playback = new Playback(record);
        for (let move = 0; move < 3 && !tree.over; move++) {
          searchAlone(tree, position.evaluator);
          record.append(recorder.drain());
          playback.seek(record.simulations);
          const edge = tree.chooseMove();
          if (edge === NO_EDGE || move === 2) break;
          if (!recorder.advance(edge)) break;
        }
        record.append(recorder.drain());
        for (const name of FIELD_NAMES) {
          expect(record.columns[name].slice()).toEqual(whole.record.columns[name].slice());
        }
        playback.seek(record.simulations);
        expect(playback.nodeSum.slice()).toEqual(whole.playback.nodeSum.slice());
      }),
    );
  });

  test('counts, at any moment, one visit more than its edges do, and means of what was backed up', () => {
    fc.assert(
      fc.property(scenario, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const { record, playback } = recorded(given, 3);
        const moment = Math.round(share * record.simulations);
        playback.seek(moment);
        expect(playback.at).toBe(moment);
        // By hand: the returns of every node and edge, simulation after simulation.
        const ofNode = Array.from({ length: record.nodes }, (): number[] => []);
        const ofEdge = Array.from({ length: record.edges }, (): number[] => []);
        for (let index = 0; index < moment; index++) {
          const path = record.path(index);
          const value = record.columns.simulationValue.data[index]!;
          ofNode[record.leaf(index)]!.push(value);
          for (const [step, edge] of path.entries()) {
            let total = value;
            for (let move = step; move < path.length; move++) total -= 1;
            ofEdge[edge]!.push(total);
            ofNode[record.columns.edgeNode.data[edge]!]!.push(total);
          }
        }
        const sum = (values: readonly number[]) =>
          values.reduce((total, value) => total + value, 0);
        for (let node = 0; node < record.nodes; node++) {
          const visits = playback.nodeVisits.data[node]!;
          expect(visits).toBe(ofNode[node]!.length);
          expect(playback.nodeSum.data[node]).toBe(sum(ofNode[node]!));
          if (visits === 0 || record.columns.nodeKind.data[node] !== EXPANDED) continue;
          const over = record.edgesOf(node).map((edge) => playback.edgeVisits.data[edge]!);
          expect(visits).toBe(1 + sum(over));
        }
        for (let edge = 0; edge < record.edges; edge++) {
          const returns = ofEdge[edge]!;
          expect(playback.edgeVisits.data[edge]).toBe(returns.length);
          if (returns.length > 0) {
            expect(playback.edgeMean(edge)).toBe(sum(returns) / returns.length);
          }
        }
      }),
    );
  });

  test('has no cycle, and one node for a residual with so many moves left', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const { record, tree } = recorded(given, 1);
        const { edgeNode, edgeChild, nodeDepth, nodeKind } = record.columns;
        for (let edge = 0; edge < record.edges; edge++) {
          const child = edgeChild.data[edge]!;
          if (child === NO_NODE) continue;
          expect(nodeDepth.data[child]).toBe(nodeDepth.data[edgeNode.data[edge]!]! + 1);
        }
        const keys = Array.from(
          { length: record.nodes },
          (_, node) => `${record.residual(node).data.join()}/${nodeDepth.data[node]}`,
        );
        expect(new Set(keys).size).toBe(record.nodes);
        for (let node = 0; node < record.nodes; node++) {
          expect(nodeKind.data[node] === SOLVED).toBe(isZero(record.residual(node)));
        }
        expect(record.nodes).toBeLessThanOrEqual(tree.options.nodeCapacity);
      }),
    );
  });

  test('tells the scores by which every edge was chosen', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const { record, playback } = recorded({ ...given, leavesPerWave: 1 }, 2);
        for (let index = 0; index < record.simulations; index++) {
          playback.seek(index);
          for (const edge of record.path(index)) {
            const numbers = edgeNumbers(playback, record.columns.edgeNode.data[edge]!);
            const scores = numbers.map(({ exploit, explore }) => exploit + explore);
            const chosen = numbers.findIndex((row) => row.edge === edge);
            const best = Math.max(...scores);
            // Only the order of the additions differs from the search's own.
            expect(scores[chosen]! - best).toBeGreaterThan(-1e-9);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('tells the improved policy of the root', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const { record, playback, tree } = recorded(given, 2);
        if (tree.over || record.nodes === 0) return;
        const root = record.rootAfter(record.simulations);
        const numbers = edgeNumbers(playback, root);
        const policy = tree.policy();
        expect(numbers.map(({ improved }) => improved)).toEqual([...policy.weights]);
        expect(numbers.map(({ prior }) => prior)).toEqual([...policy.priors]);
        expect(numbers.map(({ value }) => value)).toEqual([...policy.values]);
        const [best] = playback.principalVariation(root);
        if (best === undefined) return;
        expect(numbers.find(({ edge }) => edge === best)!.visits).toBe(Math.max(...policy.visits));
      }),
    );
  });

  test('tells at any moment which edges are pruned, by a pass over all as by the scores of a node', () => {
    let seen = 0;
    fc.assert(
      fc.property(scenario, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const { record, playback } = recorded(given, 2);
        playback.seek(Math.round(share * record.simulations));
        const pruned = prunedEdges(playback);
        expect(pruned.length).toBe(record.edges);
        for (let node = 0; node < record.nodes; node++) {
          for (const row of edgeNumbers(playback, node)) {
            expect(pruned[row.edge] === 1).toBe(row.pruned);
            expect(isPruned(playback, row.edge)).toBe(row.pruned);
            if (row.pruned) {
              expect(row.edge).not.toBe(playback.mostVisited(node));
              seen++;
            }
          }
        }
        expect(isPruned(playback, NO_EDGE)).toBe(false);
      }),
    );
    expect(seen).toBeGreaterThan(0);
  });
});
