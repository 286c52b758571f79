/**
 * A random walk among the decompositions of one tensor (Kauers and Moosbauer, Flip graphs for matrix
 * multiplication, 2022). Two terms that share a factor,
 *   x⊗y⊗z + x⊗y'⊗z' = x⊗(y + t·y')⊗z + x⊗y'⊗(z' − t·z),
 * are flipped, t = ±1; a term whose factor becomes zero is gone, and two that share two factors become
 * one. Where that leads no further a term is split in two, so that the walk can leave the place.
 */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Random } from '../../tensor/random.ts';
import type { Term } from '../../tensor/term.ts';

interface Factor {
  readonly c: Int8Array;
  /** Σ c[i]·key[i] in 32 bits (modulo 2: exclusive or): equal factors have equal ones. */
  readonly hash: number;
}

type Factors = [Factor, Factor, Factor];

/** Steps without a better decomposition until a term is split. */
const PATIENCE = 20_000;

export class FlipWalk {
  readonly #bits: boolean;
  readonly #largest: number;
  readonly #random: Random;
  readonly #keys: readonly Int32Array[];
  #terms: Factors[] = [];
  #best: readonly Factors[];
  #idle = 0;

  constructor(terms: readonly Term[], arithmetic: Arithmetic, largest: number, random: Random) {
    this.#bits = arithmetic === 'z2';
    this.#largest = this.#bits ? 1 : largest;
    this.#random = random;
    const { u, v, w } = terms[0] ?? NO_TERM;
    this.#keys = [u, v, w].map(({ length }) =>
      Int32Array.from({ length }, () => random.bits() | 0),
    );
    this.#terms = terms.map((term) => [
      this.#factor(0, term.u.slice()),
      this.#factor(1, term.v.slice()),
      this.#factor(2, term.w.slice()),
    ]);
    for (let r = this.#terms.length - 1; r >= 0; r--) if (r < this.#terms.length) this.#merge(r);
    this.#best = copied(this.#terms);
  }

  /** Terms of the shortest decomposition met. */
  get best(): number {
    return this.#best.length;
  }

  bestTerms(): Term[] {
    return this.#best.map(([u, v, w]) => ({ u: u.c.slice(), v: v.c.slice(), w: w.c.slice() }));
  }

  /** Takes so many steps; most of them flip a pair. */
  walk(steps: number): void {
    for (let step = 0; step < steps && this.#terms.length > 1; step++) {
      this.#flip();
      if (this.#terms.length < this.#best.length) {
        this.#best = copied(this.#terms);
        this.#idle = 0;
      } else if (++this.#idle >= PATIENCE) {
        this.#idle = 0;
        // From one above the best back to it, or up by one.
        if (this.#terms.length > this.#best.length + 1) this.#terms = copied(this.#best);
        else this.#split();
      }
    }
  }

  #flip(): void {
    const terms = this.#terms;
    const r = this.#random.below(terms.length);
    const x = this.#random.below(3);
    const s = this.#sharing(r, x, this.#random.below(terms.length));
    if (s < 0) return;
    const first = terms[r]!;
    const second = terms[s]!;
    const way = this.#random.below(4);
    const y = (x + 1 + (way & 1)) % 3;
    const z = 3 - x - y;
    const t = this.#bits || (way & 2) !== 0 ? 1 : -1;
    const left = this.#plus(first[y]!, second[y]!, t * this.#sign(first[x]!, second[x]!));
    if (left === undefined) return;
    const right = this.#plus(second[z]!, first[z]!, -t);
    if (right === undefined) return;
    first[y] = left;
    second[z] = right;
    // The higher index first: a removal moves the last term into the gap.
    const [low, high] = r < s ? [r, s] : [s, r];
    this.#merge(high);
    if (low < terms.length) this.#merge(low);
  }

  /** A term that shares factor x with term r, searched from `from` on; −1 when there is none. */
  #sharing(r: number, x: number, from: number): number {
    const terms = this.#terms;
    const factor = terms[r]![x]!;
    for (let n = 0; n < terms.length; n++) {
      const s = from + n < terms.length ? from + n : from + n - terms.length;
      if (s !== r && this.#sign(factor, terms[s]![x]!) !== 0) return s;
    }
    return -1;
  }

  /** Drops term r if it is zero, and joins it with those that share two of its factors. */
  #merge(r: number): void {
    const terms = this.#terms;
    const term = terms[r]!;
    if (term.some(isZero)) {
      this.#remove(r);
      return;
    }
    for (let s = 0; s < terms.length; s++) {
      if (s === r) continue;
      const other = terms[s]!;
      const signs = [
        this.#sign(term[0], other[0]),
        this.#sign(term[1], other[1]),
        this.#sign(term[2], other[2]),
      ] as const;
      const x = signs.indexOf(0);
      // Three alike: any one of them takes the sum.
      const mode = Math.max(x, 0);
      const a = (mode + 1) % 3;
      const b = (mode + 2) % 3;
      if (signs[a] === 0 || signs[b] === 0) continue;
      const joined = this.#plus(term[mode]!, other[mode]!, signs[a]! * signs[b]!);
      if (joined === undefined) continue;
      term[mode] = joined;
      this.#remove(s);
      // Term r may have been the last and moved into the gap.
      this.#merge(r < terms.length && terms[r] === term ? r : s);
      return;
    }
  }

  #remove(r: number): void {
    const last = this.#terms.pop()!;
    if (r < this.#terms.length) this.#terms[r] = last;
  }

  /** x⊗y⊗z = x'⊗y⊗z + (x − x')⊗y⊗z, with the x' of another term. */
  #split(): void {
    const terms = this.#terms;
    const x = this.#random.below(3);
    const term = terms[this.#random.below(terms.length)]!;
    const other = terms[this.#random.below(terms.length)]!;
    if (this.#sign(term[x]!, other[x]!) !== 0) return;
    const rest = this.#plus(term[x]!, other[x]!, -1);
    if (rest === undefined) return;
    const added: Factors = [...term];
    added[x] = rest;
    term[x] = other[x]!;
    terms.push(added);
  }

  /** 1 when equal, −1 when opposite (over the integers), 0 otherwise. */
  #sign(a: Factor, b: Factor): 0 | 1 | -1 {
    if (a.hash === b.hash && isMultiple(a.c, b.c, 1)) return 1;
    if (!this.#bits && a.hash === -b.hash && isMultiple(a.c, b.c, -1)) return -1;
    return 0;
  }

  /** a + sign·b; undefined when a coefficient cannot be played. */
  #plus(a: Factor, b: Factor, sign: number): Factor | undefined {
    const c = new Int8Array(a.c.length);
    if (this.#bits) {
      for (let i = 0; i < c.length; i++) c[i] = a.c[i]! ^ b.c[i]!;
      return { c, hash: a.hash ^ b.hash };
    }
    for (let i = 0; i < c.length; i++) {
      const sum = a.c[i]! + sign * b.c[i]!;
      if (sum > this.#largest || sum < -this.#largest) return undefined;
      c[i] = sum;
    }
    return { c, hash: (a.hash + sign * b.hash) | 0 };
  }

  #factor(mode: number, c: Int8Array): Factor {
    const key = this.#keys[mode]!;
    let hash = 0;
    for (let i = 0; i < c.length; i++) {
      if (this.#bits) hash ^= c[i] === 0 ? 0 : key[i]!;
      else hash = (hash + Math.imul(c[i]!, key[i]!)) | 0;
    }
    return { c, hash };
  }
}

const NO_TERM: Term = { u: new Int8Array(0), v: new Int8Array(0), w: new Int8Array(0) };

function isZero({ c, hash }: Factor): boolean {
  return hash === 0 && c.every((entry) => entry === 0);
}

function isMultiple(a: Int8Array, b: Int8Array, sign: 1 | -1): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== sign * b[i]!) return false;
  return true;
}

function copied(terms: readonly Factors[]): Factors[] {
  return terms.map(([u, v, w]) => [u, v, w]);
}
