/**
 * An algorithm together with programs for its three maps, while both change: to other algorithms of the
 * same size and rank that may need fewer additions.
 *
 * All three maps are kept as maps to R outputs, the third as that of w and not of its transpose: it costs
 * the same but for a constant (see sum-graph.ts), and a change of a term is a change of one output.
 */
import type { Random } from '../../tensor/random.ts';
import { dimensions } from '../../tensor/size.ts';
import type { Algorithm } from '../algorithm.ts';
import { programOf, type StraightLineProgram } from '../straight-line.ts';
import { cost, renew } from './reduce-linear.ts';
import { graphOf, programOfGraph, type SumGraph } from './sum-graph.ts';

export type Three<T> = readonly [T, T, T];

export interface Variant {
  readonly algorithm: Algorithm;
  readonly maps: Three<SumGraph>;
  readonly costs: Three<number>;
}

/** The variant of an algorithm as it is, nothing shared yet. */
export function variantOf(algorithm: Algorithm): Variant {
  const lengths = dimensions(algorithm.size);
  const { u, v, w, arithmetic } = algorithm;
  const maps = [u, v, w].map((rows, mode) => graphOf(rows, lengths[mode]!, arithmetic));
  return assembled(algorithm, maps);
}

export function totalCost({ costs }: Variant): number {
  return costs[0] + costs[1] + costs[2];
}

export function programOfVariant({ algorithm, maps }: Variant): StraightLineProgram {
  const [u, v, w] = maps;
  return programOf(algorithm, programOfGraph(u), programOfGraph(v), programOfGraph(w.transposed()));
}

/**
 * The same with signs moved between the factors of terms, so that factors of A and B that would be
 * negations, −x or −x − y, are not: the opposite product is taken, and w has the sign.
 */
export function withFewerNegations(variant: Variant): Variant {
  const { algorithm } = variant;
  if (algorithm.arithmetic === 'z2') return variant;
  const maps = variant.maps.map((map) => map.copy());
  const rows = [algorithm.u, algorithm.v, algorithm.w].map((factors) => [...factors]);
  const programs = maps.map(programOfGraph);
  for (const mode of [0, 1]) {
    for (const [r, sum] of programs[mode]!.outputs.entries()) {
      if (sum.some(({ coefficient }) => coefficient > 0)) continue;
      for (const which of [mode, 2]) {
        const node = maps[which]!.inputs + r;
        maps[which]!.factors[node] = maps[which]!.factors[node]!.map((c) => -c);
        rows[which]![r] = rows[which]![r]!.map((c) => -c + 0);
      }
    }
  }
  const [u, v, w] = rows;
  return assembled({ ...algorithm, u: u!, v: v!, w: w! }, maps);
}

/** Steps of sharing anew in the maps named; what is no worse is kept. */
export function improved(
  variant: Variant,
  modes: readonly number[],
  steps: number,
  random: Random,
): Variant {
  const maps = [...variant.maps];
  for (const mode of modes) maps[mode] = improvedMap(maps[mode]!, steps, random);
  return assembled(variant.algorithm, maps, variant);
}

function improvedMap(start: SumGraph, steps: number, random: Random): SumGraph {
  let current = start;
  let least = cost(start);
  let isTransposed = false;
  for (let step = 0; step < steps; step++) {
    const turn = random.next() < 0.2;
    const graph = turn ? current.transposed() : current.copy();
    renew(graph, random);
    const after = cost(graph);
    if (after > least) continue;
    current = graph;
    least = after;
    isTransposed = isTransposed !== turn;
  }
  return isTransposed ? current.transposed() : current;
}

/** @param from the variant whose costs hold for the maps that are its own */
export function assembled(
  algorithm: Algorithm,
  maps: readonly SumGraph[],
  from?: Variant,
): Variant {
  const [u, v, w] = maps as Three<SumGraph>;
  const costOf = (map: SumGraph, mode: 0 | 1 | 2) =>
    from?.maps[mode] === map ? from.costs[mode] : cost(map);
  return {
    algorithm,
    maps: [u, v, w],
    costs: [costOf(u, 0), costOf(v, 1), costOf(w, 2)],
  };
}
