import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../tensor/random.ts';
import { compact } from './compact.ts';
import { RequestBuilder } from './request.ts';
import { EXPANDED, NO_EDGE } from './store.ts';
import { reachable } from './testing/describe.ts';
import { randomPosition, searchAlone } from './testing/position.ts';
import { SearchTree } from './tree.ts';

describe('a store too small', () => {
  const {
    rules: own,
    state,
    evaluator,
  } = randomPosition({
    seed: 2,
    samples: 8,
    terms: 4,
    pool: 40,
  });

  test('ends the search of a move, and the next starts anew', () => {
    const options = { simulations: 100, samples: 8, nodeCapacity: 4 };
    const tree = new SearchTree(own, options, seeded(2));
    tree.reset(state, 0, 6);
    searchAlone(tree, evaluator);
    expect(tree.done).toBe(true);
    expect(tree.store.nodeCount).toBe(4);
    expect(tree.stats.timesFull).toBe(1);
    expect(tree.collect(new RequestBuilder(own.stateWords, 1))).toBe(0);
    const { visits } = tree.policy();
    const unvisited = visits.indexOf(0);
    expect(unvisited).toBeGreaterThanOrEqual(0);
    const before = tree.policy().moves.slice();
    tree.advance(unvisited);
    expect(tree.store.nodeCount).toBe(1);
    expect(tree.done).toBe(false);
    const tokens = own.coding.tokens;
    const move = before.slice(unvisited * tokens, (unvisited + 1) * tokens);
    expect(tree.playedMoves()).toEqual(move);
    const expected = new Int32Array(own.stateWords);
    own.play(state, 0, move, 0, expected, 0);
    expect(tree.store.nodeState.slice(0, own.stateWords)).toEqual(expected);
    searchAlone(tree, evaluator);
    expect(tree.store.nodeKind[tree.root]).toBe(EXPANDED);
  });

  test('is cleared by what the root no longer reaches', () => {
    const options = { simulations: 20, samples: 8, nodeCapacity: 30 };
    const tree = new SearchTree(own, options, seeded(3));
    tree.reset(state, 0, 6);
    while (!tree.over) {
      searchAlone(tree, evaluator);
      const edge = tree.chooseMove();
      if (edge === NO_EDGE) break;
      tree.advance(edge);
    }
    expect(tree.stats.compactions).toBeGreaterThan(0);
    expect(tree.stats.timesFull).toBe(0);
  });
});

test('compaction keeps what the root reaches, and gives orphans another parent', () => {
  fc.assert(
    fc.property(fc.nat(1 << 20), (seed) => {
      const { rules, state, evaluator } = randomPosition({ seed, samples: 6, terms: 3, pool: 6 });
      const tree = new SearchTree(rules, { simulations: 60, samples: 6 }, seeded(seed));
      tree.reset(state, 0, 4);
      searchAlone(tree, evaluator);
      tree.advance(tree.policy().visits.findLastIndex((visits) => visits > 0));
      const { store } = tree;
      const before = reachable(tree, tree.root);
      tree.root = compact(store, tree.root);
      expect(store.nodeCount).toBe(before.size);
      expect(reachable(tree, tree.root)).toEqual(before);
      for (let node = 0; node < store.nodeCount; node++) {
        if (node === tree.root) continue;
        const parent = store.nodeParent[node]!;
        expect(parent).toBeGreaterThanOrEqual(0);
        const edge = store.nodeEdgeStart[parent]! + store.nodeParentEdge[node]!;
        expect(store.edgeChild[edge]).toBe(node);
      }
      searchAlone(tree, evaluator);
      expect(tree.done).toBe(true);
    }),
  );
});
