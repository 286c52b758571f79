import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { seeded } from '../../tensor/random.ts';
import { naiveAlgorithm, strassen } from '../examples.ts';
import { knownRanks } from '../known.ts';
import { moduloTwo, publishedAlgorithms } from '../published.test-data.ts';
import { carriesOut, countAdditions, linearAdditions, matrixOf } from '../straight-line.ts';
import { PairCounts } from './pairs.ts';
import { reduceAdditions, reducing } from './reduce.ts';
import { cost, eliminate, LinearReduction } from './reduce-linear.ts';
import { greedy, greedyPotential, type Selection, weighted } from './select.ts';
import { graphOf, programOfGraph } from './sum-graph.ts';

const published = new Map(publishedAlgorithms().map((a) => [a.size.join('x'), a]));

const selections: Record<string, Selection> = {
  greedy,
  weighted: weighted(1.5),
  'Greedy-Potential': greedyPotential(0.2),
};

/** Matrices of up to 7×6 with small coefficients, zeros among them. */
const matrices = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 6 }))
  .chain(([rows, columns]) =>
    fc.record({
      arithmetic: fc.constantFrom<Arithmetic>('standard', 'z2'),
      columns: fc.constant(columns),
      entries: fc.array(
        fc.array(fc.constantFrom(0, 0, 1, 1, -1, -1, 2), {
          minLength: columns,
          maxLength: columns,
        }),
        { minLength: rows, maxLength: rows },
      ),
    }),
  )
  .map(({ arithmetic, columns, entries }) => ({
    arithmetic,
    columns,
    rows: arithmetic === 'z2' ? entries.map((row) => row.map((c) => c & 1)) : entries,
  }));

const transpose = (rows: readonly number[][], columns: number) =>
  Array.from({ length: columns }, (_, x) => rows.map((row) => row[x]!));

describe('programs as graphs', () => {
  it('a graph and its program are one map', () => {
    fc.assert(
      fc.property(matrices, fc.nat(), ({ arithmetic, columns, rows }, seed) => {
        const graph = graphOf(rows, columns, arithmetic);
        eliminate(graph, greedy, seeded(seed));
        const program = programOfGraph(graph);
        expect(matrixOf(program, arithmetic)).toEqual(rows);
        expect(linearAdditions(program)).toBe(graph.additions());
      }),
    );
  });

  it('a transposed graph is the transposed map at the same cost', () => {
    fc.assert(
      fc.property(matrices, fc.nat(), ({ arithmetic, columns, rows }, seed) => {
        const graph = graphOf(rows, columns, arithmetic);
        eliminate(graph, greedy, seeded(seed));
        const turned = graph.transposed();
        expect(matrixOf(programOfGraph(turned), arithmetic)).toEqual(transpose(rows, columns));
        expect(cost(turned)).toBe(cost(graph));
      }),
    );
  });

  it('taking any temporary out leaves the map as it is', () => {
    fc.assert(
      fc.property(matrices, fc.nat(), ({ arithmetic, columns, rows }, seed) => {
        const graph = graphOf(rows, columns, arithmetic);
        const random = seeded(seed);
        eliminate(graph, greedy, random);
        for (let t = graph.firstTemporary; t < graph.nodes; t++) {
          if (graph.below[t]!.length > 0 && random.next() < 0.5) graph.inline(t);
        }
        expect(matrixOf(programOfGraph(graph), arithmetic)).toEqual(rows);
      }),
    );
  });
});

describe('pairs', () => {
  it('counts stay right while pairs are extracted', () => {
    fc.assert(
      fc.property(matrices, fc.nat(), ({ arithmetic, columns, rows }, seed) => {
        const graph = graphOf(rows, columns, arithmetic);
        const capacity = graph.nodes + 20;
        const pairs = new PairCounts(graph, capacity);
        const random = seeded(seed);
        for (let i = 0; i < 20; i++) {
          const repeated = pairs.repeated();
          if (repeated.length === 0) break;
          const before = graph.additions();
          const pair = repeated[random.below(repeated.length)]!;
          const count = pairs.count(pair);
          pairs.extract(pair);
          expect(graph.additions()).toBe(before - count + 1);
          const fresh = new PairCounts(graph, capacity);
          expect(new Set(pairs.repeated())).toEqual(new Set(fresh.repeated()));
          for (const other of fresh.repeated()) {
            expect(pairs.count(other)).toBe(fresh.count(other));
          }
        }
      }),
    );
  });

  it.each(Object.entries(selections))('%s saves what can be saved by one pair', (_, select) => {
    // x + y three times: two additions fewer
    const graph = graphOf(
      [
        [1, 1, 1],
        [1, 1, -1],
        [-1, -1, 0],
        [1, -1, 0],
      ],
      3,
      'standard',
    );
    eliminate(graph, select, seeded(1));
    expect(graph.additions()).toBe(4);
  });
});

describe('reducing additions', () => {
  it('any search keeps the map and never ends with more additions', () => {
    fc.assert(
      fc.property(matrices, fc.nat(), ({ arithmetic, columns, rows }, seed) => {
        const start = graphOf(rows, columns, arithmetic);
        const search = new LinearReduction(start, seeded(seed));
        for (const select of Object.values(selections)) search.restart(select);
        for (let i = 0; i < 15; i++) search.step();
        expect(matrixOf(programOfGraph(search.best), arithmetic)).toEqual(rows);
        expect(search.best.additions()).toBeLessThanOrEqual(start.additions());
      }),
    );
  });

  it('a naive algorithm has nothing to share', () => {
    const algorithm = naiveAlgorithm([2, 3, 4], 'standard');
    const program = reduceAdditions(algorithm, { rounds: 2 });
    expect(countAdditions(program)).toMatchObject({ u: 0, v: 0, w: 16, total: 16 });
  });

  it.skipIf(published.size === 0).each(['2x3x3', '3x3x4', '3x4x4', '5x5x5'])(
    'the published scheme of %s gets the fewest additions known for its rank',
    (size) => {
      const algorithm = published.get(size)!;
      const goal = knownRanks(algorithm.size)!.adds_zt!;
      const program = reduceAdditions(algorithm, { goal, rounds: 40 });
      expect(carriesOut(program, algorithm)).toBe(true);
      expect(countAdditions(program).total).toBeLessThanOrEqual(goal);
    },
  );

  it('is determined by its seed, tells its progress, and works modulo 2', () => {
    for (const algorithm of [strassen('standard'), moduloTwo(strassen('z2'))]) {
      const options = { seed: 5, rounds: 3 };
      const steps = [...reducing(algorithm, options)];
      expect(steps.map(({ round }) => round)).toEqual([1, 2, 3]);
      const last = steps[2]!;
      expect(last.program).toEqual(reduceAdditions(algorithm, options));
      expect(carriesOut(last.program, algorithm)).toBe(true);
      expect(last.additions.total).toBeLessThanOrEqual(18);
    }
  });
});
