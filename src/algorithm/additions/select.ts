/** Which pair becomes a temporary next. */
import type { Random } from '../../tensor/random.ts';
import { PairCounts } from './pairs.ts';
import type { SumGraph } from './sum-graph.ts';

/** How many of the most frequent pairs are looked at more closely by Greedy-Potential. */
const CANDIDATES = 8;

/** Chooses one of the pairs that occur at least twice; undefined when there is none. */
export type Selection = (pairs: PairCounts, graph: SumGraph, random: Random) => number | undefined;

/** A pair that occurs most often, any of these with equal chance. */
export const greedy: Selection = (pairs, _, random) => {
  let most = 1;
  let chosen: number | undefined;
  let ties = 0;
  for (const pair of pairs.repeated()) {
    const count = pairs.count(pair);
    if (count < most || count < 2) continue;
    ties = count === most ? ties + 1 : 1;
    most = count;
    if (ties === 1 || random.next() * ties < 1) chosen = pair;
  }
  return chosen;
};

/** Any pair, with a chance that grows with the saving. */
export function weighted(power: number): Selection {
  return (pairs, _, random) => {
    let total = 0;
    let chosen: number | undefined;
    for (const pair of pairs.repeated()) {
      const weight = (pairs.count(pair) - 1) ** power;
      total += weight;
      if (random.next() * total < weight) chosen = pair;
    }
    return chosen;
  };
}

/**
 * Greedy-Potential: of the most frequent pairs, the one for which the saving and α times what the pairs
 * left would then save come to most (after Mårtensson and Wagner, "The Number of the Beast: Reducing
 * Additions in Fast Matrix Multiplication Algorithms for Dimensions up to 666").
 */
export function greedyPotential(alpha: number): Selection {
  return (pairs, graph, random) => {
    const candidates = pairs
      .repeated()
      .map((pair) => ({ pair, count: pairs.count(pair), tie: random.next() }))
      .sort((a, b) => b.count - a.count || a.tie - b.tie)
      .slice(0, CANDIDATES);
    if (candidates.length < 2) return candidates[0]?.pair;
    let most = Number.NEGATIVE_INFINITY;
    let chosen: number | undefined;
    for (const { pair, count } of candidates) {
      const trial = graph.copy();
      const [x, y, sign] = pairs.valuesOf(pair);
      const after = new PairCounts(trial, trial.nodes + 1);
      after.extract(after.pairOf(x, y, sign));
      const score = count - 1 + alpha * after.potential();
      after.release();
      if (score > most) {
        most = score;
        chosen = pair;
      }
    }
    return chosen;
  };
}
