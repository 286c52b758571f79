/** How often two values occur together in sums, with the same sign or with opposite ones. */
import type { SumGraph } from './sum-graph.ts';

/** What counting needs, all zeros; kept for the next search, since clearing costs more than counting. */
interface Buffers {
  readonly counts: Uint16Array;
  readonly isLive: Uint8Array;
}

const spare: Buffers[] = [];

function takeBuffers(length: number): Buffers {
  const kept = spare.pop();
  if (kept !== undefined && kept.counts.length >= length) return kept;
  // A third more, because the next graph may be a little larger.
  const room = Math.ceil(length * 1.33);
  return { counts: new Uint16Array(room), isLive: new Uint8Array(room) };
}

/**
 * Counts of pairs, kept up to date while pairs are replaced by temporaries. A pair is x + y or x − y,
 * with x < y, as a number: 2·(x·capacity + y), plus 1 for x − y. Only summands whose coefficients
 * have equal absolute values make a pair. Call release() when done.
 */
export class PairCounts {
  readonly #graph: SumGraph;
  readonly #capacity: number;
  readonly #buffers: Buffers;
  readonly #counts: Uint16Array;
  /** every pair with a count of 2 or more, and some that were */
  readonly #live: number[] = [];
  readonly #isLive: Uint8Array;
  /** every pair that was ever counted, to clear the buffers */
  readonly #touched: number[] = [];

  /** @param capacity the most nodes that the graph will have */
  constructor(graph: SumGraph, capacity: number) {
    this.#graph = graph;
    this.#capacity = capacity;
    this.#buffers = takeBuffers(2 * capacity * capacity);
    this.#counts = this.#buffers.counts;
    this.#isLive = this.#buffers.isLive;
    for (const [sum, values] of graph.below.entries()) {
      for (let b = 1; b < values.length; b++) {
        for (let a = 0; a < b; a++) this.#change(sum, a, b, 1);
      }
    }
  }

  /** Gives the buffers back; nothing may be asked of these counts any more. */
  release(): void {
    for (const pair of this.#touched) {
      this.#counts[pair] = 0;
      this.#isLive[pair] = 0;
    }
    this.#touched.length = 0;
    spare.push(this.#buffers);
  }

  count(pair: number): number {
    return this.#counts[pair]!;
  }

  /** Every pair that occurs twice or more. */
  repeated(): readonly number[] {
    const live = this.#live;
    let kept = 0;
    for (const pair of live) {
      if (this.#counts[pair]! >= 2) live[kept++] = pair;
      else this.#isLive[pair] = 0;
    }
    live.length = kept;
    return live;
  }

  /** Σ (count − 1) over the pairs that occur twice or more: what they would save if none overlapped. */
  potential(): number {
    let sum = 0;
    for (const pair of this.repeated()) sum += this.#counts[pair]! - 1;
    return sum;
  }

  /** The two values of a pair, and the sign between them. */
  valuesOf(pair: number): [x: number, y: number, sign: 1 | -1] {
    const both = pair >> 1;
    const y = both % this.#capacity;
    return [(both - y) / this.#capacity, y, (pair & 1) === 0 ? 1 : -1];
  }

  pairOf(x: number, y: number, sign: 1 | -1): number {
    return 2 * (x * this.#capacity + y) + (sign === 1 ? 0 : 1);
  }

  /** True when there is room for no other temporary. */
  get isFull(): boolean {
    return this.#graph.unused.length === 0 && this.#graph.nodes >= this.#capacity;
  }

  /** Replaces a pair by a new temporary in every sum; gives the temporary. */
  extract(pair: number): number {
    const graph = this.#graph;
    const [x, y, sign] = this.valuesOf(pair);
    const temporary = graph.newTemporary();
    const users = graph.above[x]!.slice();
    for (const sum of users) {
      const values = graph.below[sum]!;
      const factors = graph.factors[sum]!;
      const a = values.indexOf(x);
      const b = values.indexOf(y);
      if (b === -1 || factors[b]! !== this.#signed(factors[a]!, sign)) continue;
      const factor = factors[a]!;
      this.#remove(sum, a);
      this.#remove(sum, values.indexOf(y));
      this.#add(sum, temporary, factor);
    }
    this.#add(temporary, x, 1);
    this.#add(temporary, y, this.#signed(1, sign));
    return temporary;
  }

  #signed(factor: number, sign: number): number {
    return this.#graph.arithmetic === 'z2' ? factor : factor * sign;
  }

  #remove(sum: number, at: number): void {
    const { length } = this.#graph.below[sum]!;
    for (let other = 0; other < length; other++) {
      if (other !== at) this.#change(sum, at, other, -1);
    }
    this.#graph.removeAt(sum, at);
  }

  #add(sum: number, value: number, factor: number): void {
    this.#graph.add(sum, value, factor);
    const { length } = this.#graph.below[sum]!;
    for (let other = 0; other < length - 1; other++) this.#change(sum, length - 1, other, 1);
  }

  #change(sum: number, a: number, b: number, by: 1 | -1): void {
    const factors = this.#graph.factors[sum]!;
    const [f, g] = [factors[a]!, factors[b]!];
    const differs = f === g ? 0 : f === -g ? 1 : 2;
    if (differs === 2) return;
    const values = this.#graph.below[sum]!;
    const [x, y] = [values[a]!, values[b]!];
    const both = x < y ? x * this.#capacity + y : y * this.#capacity + x;
    const pair = 2 * both + differs;
    const count = this.#counts[pair]! + by;
    this.#counts[pair] = count;
    if (by === -1) return;
    if (count === 1) this.#touched.push(pair);
    if (count === 2 && this.#isLive[pair] === 0) {
      this.#isLive[pair] = 1;
      this.#live.push(pair);
    }
  }
}
