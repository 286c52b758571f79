/**
 * Decompositions with cyclic symmetry (Moosbauer and Poole, arXiv:2502.04514): for n×n×n, with w read
 * as indexing C transposed, the target does not change when u, v and w are rotated. A term then stands
 * for itself and its two rotations; the n terms a[i,i]⊗a[i,i]⊗a[i,i] are their own rotations and stay.
 */
import type { Term } from '../tensor/term.ts';

/** One of each three rotations of the naive terms, w indexing C transposed. */
export function cyclicNaive(n: number): Term[] {
  const terms: Term[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) {
        // a[i,j]·b[j,k] adds to c[k,i]. Of the rotations of (i, j, k) the first in order is taken.
        const here = (i * n + j) * n + k;
        const isFirst = here < (j * n + k) * n + i && here < (k * n + i) * n + j;
        if (isFirst) terms.push(naiveTerm(n, i, j, k));
      }
    }
  }
  return terms;
}

/** All terms, w row-major in C: three for each, and the n fixed ones. */
export function cyclicExpanded(terms: readonly Term[], n: number): Term[] {
  const rotations = terms.flatMap(({ u, v, w }) => [
    { u, v, w },
    { u: v, v: w, w: u },
    { u: w, v: u, w: v },
  ]);
  const fixed = Array.from({ length: n }, (_, i) => naiveTerm(n, i, i, i));
  return [...rotations, ...fixed].map(({ u, v, w }) => ({ u, v, w: transposed(w, n) }));
}

function naiveTerm(n: number, i: number, j: number, k: number): Term {
  const unit = (row: number, column: number) => {
    const factor = new Int8Array(n * n);
    factor[row * n + column] = 1;
    return factor;
  };
  return { u: unit(i, j), v: unit(j, k), w: unit(k, i) };
}

function transposed(factor: Int8Array, n: number): Int8Array {
  return factor.map((_, at) => factor[(at % n) * n + Math.floor(at / n)]!);
}
