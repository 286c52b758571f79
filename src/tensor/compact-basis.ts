/**
 * Bases modulo 2 in which a sum of terms lies in a corner of its tensor: in each mode the factors' span,
 * of dimension r, becomes that of the first r coordinates.
 */
import type { Basis } from './basis.ts';
import { invertBits } from './matrix.ts';
import type { Random } from './random.ts';
import { bitsOf, Span } from './span.ts';
import { FACTORS, type Term } from './term.ts';

/**
 * Uniform among the bases of that kind.
 * @param terms at least one; modes of at most 31 coordinates
 */
export function compactBasis(terms: readonly Term[], random: Random): Basis {
  const [u, v, w] = FACTORS.map((mode) =>
    pairOf(
      terms.map((term) => bitsOf(term[mode])),
      terms[0]![mode].length,
      random,
    ),
  );
  const { u: a, v: b, w: c } = terms[0]!;
  return {
    dims: [a.length, b.length, c.length],
    forward: [u!.forward, v!.forward, w!.forward],
    inverse: [u!.inverse, v!.inverse, w!.inverse],
  };
}

/** The columns of the inverse are the new basis: first one of the span, then any that complete it. */
function pairOf(factors: readonly number[], side: number, random: Random) {
  const span = new Span();
  const basis = factors.filter((factor) => span.add(factor));
  const columns: number[] = [];
  const taken = new Span();
  while (columns.length < side) {
    let column = 0;
    if (columns.length < basis.length) {
      for (const factor of basis) if (random.next() < 0.5) column ^= factor;
    } else {
      column = random.bits() >>> (32 - side);
    }
    if (taken.add(column)) columns.push(column);
  }
  const inverse = new Int32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let i = 0; i < side; i++) inverse[row * side + i] = (columns[i]! >>> row) & 1;
  }
  const forward = invertBits(inverse, side);
  // The columns are independent.
  if (forward === undefined) throw new Error('A basis of independent columns has no inverse');
  return { forward, inverse };
}
