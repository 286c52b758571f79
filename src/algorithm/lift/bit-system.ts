/**
 * Linear equations modulo 2, eliminated once and solved for many right-hand sides.
 *
 * Every equation is reduced by those before it and what was used is remembered: an LU factorisation
 * in bits, 32 to a word. `basis` holds the reduced equations that brought something new, each with a
 * leading unknown (its pivot) that is lower than its other unknowns.
 */
export class BitSystem {
  readonly unknowns: number;
  readonly #words: number;
  /** reduced equations, in the order in which they came */
  readonly #basis: Int32Array[] = [];
  readonly #pivots: number[] = [];
  /** [unknowns] which of the basis has this pivot, or −1 */
  readonly #basisAt: Int32Array;
  /** for every equation, the basis equations that were added to it, as bits */
  readonly #used: Int32Array[] = [];
  /** for every equation, its place in the basis, or −1 when it depended on those before it */
  readonly #place: number[] = [];

  constructor(unknowns: number) {
    this.unknowns = unknowns;
    this.#words = Math.max(1, (unknowns + 31) >>> 5);
    this.#basisAt = new Int32Array(unknowns).fill(-1);
  }

  get rank(): number {
    return this.#basis.length;
  }

  /** True for unknowns that the equations do not determine: a solution may give them any value. */
  isFree(unknown: number): boolean {
    return this.#basisAt[unknown] === -1;
  }

  /** Adds an equation that holds the unknowns listed (each once). */
  add(terms: readonly number[]): void {
    const row = new Int32Array(this.#words);
    for (const unknown of terms) row[unknown >>> 5]! |= 1 << (unknown & 31);
    const used = new Int32Array((this.#basis.length + 31) >>> 5);
    this.#used.push(used);
    for (let word = 0; word < this.#words; word++) {
      while (row[word] !== 0) {
        const bits = row[word]!;
        const unknown = (word << 5) | (31 - Math.clz32(bits & -bits));
        const at = this.#basisAt[unknown]!;
        if (at === -1) {
          this.#basisAt[unknown] = this.#basis.length;
          this.#place.push(this.#basis.length);
          this.#basis.push(row);
          this.#pivots.push(unknown);
          return;
        }
        used[at >>> 5]! |= 1 << (at & 31);
        const basis = this.#basis[at]!;
        for (let x = word; x < row.length; x++) row[x]! ^= basis[x]!;
      }
    }
    this.#place.push(-1);
  }

  /**
   * The solution in which the free unknowns have the values of `free` (0 when left out), or undefined
   * when there is none. @param right [equations] 0 or 1, @param free [unknowns]
   */
  solve(right: Uint8Array, free?: Uint8Array): Uint8Array | undefined {
    if (right.length !== this.#used.length) {
      throw new RangeError(`${right.length} right-hand sides for ${this.#used.length} equations`);
    }
    const reduced = new Int32Array((this.#basis.length + 31) >>> 5);
    for (const [equation, used] of this.#used.entries()) {
      const bit = right[equation]! ^ parityOfBoth(used, reduced, 0);
      const place = this.#place[equation]!;
      if (place >= 0) reduced[place >>> 5]! |= bit << (place & 31);
      else if (bit === 1) return undefined;
    }
    const packed = new Int32Array(this.#words);
    for (let unknown = this.unknowns - 1; unknown >= 0; unknown--) {
      const place = this.#basisAt[unknown]!;
      const bit =
        place === -1
          ? (free?.[unknown] ?? 0)
          : ((reduced[place >>> 5]! >>> (place & 31)) & 1) ^
            parityOfBoth(this.#basis[place]!, packed, unknown >>> 5);
      packed[unknown >>> 5]! |= bit << (unknown & 31);
    }
    return Uint8Array.from(
      { length: this.unknowns },
      (_, x) => (packed[x >>> 5]! >>> (x & 31)) & 1,
    );
  }
}

/** The parity of the number of bits set in both, from that word on. */
function parityOfBoth(a: Int32Array, b: Int32Array, from: number): number {
  let bits = 0;
  for (let x = from; x < a.length; x++) bits ^= a[x]! & b[x]!;
  bits ^= bits >>> 16;
  bits ^= bits >>> 8;
  bits ^= bits >>> 4;
  return (0x6996 >>> (bits & 15)) & 1;
}
