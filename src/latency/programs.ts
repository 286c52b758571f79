/** The additions of a scheme as linear programs. */
import { eliminate } from '../algorithm/additions/reduce-linear.ts';
import { greedy } from '../algorithm/additions/select.ts';
import { graphOf, programOfGraph } from '../algorithm/additions/sum-graph.ts';
import { fromRows, type LinearProgram } from '../algorithm/straight-line.ts';
import { seeded } from '../tensor/random.ts';
import type { Scheme } from './scheme.ts';

/** Forms of the blocks of A (rows of u) or of B (rows of v), sums shared where they recur. */
export function formsProgram(rows: readonly (readonly number[])[]): LinearProgram {
  const inputs = rows[0]!.length;
  const graph = graphOf(rows, inputs, 'standard');
  eliminate(graph, greedy, seeded(1));
  return programOfGraph(graph);
}

/**
 * The blocks of C as sums of the products, nothing shared: products are read one after another, and
 * each is added where it belongs.
 */
export function outputsProgram({ w }: Scheme): LinearProgram {
  return fromRows(
    w.length,
    w[0]!.map((_, z) => w.map((row) => row[z]!)),
  );
}
