/** Algorithms of the literature that are no composition of others, written down as facts. */
import type { Algorithm } from '../algorithm.ts';
import { fromFormulas } from './notation.ts';

/**
 * Winograd's form of Strassen's algorithm: 15 additions when sums are shared (S. Winograd, "On
 * multiplication of 2×2 matrices", Linear Algebra and its Applications 4, 1971).
 */
export function winograd(): Algorithm {
  return fromFormulas(
    [2, 2, 2],
    [
      'a11 | b11',
      'a12 | b21',
      'a12 - a21 - a22 + a11 | b22',
      'a22 | b22 - b12 + b11 - b21',
      'a21 + a22 | b12 - b11',
      'a21 + a22 - a11 | b22 - b12 + b11',
      'a11 - a21 | b22 - b12',
    ],
    [
      'c11 = m1 + m2',
      'c12 = m1 + m6 + m5 + m3',
      'c21 = m1 + m6 + m7 - m4',
      'c22 = m1 + m6 + m7 + m5',
    ],
  );
}

/**
 * 3×3×3 with 23 products (J. D. Laderman, "A noncommutative algorithm for multiplying 3×3 matrices using
 * 23 multiplications", Bulletin of the American Mathematical Society 82, 1976).
 */
export function laderman(): Algorithm {
  return fromFormulas(
    [3, 3, 3],
    [
      'a11 + a12 + a13 - a21 - a22 - a32 - a33 | b22',
      'a11 - a21 | -b12 + b22',
      'a22 | -b11 + b12 + b21 - b22 - b23 - b31 + b33',
      '-a11 + a21 + a22 | b11 - b12 + b22',
      'a21 + a22 | -b11 + b12',
      'a11 | b11',
      '-a11 + a31 + a32 | b11 - b13 + b23',
      '-a11 + a31 | b13 - b23',
      'a31 + a32 | -b11 + b13',
      'a11 + a12 + a13 - a22 - a23 - a31 - a32 | b23',
      'a32 | -b11 + b13 + b21 - b22 - b23 - b31 + b32',
      '-a13 + a32 + a33 | b22 + b31 - b32',
      'a13 - a33 | b22 - b32',
      'a13 | b31',
      'a32 + a33 | -b31 + b32',
      '-a13 + a22 + a23 | b23 + b31 - b33',
      'a13 - a23 | b23 - b33',
      'a22 + a23 | -b31 + b33',
      'a12 | b21',
      'a23 | b32',
      'a21 | b13',
      'a31 | b12',
      'a33 | b33',
    ],
    [
      'c11 = m6 + m14 + m19',
      'c12 = m1 + m4 + m5 + m6 + m12 + m14 + m15',
      'c13 = m6 + m7 + m9 + m10 + m14 + m16 + m18',
      'c21 = m2 + m3 + m4 + m6 + m14 + m16 + m17',
      'c22 = m2 + m4 + m5 + m6 + m20',
      'c23 = m14 + m16 + m17 + m18 + m21',
      'c31 = m6 + m7 + m8 + m11 + m12 + m13 + m14',
      'c32 = m12 + m13 + m14 + m15 + m22',
      'c33 = m6 + m7 + m8 + m9 + m23',
    ],
  );
}

/**
 * 3×3×2 with 15 products, the least possible for 3×2×3 modulo 2 (J. E. Hopcroft and L. R. Kerr, "On
 * minimizing the number of multiplications necessary for matrix multiplication", SIAM Journal on Applied
 * Mathematics 20, 1971; coefficients as tabulated by Benson and Ballard, "A framework for practical
 * parallel fast matrix multiplication", 2015).
 */
export function hopcroftKerr(): Algorithm {
  return fromFormulas(
    [3, 3, 2],
    [
      'a11 - a12 + a31 | b12',
      'a11 + a13 - a21 | b11 - b12',
      '-a21 + a22 + a32 | b21',
      'a21 | b11 + b21',
      'a12 - a21 | b12 + b21',
      '-a31 | -b11 + b31',
      'a23 + a31 + a33 | b31',
      'a13 - a31 | -b11 + b12 + b31',
      'a12 - a22 - a23 | b21 - b22',
      'a12 | b12 + b22',
      '-a32 | -b22 + b32',
      'a13 + a32 + a33 | b32',
      '-a23 | -b21 + b22 + b31 - b32',
      '-a23 + a32 | b21 - b22 + b32',
      'a13 | -b11 + b12 + b31 - b32',
    ],
    [
      'c11 = m1 + m2 + m4 + m5 - m6 + m8',
      'c12 = m1 - m6 + m8 + m10 - m15',
      'c21 = m3 + m4 - m11 - m13 - m14',
      'c22 = m3 - m5 + m9 + m10 - m11 - m14',
      'c31 = m6 + m7 + m11 + m13 + m14',
      'c32 = m6 - m8 + m11 + m12 + m15',
    ],
  );
}
