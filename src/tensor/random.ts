/**
 * A seeded generator of pseudo-random numbers: sfc32 (Chris Doty-Humphrey, PractRand),
 * 128 bits of state. Everything random in the engine takes one of these.
 */
export interface Random {
  /** A float uniform in [0, 1), with 32 bits. */
  next(): number;
  /** An integer uniform in [0, bound). */
  below(bound: number): number;
  /** 32 random bits, unsigned. */
  bits(): number;
  /** An independent generator, derived from this one's next output. */
  fork(): Random;
  /** The state, for a checkpoint: four unsigned 32-bit integers. */
  state(): [number, number, number, number];
}

class Sfc32 implements Random {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor(a: number, b: number, c: number, counter: number) {
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    this.#counter = counter | 0;
  }

  bits(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + t) | 0;
    return t >>> 0;
  }

  next(): number {
    return this.bits() / 4294967296;
  }

  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  fork(): Random {
    return seeded(this.bits(), this.bits());
  }

  state(): [number, number, number, number] {
    return [this.#a >>> 0, this.#b >>> 0, this.#c >>> 0, this.#counter >>> 0];
  }
}

/** A generator from a seed and an optional stream number; equal arguments give equal sequences. */
export function seeded(seed: number, stream = 0): Random {
  const random = new Sfc32(seed, Math.floor(seed / 4294967296) ^ 0x9e3779b9, stream, 1);
  for (let i = 0; i < 15; i++) random.bits();
  return random;
}

/** The generator that `state()` described. */
export function restored(state: readonly [number, number, number, number]): Random {
  return new Sfc32(...state);
}

/** An index, each in proportion to its weight. */
export function weighted(weights: readonly number[], random: Random): number {
  let rest = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length - 1; i++) {
    rest -= weights[i]!;
    if (rest < 0) return i;
  }
  return weights.length - 1;
}
