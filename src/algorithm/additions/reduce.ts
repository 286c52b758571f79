/** Fewer additions for an algorithm as it is: its three linear maps, each by itself. */
import { seeded } from '../../tensor/random.ts';
import { dimensions } from '../../tensor/size.ts';
import { runToEnd } from '../../tensor/steps.ts';
import type { Algorithm } from '../algorithm.ts';
import {
  type AdditionCounts,
  carriesOut,
  countAdditions,
  naiveProgram,
  programOf,
  type StraightLineProgram,
} from '../straight-line.ts';
import { LinearReduction } from './reduce-linear.ts';
import { greedy, greedyPotential } from './select.ts';
import { graphOf, programOfGraph, type SumGraph } from './sum-graph.ts';

export interface ReductionOptions {
  /** 1 by default */
  readonly seed?: number;
  /** How long to search: 100 by default, each of STEPS steps for each of the three maps */
  readonly rounds?: number;
  /** Stop when there are no more additions than this */
  readonly goal?: number;
}

/** After a round: how far the search is, and the best program until now, exactly verified. */
export interface ReductionProgress {
  readonly round: number;
  readonly rounds: number;
  readonly program: StraightLineProgram;
  readonly additions: AdditionCounts;
}

const STEPS = 200;
/** Rounds without a gain after which a linear map is begun anew. */
const PATIENCE = 15;

/** All of `reducing` at once. */
export function reduceAdditions(
  algorithm: Algorithm,
  options: ReductionOptions = {},
): StraightLineProgram {
  return runToEnd(reducing(algorithm, options));
}

/**
 * Shares sums step by step; equal algorithms and options give equal programs. The caller may stop after
 * any step and keep the program of the last. @throws Error when a program would not be verified
 */
export function* reducing(
  algorithm: Algorithm,
  { seed = 1, rounds = 100, goal = 0 }: ReductionOptions = {},
): Generator<ReductionProgress, StraightLineProgram> {
  let best = naiveProgram(algorithm);
  const parts = linearMaps(algorithm).map((graph, at) => new MapSearch(graph, seed, at));
  for (let round = 1; round <= rounds; round++) {
    const gained = parts.map((part) => part.round());
    if (gained.some(Boolean)) {
      const [u, v, w] = parts.map((part) => programOfGraph(part.search.best));
      best = programOf(algorithm, u!, v!, w!);
      if (!carriesOut(best, algorithm)) {
        throw new Error('A reduced program does not carry out its algorithm');
      }
    }
    const additions = countAdditions(best);
    yield { round, rounds, program: best, additions };
    if (additions.total <= goal) break;
  }
  return best;
}

/** The maps from A and from B to the products' factors, and from the products to C. */
export function linearMaps({ size, arithmetic, rank, u, v, w }: Algorithm): SumGraph[] {
  const [s0, s1, s2] = dimensions(size);
  const outputs = Array.from({ length: s2 }, (_, z) => w.map((row) => row[z]!));
  return [
    graphOf(u, s0, arithmetic),
    graphOf(v, s1, arithmetic),
    graphOf(outputs, rank, arithmetic),
  ];
}

/** The search for one map: eliminations first, then steps, then begun anew when nothing is gained. */
class MapSearch {
  readonly search: LinearReduction;
  #rounds = 0;
  #idle = 0;
  readonly #random;

  constructor(graph: SumGraph, seed: number, stream: number) {
    this.#random = seeded(seed, stream);
    this.search = new LinearReduction(graph, this.#random);
  }

  /** True when additions were saved. */
  round(): boolean {
    const before = this.search.bestCost;
    if (this.#rounds++ === 0) {
      for (let i = 0; i < 4; i++) this.search.restart(greedy);
      for (let i = 0; i < 4; i++) this.search.restart(greedyPotential(0.1 * i));
      this.search.returnToBest();
    } else if (this.#idle >= PATIENCE) {
      this.#idle = 0;
      if (this.#random.next() < 0.5) this.search.returnToBest();
      else this.search.restart(greedyPotential(0.4 * this.#random.next()));
    }
    for (let i = 0; i < STEPS; i++) this.search.step();
    const gained = this.search.bestCost < before;
    this.#idle = gained ? 0 : this.#idle + 1;
    return gained;
  }
}
