/** Fewer additions for one linear map: common-subexpression elimination, again and again. */
import type { Random } from '../../tensor/random.ts';
import { PairCounts } from './pairs.ts';
import { greedy, type Selection, weighted } from './select.ts';
import type { SumGraph } from './sum-graph.ts';

/** Replaces pairs until none occurs twice. */
export function eliminate(graph: SumGraph, select: Selection, random: Random): void {
  const room = Math.min(graph.additions(), 400);
  const pairs = new PairCounts(graph, graph.nodes + room);
  while (!pairs.isFull) {
    const pair = select(pairs, graph, random);
    if (pair === undefined) break;
    pairs.extract(pair);
  }
  pairs.release();
  graph.tidy();
}

/**
 * A search for one linear map. It starts from elimination by several selections, and then takes
 * temporaries out and eliminates anew, on the map and on its transpose in turn; what is no worse is
 * kept (iterated local search).
 */
export class LinearReduction {
  readonly #start: SumGraph;
  readonly #random: Random;
  #best: Oriented;
  #current: Oriented;

  constructor(start: SumGraph, random: Random) {
    this.#start = start;
    this.#random = random;
    const tidied = start.copy();
    tidied.tidy();
    this.#best = { graph: tidied, isTransposed: false, cost: cost(tidied) };
    this.#current = this.#best;
  }

  /** The best program so far, of the map itself. */
  get best(): SumGraph {
    const { graph, isTransposed } = this.#best;
    return isTransposed ? graph.transposed() : graph;
  }

  /** Its additions, but for a constant. */
  get bestCost(): number {
    return this.#best.cost;
  }

  /** Eliminates from the start; the result is where steps go on from. */
  restart(select: Selection): void {
    const isTransposed = this.#random.next() < 0.5;
    const graph = isTransposed ? this.#start.transposed() : this.#start.copy();
    eliminate(graph, select, this.#random);
    this.#accept({ graph, isTransposed, cost: cost(graph) });
  }

  /** Goes on from the best. */
  returnToBest(): void {
    this.#current = this.#best;
  }

  /** Takes some temporaries out and eliminates anew. */
  step(): void {
    const turn = this.#random.next() < 0.2;
    const { graph: from, isTransposed, cost: before } = this.#current;
    const graph = turn ? from.transposed() : from.copy();
    renew(graph, this.#random);
    const after = cost(graph);
    if (after > before) return;
    this.#accept({ graph, isTransposed: isTransposed !== turn, cost: after });
  }

  #accept(found: Oriented): void {
    this.#current = found;
    if (found.cost < this.#best.cost) this.#best = found;
  }
}

interface Oriented {
  readonly graph: SumGraph;
  readonly isTransposed: boolean;
  readonly cost: number;
}

/** Takes a few temporaries out and eliminates anew, for better or worse. */
export function renew(graph: SumGraph, random: Random): void {
  takeOut(graph, random);
  eliminate(graph, random.next() < 0.7 ? greedy : weighted(2), random);
}

/** Writes out a few temporaries, most often neighbours of each other. */
function takeOut(graph: SumGraph, random: Random): void {
  const inUse: number[] = [];
  for (let t = graph.firstTemporary; t < graph.nodes; t++) {
    if (graph.below[t]!.length > 0) inUse.push(t);
  }
  if (inUse.length === 0) return;
  let left = 1 + random.below(Math.min(6, inUse.length));
  let next = inUse[random.below(inUse.length)]!;
  while (left-- > 0) {
    const near = [...graph.below[next]!, ...graph.above[next]!].filter(
      (node) => node >= graph.firstTemporary,
    );
    if (graph.below[next]!.length > 0) graph.inline(next);
    next =
      near.length > 0 && random.next() < 0.7
        ? near[random.below(near.length)]!
        : inUse[random.below(inUse.length)]!;
  }
}

/**
 * Edges less temporaries: additions but for a constant, and the same for the transpose. Multiplying by
 * a coefficient other than ±1 counts like an addition, so that none is traded for one.
 */
export function cost(graph: SumGraph): number {
  let edges = 0;
  for (const factors of graph.factors) {
    edges += factors.length;
    for (const factor of factors) if (factor !== 1 && factor !== -1) edges++;
  }
  return edges - (graph.nodes - graph.firstTemporary - graph.unused.length);
}
