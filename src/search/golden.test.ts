import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { seeded } from '../tensor/random.ts';
import type { SearchOptions } from './options.ts';
import { dumpTree, moveText, nodeKey } from './testing/dump.ts';
import { type PositionConfig, randomPosition, searchAlone } from './testing/position.ts';
import { record, tally } from './testing/recorder.ts';
import { SearchTree } from './tree.ts';

interface Golden {
  readonly name: string;
  readonly position: PositionConfig;
  readonly movesLeft: number;
  readonly options: Partial<SearchOptions>;
}

const GOLDEN: readonly Golden[] = [
  {
    name: 'z2-seed-1',
    position: { seed: 1, samples: 6, terms: 3, pool: 6 },
    movesLeft: 4,
    options: { simulations: 40, samples: 6 },
  },
  {
    name: 'standard-seed-2-virtual-loss',
    position: { seed: 2, samples: 5, terms: 2, pool: 8, arithmetic: 'standard' },
    movesLeft: 3,
    options: { simulations: 36, samples: 5, leavesPerWave: 3, rootNoise: 0.25 },
  },
  {
    name: 'z2-2x2x3-seed-3-compacted',
    position: { seed: 3, samples: 8, terms: 4, pool: 12, size: [2, 2, 3] },
    movesLeft: 6,
    options: { simulations: 24, samples: 8, nodeCapacity: 30, firstPlayUrgency: 0 },
  },
];

/** Two moves searched, the second in what is left of the first one's tree. */
function searched(golden: Golden) {
  const { rules, state, evaluator } = randomPosition(golden.position);
  const tree = new SearchTree(rules, golden.options, seeded(golden.position.seed));
  const simulations = record(tree);
  tree.reset(state, 0, golden.movesLeft);
  searchAlone(tree, evaluator);
  tree.advance(tree.chooseMove());
  searchAlone(tree, evaluator);
  return { tree, simulations };
}

describe.each(GOLDEN)('golden tree $name', (golden) => {
  test('is, node by node, the committed one', async () => {
    const { tree } = searched(golden);
    const text = `${JSON.stringify(dumpTree(tree), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`golden/${golden.name}.json`);
  });

  test('holds what its recorded simulations add up to', () => {
    const { tree, simulations } = searched(golden);
    const { store } = tree;
    const tallies = tally(simulations);
    const none = { visits: 0, sum: 0 };
    expect(simulations.length).toBe(tree.stats.simulations);
    for (let node = 0; node < store.nodeCount; node++) {
      const key = nodeKey(tree, node);
      const visits = store.nodeVisits[node]!;
      expect({ key, visits, sum: store.nodeValueSum[node] }).toEqual({
        key,
        ...(tallies.get(key) ?? none),
      });
      const start = store.nodeEdgeStart[node]!;
      for (let edge = start; edge < start + store.nodeEdgeCount[node]!; edge++) {
        const move = `${key}|${moveText(store.edgeMove, edge, store.tokens)}`;
        const visits = store.edgeVisits[edge]!;
        expect({ move, visits, sum: store.edgeValueSum[edge] }).toEqual({
          move,
          ...(tallies.get(move) ?? none),
        });
      }
    }
  });

  test('comes from exactly the committed simulations', async () => {
    const { simulations } = searched(golden);
    const lines = simulations.map(
      ({ nodes, moves, value }) =>
        `${nodes.map((node, i) => (i === 0 ? node : `-${moves[i - 1]}-> ${node}`)).join(' ')}: ${value}`,
    );
    const text = `${JSON.stringify(lines, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`golden/${golden.name}-simulations.json`);
  });

  test('and its committed numbers are those that the committed simulations add up to', () => {
    // Nothing of the search takes part: two files, and sums.
    const read = (name: string) =>
      JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8')) as string[];
    const returns = new Map<string, number[]>();
    for (const line of read(`${golden.name}-simulations`)) {
      const [path = '', value = ''] = line.split(': ');
      const steps = path.split(' ');
      let total = Number(value);
      for (let at = steps.length - 1; at >= 0; at -= 2) {
        const node = steps[at]!;
        const move = steps[at + 1]?.replace(/^-|->$/g, '');
        for (const key of move === undefined ? [node] : [node, `${node} ${move}`]) {
          returns.set(key, [...(returns.get(key) ?? []), total]);
        }
        total -= 1;
      }
    }
    let node = '';
    let checked = 0;
    for (const line of read(golden.name).slice(1)) {
      const isEdge = line.startsWith('  ');
      if (!isEdge) node = line.split(' ')[1]!;
      const key = isEdge ? `${node} ${line.trim().split(' ')[0]}` : node;
      const [, visits, sum] = /visits (\d+), sum (\S+?),/.exec(line)!;
      const all = returns.get(key) ?? [];
      expect(`${key}: ${all.length}, ${all.reduce((a, b) => a + b, 0)}`).toBe(
        `${key}: ${visits}, ${sum}`,
      );
      checked++;
    }
    expect(checked).toBeGreaterThan(20);
  });

  test('comes out the same a second time', () => {
    expect(dumpTree(searched(golden).tree)).toEqual(dumpTree(searched(golden).tree));
  });
});

test('the golden trees contain what is worth pinning', () => {
  const [first, second, third] = GOLDEN.map((golden) => searched(golden).tree.stats);
  expect(first!.transpositions).toBeGreaterThan(0);
  expect(first!.solved).toBeGreaterThan(0);
  expect(second!.evaluations).toBeGreaterThan(0);
  expect(third!.compactions).toBeGreaterThan(0);
});
