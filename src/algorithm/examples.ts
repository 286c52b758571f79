/** Algorithms that need no search: the naive one of every size, and Strassen's. */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { dimensions, type Size } from '../tensor/size.ts';
import type { Algorithm } from './algorithm.ts';

/** One product for every a[i,j]·b[j,k]: rank n·m·p. */
export function naiveAlgorithm(size: Size, arithmetic: Arithmetic): Algorithm {
  const [n, m, p] = size;
  const [s0, s1, s2] = dimensions(size);
  const single = (length: number, at: number) =>
    Array.from({ length }, (_, x) => (x === at ? 1 : 0));
  const u: number[][] = [];
  const v: number[][] = [];
  const w: number[][] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      for (let k = 0; k < p; k++) {
        u.push(single(s0, i * m + j));
        v.push(single(s1, j * p + k));
        w.push(single(s2, i * p + k));
      }
    }
  }
  return { size, arithmetic, rank: u.length, u, v, w };
}

/** Strassen's algorithm for 2×2×2, rank 7 (Numerische Mathematik 13, 1969), in his order. */
export function strassen(arithmetic: Arithmetic): Algorithm {
  const reduce = (rows: number[][]) =>
    arithmetic === 'z2' ? rows.map((row) => row.map((c) => c & 1)) : rows;
  return {
    size: [2, 2, 2],
    arithmetic,
    rank: 7,
    u: reduce([
      [1, 0, 0, 1],
      [0, 0, 1, 1],
      [1, 0, 0, 0],
      [0, 0, 0, 1],
      [1, 1, 0, 0],
      [-1, 0, 1, 0],
      [0, 1, 0, -1],
    ]),
    v: reduce([
      [1, 0, 0, 1],
      [1, 0, 0, 0],
      [0, 1, 0, -1],
      [-1, 0, 1, 0],
      [0, 0, 0, 1],
      [1, 1, 0, 0],
      [0, 0, 1, 1],
    ]),
    w: reduce([
      [1, 0, 0, 1],
      [0, 0, 1, -1],
      [0, 1, 0, 1],
      [1, 0, 1, 0],
      [-1, 1, 0, 0],
      [0, 0, 0, 1],
      [1, 0, 0, 0],
    ]),
  };
}
