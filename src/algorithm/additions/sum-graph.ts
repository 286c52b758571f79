/**
 * A linear program while it is being improved: which value is added to which.
 *
 * Nodes 0 … inputs−1 are inputs, the next `outputs` nodes are outputs, those beyond are temporaries.
 * An edge from node y to node x with coefficient c says that c·x is a summand of y. Turning every edge
 * round gives a program of the transposed matrix with as many edges and temporaries, so a saving in
 * the one is a saving in the other (Tellegen's principle).
 */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { LinearProgram, Sum, Summand } from '../straight-line.ts';

export class SumGraph {
  readonly arithmetic: Arithmetic;
  readonly inputs: number;
  readonly outputs: number;
  /** for every node, what it is the sum of, */
  below: number[][];
  /** times what, */
  factors: number[][];
  /** and which sums it is a summand of */
  above: number[][];
  /** temporaries that are not in use */
  unused: number[] = [];

  constructor(arithmetic: Arithmetic, inputs: number, outputs: number) {
    this.arithmetic = arithmetic;
    this.inputs = inputs;
    this.outputs = outputs;
    this.below = Array.from({ length: inputs + outputs }, () => []);
    this.factors = this.below.map(() => []);
    this.above = this.below.map(() => []);
  }

  get nodes(): number {
    return this.below.length;
  }

  get firstTemporary(): number {
    return this.inputs + this.outputs;
  }

  /** Additions: one less than the summands of every sum. */
  additions(): number {
    let count = 0;
    for (const sum of this.below) if (sum.length > 1) count += sum.length - 1;
    return count;
  }

  newTemporary(): number {
    const reused = this.unused.pop();
    if (reused !== undefined) return reused;
    this.below.push([]);
    this.factors.push([]);
    this.above.push([]);
    return this.below.length - 1;
  }

  /** Adds factor·value to a sum, where it may cancel what is there. */
  add(sum: number, value: number, factor: number): void {
    const at = this.below[sum]!.indexOf(value);
    if (at === -1) {
      this.below[sum]!.push(value);
      this.factors[sum]!.push(factor);
      this.above[value]!.push(sum);
      return;
    }
    const total = this.factors[sum]![at]! + factor;
    const rest = this.arithmetic === 'z2' ? total & 1 : total;
    if (rest === 0) this.removeAt(sum, at);
    else this.factors[sum]![at] = rest;
  }

  /** Removes the summand at a position of a sum. */
  removeAt(sum: number, at: number): void {
    const value = this.below[sum]![at]!;
    swapOut(this.below[sum]!, at);
    swapOut(this.factors[sum]!, at);
    const users = this.above[value]!;
    swapOut(users, users.indexOf(sum));
  }

  /** Writes a temporary out wherever it is used; it is no more. */
  inline(temporary: number): void {
    const parts = this.below[temporary]!;
    const partFactors = this.factors[temporary]!;
    for (const user of this.above[temporary]!.slice()) {
      const at = this.below[user]!.indexOf(temporary);
      const factor = this.factors[user]![at]!;
      this.removeAt(user, at);
      for (let x = 0; x < parts.length; x++) this.add(user, parts[x]!, factor * partFactors[x]!);
    }
    while (parts.length > 0) this.removeAt(temporary, parts.length - 1);
    this.unused.push(temporary);
  }

  /** Inlines the temporaries that are used once or never, or have at most one summand. */
  tidy(): void {
    for (let again = true; again; ) {
      again = false;
      for (let t = this.firstTemporary; t < this.nodes; t++) {
        const [parts, users] = [this.below[t]!.length, this.above[t]!.length];
        if ((users <= 1 && users + parts > 0) || parts === 1) {
          this.inline(t);
          again = true;
        }
      }
    }
  }

  copy(): SumGraph {
    const copy = new SumGraph(this.arithmetic, 0, 0);
    Object.assign(copy, { inputs: this.inputs, outputs: this.outputs });
    copy.below = this.below.map((sum) => sum.slice());
    copy.factors = this.factors.map((sum) => sum.slice());
    copy.above = this.above.map((users) => users.slice());
    copy.unused = this.unused.slice();
    return copy;
  }

  /** Every edge turned round: the outputs are the inputs of the program of the transposed matrix. */
  transposed(): SumGraph {
    const { inputs, outputs } = this;
    const graph = new SumGraph(this.arithmetic, outputs, inputs);
    const names = Array.from({ length: this.nodes }, (_, node) => {
      if (node < inputs) return outputs + node;
      return node < inputs + outputs ? node - inputs : node;
    });
    while (graph.nodes < this.nodes) graph.newTemporary();
    for (const [sum, values] of this.below.entries()) {
      for (const [at, value] of values.entries()) {
        graph.add(names[value]!, names[sum]!, this.factors[sum]![at]!);
      }
    }
    graph.unused = this.unused.slice();
    return graph;
  }
}

function swapOut(list: number[], at: number): void {
  const last = list.pop()!;
  if (at < list.length) list[at] = last;
}

/** The graph of a matrix, every output a sum of inputs. @param rows [outputs × inputs] */
export function graphOf(
  rows: readonly (readonly number[])[],
  inputs: number,
  arithmetic: Arithmetic,
): SumGraph {
  const graph = new SumGraph(arithmetic, inputs, rows.length);
  for (const [z, row] of rows.entries()) {
    for (const [x, c] of row.entries()) if (c !== 0) graph.add(inputs + z, x, c);
  }
  return graph;
}

/**
 * The linear program of a graph, temporaries in an order in which they can be computed. A temporary with
 * negative coefficients alone is computed with the opposite sign, so that it takes no negation.
 */
export function programOfGraph(graph: SumGraph): LinearProgram {
  const { inputs, outputs } = graph;
  const places = new Map<number, { value: number; sign: 1 | -1 }>();
  for (let x = 0; x < inputs; x++) places.set(x, { value: x, sign: 1 });
  const temporaries: Sum[] = [];
  const sumOf = (node: number): Summand[] => {
    const summands = graph.below[node]!.map((below, at) => {
      const { value, sign } = placeOf(below);
      return { value, coefficient: sign * graph.factors[node]![at]! };
    });
    // Where there is a choice the first summand is a positive one: no negation then.
    return summands.sort((a, b) => b.coefficient - a.coefficient || a.value - b.value);
  };
  const placeOf = (node: number): { value: number; sign: 1 | -1 } => {
    const known = places.get(node);
    if (known !== undefined) return known;
    const sum = sumOf(node);
    const sign = sum.every(({ coefficient }) => coefficient < 0) ? -1 : 1;
    temporaries.push(sum.map((part) => ({ ...part, coefficient: sign * part.coefficient })));
    const place = { value: inputs + temporaries.length - 1, sign } as const;
    places.set(node, place);
    return place;
  };
  const sums = Array.from({ length: outputs }, (_, z) => sumOf(inputs + z));
  return { inputs, temporaries, outputs: sums };
}
