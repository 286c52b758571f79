import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { seeded } from '../tensor/random.ts';
import { isZero } from '../tensor/tensor.ts';
import { subtractTerm } from '../tensor/term.ts';
import { searchOptions } from './options.ts';
import { EXPANDED, NO_NODE, UNEXPANDED } from './store.ts';
import { describeReference, describeTree, reachable } from './testing/describe.ts';
import { dumpTree, moveText, nodeKey } from './testing/dump.ts';
import { type Position, randomPosition, searchAlone } from './testing/position.ts';
import { record, tally } from './testing/recorder.ts';
import { ReferenceSearch } from './testing/reference.ts';
import { begin, scenario } from './testing/scenario.test-data.ts';
import { SearchTree } from './tree.ts';

/** Plays the game to its end, looking at the tree after the search for each move. */
function play(
  tree: SearchTree,
  position: Position,
  look: (tree: SearchTree) => void = () => {},
): void {
  while (!tree.over) {
    searchAlone(tree, position.evaluator);
    look(tree);
    const edge = tree.chooseMove();
    if (edge < 0) break;
    tree.advance(edge);
  }
}

function eachEdge(tree: SearchTree, visit: (edge: number, node: number) => void): void {
  const { store } = tree;
  for (let node = 0; node < store.nodeCount; node++) {
    const start = store.nodeEdgeStart[node]!;
    for (let i = 0; i < store.nodeEdgeCount[node]!; i++) visit(start + i, node);
  }
}

describe('any search', () => {
  test('counts visits consistently, in all of a game', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const { tree, position } = begin(given);
        play(tree, position, ({ store }) => {
          const into = new Int32Array(store.nodeCount);
          const outOf = new Int32Array(store.nodeCount);
          eachEdge(tree, (edge, node) => {
            outOf[node]! += store.edgeVisits[edge]!;
            const child = store.edgeChild[edge]!;
            if (child !== NO_NODE) into[child]! += store.edgeVisits[edge]!;
            else expect(store.edgeVisits[edge]).toBe(0);
          });
          for (let node = 0; node < store.nodeCount; node++) {
            const visits = store.nodeVisits[node]!;
            if (store.nodeKind[node] === EXPANDED) expect(visits).toBe(1 + outOf[node]!);
            else expect(outOf[node]).toBe(0);
            // Compaction drops edges into what is left; before it all visits come by an edge.
            if (tree.stats.compactions === 0 && tree.movesPlayed === 0 && node !== tree.root) {
              expect(visits).toBe(into[node]);
            } else {
              expect(visits).toBeGreaterThanOrEqual(into[node]!);
            }
          }
        });
      }),
    );
  });

  test('has, on every edge, the mean of what was backed up over it', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const { tree, position } = begin(given);
        const simulations = record(tree);
        play(tree, position, ({ store }) => {
          const tallies = tally(simulations);
          eachEdge(tree, (edge, node) => {
            const move = moveText(store.edgeMove, edge, store.tokens);
            const { visits, sum } = tallies.get(`${nodeKey(tree, node)}|${move}`) ?? {
              visits: 0,
              sum: 0,
            };
            expect([store.edgeVisits[edge], store.edgeValueSum[edge]]).toEqual([visits, sum]);
          });
          const { values, visits } = tree.policy();
          values.forEach((value, i) => {
            if (visits[i]! > 0) expect(value).toBeLessThanOrEqual(tree.bounds.max);
          });
        });
      }),
    );
  });

  test('has no cycle: each edge takes one from the moves left', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const { tree, position } = begin(given);
        play(tree, position, ({ store }) => {
          eachEdge(tree, (edge, node) => {
            const child = store.edgeChild[edge]!;
            if (child === NO_NODE) return;
            expect(store.nodeMovesLeft[child]).toBe(store.nodeMovesLeft[node]! - 1);
          });
        });
      }),
    );
  });

  test('has one node for a residual with so many moves left, and its first parent leads to it', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const { tree, position } = begin(given);
        play(tree, position, ({ store }) => {
          const keys = Array.from({ length: store.nodeCount }, (_, node) => nodeKey(tree, node));
          expect(new Set(keys).size).toBe(store.nodeCount);
          for (let node = 0; node < store.nodeCount; node++) {
            const parent = store.nodeParent[node]!;
            if (parent === NO_NODE) continue;
            const edge = store.nodeEdgeStart[parent]! + store.nodeParentEdge[node]!;
            expect(store.edgeChild[edge]).toBe(node);
          }
        });
      }),
    );
  });

  test('leaves no virtual loss and no leaf behind', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const { tree, position } = begin(given);
        play(tree, position, ({ store }) => {
          expect(store.nodeVirtual.subarray(0, store.nodeCount).every((n) => n === 0)).toBe(true);
          expect(store.edgeVirtual.subarray(0, store.edgeCount).every((n) => n === 0)).toBe(true);
          const kinds = store.nodeKind.subarray(0, store.nodeCount);
          expect(kinds.every((kind) => kind !== UNEXPANDED)).toBe(true);
        });
      }),
    );
  });

  test('stays within its memory, however little there is, and ends', () => {
    fc.assert(
      fc.property(scenario, fc.integer({ min: 2, max: 30 }), (given, nodeCapacity) => {
        const edgeCapacity = given.samples + nodeCapacity;
        const { tree, position } = begin(given, { nodeCapacity, edgeCapacity });
        const bytes = tree.memoryBytes();
        play(tree, position, ({ store }) => {
          expect(tree.done).toBe(true);
          expect(store.nodeCount).toBeLessThanOrEqual(nodeCapacity);
          expect(store.edgeCount).toBeLessThanOrEqual(edgeCapacity);
        });
        expect(tree.memoryBytes()).toBe(bytes);
        expect(tree.over).toBe(true);
      }),
    );
  });

  test('comes out the same from the same seed', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const runs = [begin(given), begin(given)].map(({ tree, position }) => {
          play(tree, position);
          return [...dumpTree(tree), tree.playedMoves().join()];
        });
        expect(runs[0]).toEqual(runs[1]);
      }),
    );
  });

  test('keeps the statistics of the subtree it moves into, also when it compacts', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const { tree, position } = begin(given);
        searchAlone(tree, position.evaluator);
        const edge = tree.chooseMove();
        if (edge < 0) return;
        const { store } = tree;
        const child = store.edgeChild[store.nodeEdgeStart[tree.root]! + edge]!;
        const before = reachable(tree, child);
        const visits = store.nodeVisits[child]!;
        const evaluated = position.evaluator.rows;
        tree.advance(edge);
        expect(tree.root).toBe(child);
        expect(reachable(tree, tree.root)).toEqual(before);
        searchAlone(tree, position.evaluator);
        const after = store.nodeVisits[tree.root]!;
        if (!tree.over) expect(after).toBe(Math.max(visits, given.simulations));
        expect(position.evaluator.rows - evaluated).toBeLessThanOrEqual(after - visits);
      }),
    );
  });

  test('with room enough is the reference search', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const { tree, position } = begin(given, { leavesPerWave: 1, nodeCapacity: 1000 });
        const { rules, state, evaluator } = position;
        const options = searchOptions(tree.options);
        const slow = new ReferenceSearch(rules, options, evaluator, state, given.movesLeft);
        while (!tree.over) {
          searchAlone(tree, evaluator);
          slow.search();
          expect(describeTree(tree)).toEqual(describeReference(slow));
          const edge = tree.chooseMove();
          if (edge < 0) break;
          tree.advance(edge);
          slow.advance(edge);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('a game that can be won within the samples is won, in as few moves as it takes', () => {
  fc.assert(
    fc.property(
      fc.nat(1 << 20),
      fc.constantFrom<Arithmetic>('z2', 'standard'),
      (seed, arithmetic) => {
        const position = randomPosition({ seed, arithmetic, samples: 64, terms: 2, pool: 3 });
        const { rules, state, evaluator } = position;
        const tree = new SearchTree(rules, { simulations: 120, samples: 64 }, seeded(seed));
        tree.reset(state, 0, 3);
        searchAlone(tree, evaluator);
        const solution = tree.bestSolution();
        expect(solution).not.toBeNull();
        expect(solution!.length).toBeLessThanOrEqual(2);
        let residual = rules.unpack(state, 0);
        for (let move = 0; move < solution!.length; move++) {
          residual = subtractTerm(residual, rules.decode(solution!.moves, move), arithmetic);
        }
        expect(isZero(residual)).toBe(true);
      },
    ),
  );
});
