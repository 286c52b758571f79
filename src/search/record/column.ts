/** A typed array that grows at its end. */
export type Numbers =
  | Int8Array
  | Uint8Array
  | Uint16Array
  | Int32Array
  | Float32Array
  | Float64Array;

export class Column<A extends Numbers> {
  /** Longer than `length`; another one after it has grown, so keep no reference to it. */
  data: A;
  length = 0;
  readonly #make: (length: number) => A;

  constructor(make: (length: number) => A, capacity = 16) {
    this.#make = make;
    this.data = make(capacity);
  }

  push(value: number): void {
    this.#reserve(this.length + 1);
    this.data[this.length++] = value;
  }

  append(values: ArrayLike<number>): void {
    this.#reserve(this.length + values.length);
    this.data.set(values, this.length);
    this.length += values.length;
  }

  /** Grows or shrinks to that length; what is new is 0. */
  resize(length: number): void {
    this.#reserve(length);
    if (length > this.length) this.data.fill(0, this.length, length);
    this.length = length;
  }

  /** A copy, cut to size. */
  slice(from = 0): A {
    return this.data.slice(from, this.length) as A;
  }

  #reserve(length: number): void {
    if (length <= this.data.length) return;
    const grown = this.#make(Math.max(length, 2 * this.data.length));
    grown.set(this.data.subarray(0, this.length));
    this.data = grown;
  }
}
