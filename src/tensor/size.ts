/** n, m, p of the product of an n×m by an m×p matrix. */
export type Size = readonly [n: number, m: number, p: number];
