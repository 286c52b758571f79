/** An exact tensor of order three, row-major: entry (i, j, k) is data[(i * s1 + j) * s2 + k]. */
export interface Tensor {
  readonly shape: readonly [number, number, number];
  readonly data: Int32Array;
}

/** The zero tensor of that shape. */
export function zeros(shape: readonly [number, number, number]): Tensor {
  return { shape: [...shape], data: new Int32Array(shape[0] * shape[1] * shape[2]) };
}

/** A copy that shares nothing with the original. */
export function clone(tensor: Tensor): Tensor {
  return { shape: [...tensor.shape], data: tensor.data.slice() };
}

export function sameShape(a: Tensor, b: Tensor): boolean {
  return a.shape.every((length, mode) => length === b.shape[mode]);
}

/** Equal in shape and in every entry. */
export function equal(a: Tensor, b: Tensor): boolean {
  return sameShape(a, b) && a.data.every((entry, index) => entry === b.data[index]);
}

export function isZero(tensor: Tensor): boolean {
  return tensor.data.every((entry) => entry === 0);
}

/** The largest absolute value of an entry. */
export function largestEntry(tensor: Tensor): number {
  let largest = 0;
  for (const entry of tensor.data) largest = Math.max(largest, Math.abs(entry));
  return largest;
}
