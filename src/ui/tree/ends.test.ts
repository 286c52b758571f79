import { expect, test } from 'vitest';
import { recordHeader } from '../../search/record/header.ts';
import { Playback } from '../../search/record/playback.ts';
import { Recorder } from '../../search/record/recorder.ts';
import { edgeNumbers } from '../../search/record/scores.ts';
import { TreeRecord } from '../../search/record/tree-record.ts';
import { LIMIT, SOLVED } from '../../search/store.ts';
import { randomPosition, searchAlone } from '../../search/testing/position.ts';
import { SearchTree } from '../../search/tree.ts';
import { countEnds, endsToDraw, finalReturn, isEnd } from '../../session/tree/ends.ts';
import { EMPTY, NO_FILTERS } from '../../session/tree/inspector-state.ts';
import { layoutTree } from '../../session/tree/layout.ts';
import { visibleNodes } from '../../session/tree/visible.ts';
import { seeded } from '../../tensor/random.ts';
import { emphasisOf } from './emphasis.ts';
import { countWords, endSuffix, endWords } from './end-words.ts';
import { figuresOf, labelOrder } from './labels.ts';
import { createScene, layoutRequest } from './scene.ts';

const none = new Set<number>();

/** A search in which some games are solved, and others have no moves left. */
function searched(): Playback {
  const { rules, state, evaluator } = randomPosition({ seed: 4, samples: 6, terms: 2, pool: 6 });
  const options = { simulations: 120, samples: 6, nodeCapacity: 300 };
  const tree = new SearchTree(rules, options, seeded(4));
  tree.reset(state, 0, 3);
  const header = recordHeader(tree, {
    evaluator: { kind: 'scripted', name: 'A script' },
    quantiles: 0,
    maxCoefficient: 1,
    game: null,
  });
  const recorder = new Recorder(tree, 0);
  searchAlone(tree, evaluator);
  const record = new TreeRecord(header);
  record.append(recorder.drain());
  const playback = new Playback(record);
  playback.seek(record.simulations);
  return playback;
}

function sceneOf(playback: Playback) {
  const request = { filters: NO_FILTERS, folded: none, unfolded: none, always: [], most: 1e6 };
  const visible = visibleNodes(playback, request);
  return createScene(playback, visible, layoutTree(layoutRequest(playback, visible)));
}

const endsShown = (playback: Playback) => {
  const scene = sceneOf(playback);
  const state = { ...EMPTY, record: playback.record, playback, cursor: playback.at };
  return {
    scene,
    ends: emphasisOf(scene, { ...state, overlay: 'ends' }, -1),
    policy: emphasisOf(scene, { ...state, overlay: 'policy' }, -1),
    visits: emphasisOf(scene, state, -1),
  };
};

test('the ends overlay marks every terminal node, and every pruned move at whatever node', () => {
  const playback = searched();
  const { record } = playback;
  const { scene, ends, policy, visits } = endsShown(playback);
  const { nodeKind, nodeParentEdge, edgeNode } = record.columns;
  let belowRoot = 0;
  for (const [at, node] of scene.visible.nodes.entries()) {
    expect(ends.ended!.has(at)).toBe(isEnd(nodeKind.data[node]!));
    const edge = nodeParentEdge.data[node]!;
    if (edge < 0) continue;
    const from = edgeNode.data[edge]!;
    const row = edgeNumbers(playback, from).find((numbers) => numbers.edge === edge)!;
    expect(ends.pruned.has(at)).toBe(row.pruned);
    // What the improved policy bars is what is about to be played.
    expect(policy.pruned.has(at)).toBe(row.pruned && from === 0);
    if (row.pruned && from > 0) belowRoot++;
  }
  expect(belowRoot).toBeGreaterThan(0);
  expect(visits.ended).toBeNull();
  expect(visits.pruned.size).toBe(0);
});

test('ends get words before pruned moves, and other nodes none', () => {
  const { scene, ends, visits } = endsShown(searched());
  const order = Array.from(labelOrder(scene, ends));
  const first = order.findIndex((at) => !ends.ended!.has(at));
  expect(new Set(order)).toEqual(new Set([...ends.ended!, ...ends.pruned]));
  expect(order.slice(0, first).every((at) => ends.ended!.has(at))).toBe(true);
  expect(order.slice(first).some((at) => ends.ended!.has(at))).toBe(false);
  expect(labelOrder(scene, visits)).toBe(scene.byVisits);
  const kinds = scene.playback.record.columns.nodeKind.data;
  for (const at of order) {
    const figures = figuresOf(scene, at, ends);
    const solved = kinds[scene.visible.nodes[at]!] === SOLVED;
    if (ends.ended!.has(at)) expect(figures).toMatch(solved ? /^−\d+ solved/ : /^−\d+ bound \d+/);
    expect(figures.includes('pruned')).toBe(ends.pruned.has(at));
  }
});

test('a terminal node says how it ends; its return is the moves and what is left', () => {
  const playback = searched();
  const { record } = playback;
  const { nodeKind, nodeDepth, nodeRankBound } = record.columns;
  const seen = new Set<number>();
  for (let node = 0; node < record.nodes; node++) {
    const kind = nodeKind.data[node]!;
    const depth = nodeDepth.data[node]!;
    const bound = nodeRankBound.data[node]!;
    seen.add(kind);
    if (kind === SOLVED) {
      expect(endWords(record, node)).toBe(
        `ends here: solved with ${depth} move${depth === 1 ? '' : 's'}`,
      );
      expect(finalReturn(record, node)).toBe(-depth);
    } else if (kind === LIMIT) {
      expect(endWords(record, node)).toBe(`ends here: no moves left, rank bound ${bound}`);
      expect(finalReturn(record, node)).toBe(-depth - bound);
    } else if (!isEnd(kind)) {
      expect(endWords(record, node)).toBeNull();
      expect(endSuffix(playback, node)).toMatch(/^(, pruned)?$/);
    }
  }
  expect(seen).toContain(SOLVED);
  expect(seen).toContain(LIMIT);
});

test('ends are counted at the moment that is shown', () => {
  const playback = searched();
  const { record } = playback;
  const all = countEnds(playback);
  const kinds = Array.from(record.columns.nodeKind.slice());
  expect(all.nodes).toBe(record.nodes);
  expect(all.solved).toBe(kinds.filter((kind) => kind === SOLVED).length);
  expect(all.solved + all.unsolved).toBe(kinds.filter(isEnd).length);
  playback.seek(1);
  expect(countEnds(playback)).toEqual({ nodes: 1, solved: 0, unsolved: 0, pruned: 0 });
  expect(countWords({ nodes: 200, solved: 1, unsolved: 2, pruned: 35 })).toBe(
    'Of 200 nodes 1 is solved and 2 end unsolved; 35 moves are pruned.',
  );
});

test('the most visited ends are drawn however rarely visited, but for filters and what is folded', () => {
  const playback = searched();
  const { nodeKind, nodeParent } = playback.record.columns;
  const visits = playback.nodeVisits.data;
  const all = endsToDraw(playback, NO_FILTERS, none, 1e6);
  expect(all.length).toBe(countEnds(playback).solved + countEnds(playback).unsolved);
  const three = endsToDraw(playback, NO_FILTERS, none, 3);
  expect(three).toEqual(all.slice(0, 3));
  expect(visits[three[2]!]).toBeGreaterThanOrEqual(
    Math.max(...all.slice(3).map((n) => visits[n]!)),
  );
  const solved = endsToDraw(playback, { ...NO_FILTERS, solvedOnly: true }, none, 1e6);
  expect(solved).toEqual(all.filter((node) => nodeKind.data[node] === SOLVED));
  const often = endsToDraw(playback, { ...NO_FILTERS, minVisits: 2 }, none, 1e6);
  expect(often).toEqual(all.filter((node) => visits[node]! >= 2));
  expect(endsToDraw(playback, { ...NO_FILTERS, maxDepth: 1 }, none)).toEqual([]);
  const parent = nodeParent.data[all[0]!]!;
  const folded = endsToDraw(playback, NO_FILTERS, new Set([parent]), 1e6);
  const below = (node: number): boolean =>
    node >= 0 && (nodeParent.data[node] === parent || below(nodeParent.data[node]!));
  expect(all.some((node) => below(node))).toBe(true);
  expect(folded).toEqual(all.filter((node) => !below(node)));
  expect(endsToDraw(playback, NO_FILTERS, new Set([0]))).toEqual([]);
});
