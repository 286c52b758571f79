/** Spans of vectors modulo 2, each vector the bits of a number. */

/** The span of the vectors added so far. */
export class Span {
  /** By the number of zeros before the highest bit; 0 where there is none. */
  readonly #reduced = new Int32Array(33);
  #dimension = 0;

  get dimension(): number {
    return this.#dimension;
  }

  has(vector: number): boolean {
    return this.#reduce(vector) === 0;
  }

  /** False when the vector is in the span already. */
  add(vector: number): boolean {
    const rest = this.#reduce(vector);
    if (rest === 0) return false;
    this.#reduced[Math.clz32(rest)] = rest;
    this.#dimension++;
    return true;
  }

  #reduce(vector: number): number {
    let rest = vector;
    while (rest !== 0) {
      const other = this.#reduced[Math.clz32(rest)]!;
      if (other === 0) return rest;
      rest ^= other;
    }
    return 0;
  }
}

/** Coefficients modulo 2 as bits, the first one lowest: at most 31 of them. */
export function bitsOf(factor: Int8Array): number {
  return factor.reduce((bits, coefficient, i) => bits | ((coefficient & 1) << i), 0);
}
