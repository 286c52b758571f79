/** An exact tensor of order three, row-major: entry (i, j, k) is data[(i * s1 + j) * s2 + k]. */
export interface Tensor {
  readonly shape: readonly [number, number, number];
  readonly data: Int32Array;
}
