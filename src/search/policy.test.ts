import { describe, expect, test } from 'vitest';
import { seeded } from '../tensor/random.ts';
import { minMaxTransform, searchOptions } from './options.ts';
import { chooseEdge, type RootPolicy } from './policy.ts';
import { NO_EDGE } from './store.ts';
import { randomPosition, searchAlone } from './testing/position.ts';
import { SearchTree } from './tree.ts';

function policyOf(visits: readonly number[], values: readonly number[]): RootPolicy {
  const total = visits.reduce((sum, n) => sum + n, 0);
  return {
    moves: new Uint16Array(visits.length),
    visits: Int32Array.from(visits),
    weights: Float64Array.from(visits, (n) => n / total),
    priors: new Float64Array(visits.length),
    values: Float64Array.from(values),
    rootValue: 0,
    networkValue: 0,
  };
}

function frequencies(policy: RootPolicy, draws: number): number[] {
  const random = seeded(11);
  const counts = new Array<number>(policy.visits.length).fill(0);
  for (let i = 0; i < draws; i++) counts[chooseEdge(policy, 'improved', random)]!++;
  return counts.map((count) => count / draws);
}

function expectClose(actual: Float64Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) expect(actual[i]).toBeCloseTo(expected[i]!, 12);
}

describe('the move chosen', () => {
  test('is never one valued below the most visited', () => {
    const shares = frequencies(policyOf([5, 3, 2, 0], [-7, -8, -6, Number.NaN]), 7000);
    expect(shares[1]).toBe(0);
    expect(shares[3]).toBe(0);
    expect(shares[0]).toBeCloseTo(5 / 7, 1);
    expect(shares[2]).toBeCloseTo(2 / 7, 1);
  });

  test('is the first of the most visited when greedy', () => {
    expect(chooseEdge(policyOf([1, 4, 4], [0, -9, 0]), 'greedy', seeded(1))).toBe(1);
  });

  test('is none where there are no moves', () => {
    expect(chooseEdge(policyOf([], []), 'improved', seeded(1))).toBe(NO_EDGE);
    expect(chooseEdge(policyOf([], []), 'greedy', seeded(1))).toBe(NO_EDGE);
  });
});

describe('the improved policy', () => {
  const position = randomPosition({ seed: 4, samples: 8, terms: 3, pool: 10 });

  function searched(simulations: number, visitPivot: number): RootPolicy {
    const { rules, state, evaluator } = position;
    const tree = new SearchTree(rules, { simulations, samples: 8, visitPivot }, seeded(4));
    tree.reset(state, 0, 5);
    searchAlone(tree, evaluator);
    return tree.policy();
  }

  test('is proportional to the visits up to the pivot', () => {
    const { visits, weights } = searched(60, 100);
    const total = visits.reduce((sum, n) => sum + n, 0);
    expect(total).toBe(59);
    expectClose(
      weights,
      Array.from(visits, (n) => n / total),
    );
  });

  test('is smoothed by τ = log N / log N̄ beyond it', () => {
    const { visits, weights } = searched(301, 10);
    const powers = Array.from(visits, (n) => n ** (Math.log(10) / Math.log(300)));
    const sum = powers.reduce((a, b) => a + b, 0);
    expectClose(
      weights,
      powers.map((power) => power / sum),
    );
  });

  test('has priors that leave out what was no move', () => {
    const { priors } = searched(10, 100);
    expect(priors.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1);
  });

  test('is the prior while nothing was visited', () => {
    const { rules, state, evaluator } = position;
    const tree = new SearchTree(rules, { simulations: 2, samples: 8 }, seeded(4));
    tree.reset(state, 0, 5);
    searchAlone(tree, evaluator);
    const edge = Array.from(tree.policy().visits).indexOf(1);
    tree.advance(edge);
    // One simulation reached this node: it was evaluated, and nothing below it visited.
    const { weights, priors } = tree.policy();
    const sum = priors.reduce((a, b) => a + b, 0);
    expectClose(
      weights,
      Array.from(priors, (prior) => prior / sum),
    );
  });
});

describe('options', () => {
  test('have defaults, capacities among them', () => {
    const { samples, nodeCapacity, edgeCapacity } = searchOptions();
    expect(samples).toBe(32);
    expect(nodeCapacity).toBeGreaterThan(200);
    expect(edgeCapacity).toBeGreaterThan(nodeCapacity);
  });

  test.each([
    { simulations: 0 },
    { simulations: 2.5 },
    { samples: 0 },
    { nodeCapacity: 1 },
    { samples: 10, edgeCapacity: 9 },
    { leavesPerWave: 0 },
    { rootNoise: 1.5 },
    { visitPivot: 1 },
    { explorationScale: 0 },
  ])('refuse %o', (options) => {
    expect(() => searchOptions(options)).toThrow(RangeError);
  });

  test('min–max maps to [0, 1], and to 0 while there is no range', () => {
    expect(minMaxTransform(-5, Infinity, -Infinity)).toBe(0);
    expect(minMaxTransform(-5, -5, -5)).toBe(0);
    expect(minMaxTransform(-5, -9, -1)).toBe(0.5);
    expect(minMaxTransform(-10, -9, -1)).toBe(0);
    expect(minMaxTransform(0, -9, -1)).toBe(1);
  });
});
