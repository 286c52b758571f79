/** Hensel lifting of the equations Σ u⊗v⊗w = matrix product, from a modulus 2^k to the next. */
import { dimensions } from '../../tensor/size.ts';
import { matmul } from '../../tensor/target.ts';
import type { Algorithm } from '../algorithm.ts';
import { BitSystem } from './bit-system.ts';

/** The largest k: residues modulo 2^31 still multiply exactly modulo 2^32 in 32-bit integers. */
export const MOST_BITS = 31;

/**
 * A scheme modulo 2 whose coefficients are to grow. The change of the sum of terms to the first
 * order depends on the coefficients modulo 2 alone, so one elimination serves every step.
 */
export class Hensel {
  /** [R·(n·m + m·p + n·p)] residues: all of U, all of V, all of W, row by row */
  values: Int32Array;
  readonly #lengths: readonly [number, number, number];
  readonly #rank: number;
  readonly #target: Int32Array;
  readonly #system: BitSystem;
  /** The unknown of the system that stands for a coefficient: odd ones first, so that zeros stay */
  readonly #unknownOf: Int32Array;
  readonly #start: Int32Array;

  /** Sets up and eliminates the system: half a second for 4×4×4, seconds for 5×5×5. */
  constructor(algorithm: Algorithm) {
    this.#lengths = dimensions(algorithm.size);
    this.#rank = algorithm.rank;
    this.#target = matmul(algorithm.size).data;
    this.values = Int32Array.from([algorithm.u, algorithm.v, algorithm.w].flat(2));
    this.#start = this.values.slice();
    this.#unknownOf = new Int32Array(this.values.length);
    let next = 0;
    for (const parity of [1, 0]) {
      for (const [at, value] of this.values.entries()) {
        if (value === parity) this.#unknownOf[at] = next++;
      }
    }
    this.#system = new BitSystem(this.values.length);
    this.#addEquations();
  }

  /** Unknown coefficients that no equation determines, the scaling of the factors among them. */
  get freedom(): number {
    return this.values.length - this.#system.rank;
  }

  /** Back to the scheme modulo 2. */
  restart(): void {
    this.values = this.#start.slice();
  }

  /**
   * From a solution modulo 2^k to one modulo 2^(k+1), by adding 2^k to some coefficients; false when
   * none of these is a solution. `choose` gives the change of a coefficient that is free.
   */
  step(k: number, choose?: (isOdd: boolean) => 0 | 1): boolean {
    const error = this.#sums();
    for (const [at, wanted] of this.#target.entries())
      error[at] = ((wanted - error[at]!) >>> k) & 1;
    const free = new Uint8Array(this.values.length);
    if (choose !== undefined) {
      for (const [at, value] of this.#start.entries()) {
        const unknown = this.#unknownOf[at]!;
        if (this.#system.isFree(unknown)) free[unknown] = choose(value === 1);
      }
    }
    const change = this.#system.solve(Uint8Array.from(error), free);
    if (change === undefined) return false;
    for (let at = 0; at < this.values.length; at++) {
      this.values[at]! += change[this.#unknownOf[at]!]! << k;
    }
    return true;
  }

  /** [n·m × m·p × n·p] the sum of the terms modulo 2^32. */
  #sums(): Int32Array {
    const [s0, s1, s2] = this.#lengths;
    const values = this.values;
    const sums = new Int32Array(s0 * s1 * s2);
    for (let r = 0; r < this.#rank; r++) {
      const [u, v, w] = this.#offsets(r);
      for (let i = 0; i < s0; i++) {
        if (values[u + i] === 0) continue;
        for (let j = 0; j < s1; j++) {
          const factor = Math.imul(values[u + i]!, values[v + j]!);
          if (factor === 0) continue;
          const row = (i * s1 + j) * s2;
          for (let k = 0; k < s2; k++) sums[row + k]! += Math.imul(factor, values[w + k]!);
        }
      }
    }
    return sums;
  }

  /** One equation an entry of the target: the products that change with one coefficient. */
  #addEquations(): void {
    const [s0, s1, s2] = this.#lengths;
    const values = this.values;
    const terms: number[] = [];
    for (let i = 0; i < s0; i++) {
      for (let j = 0; j < s1; j++) {
        for (let k = 0; k < s2; k++) {
          terms.length = 0;
          for (let r = 0; r < this.#rank; r++) {
            const [u, v, w] = this.#offsets(r);
            const [x, y, z] = [values[u + i]!, values[v + j]!, values[w + k]!];
            if ((y & z) === 1) terms.push(this.#unknownOf[u + i]!);
            if ((x & z) === 1) terms.push(this.#unknownOf[v + j]!);
            if ((x & y) === 1) terms.push(this.#unknownOf[w + k]!);
          }
          this.#system.add(terms);
        }
      }
    }
  }

  #offsets(r: number): [number, number, number] {
    const [s0, s1, s2] = this.#lengths;
    const R = this.#rank;
    return [r * s0, R * s0 + r * s1, R * (s0 + s1) + r * s2];
  }
}
