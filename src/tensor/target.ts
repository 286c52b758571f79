import { dimensions, type Size } from './size.ts';
import type { Tensor } from './tensor.ts';
import { zeros } from './tensor.ts';

/**
 * The target of the product C = A·B of an n×m by an m×p matrix: shape (n·m) × (m·p) × (n·p),
 * entry 1 where A[i,j]·B[j,k] adds to C[i,k], all three row-major.
 */
export function matmul(size: Size): Tensor {
  const [n, m, p] = size;
  const target = zeros(dimensions(size));
  const [, s1, s2] = target.shape;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      for (let k = 0; k < p; k++) {
        target.data[((i * m + j) * s1 + (j * p + k)) * s2 + (i * p + k)] = 1;
      }
    }
  }
  return target;
}
