/**
 * A random walk on the flip graph (Kauers and Moosbauer, arXiv:2212.01175): from a decomposition of a
 * tensor to another, by exact identities between two of its terms.
 *
 * The walk is defined to the bit, so that any other implementation (a compute shader) takes the same
 * one for the same start, seed and walker. All numbers are 32-bit integers; `f[x][r]` is the factor of
 * mode x (0, 1, 2 for u, v, w) of term r, `R` the number of terms, `bits` one draw (generator.ts, as an
 * unsigned number), `hi = bits >>> 16`, `lo = bits & 0xffff`, and `below(k, n) = (k · n) >>> 16`.
 *
 * **Factors.** Modulo 2 a mask of 64 bits, entry i in bit i (two words; the second is 0 up to 32
 * entries). Over the integers coefficients are −1, 0 and 1: a mask of the positive and one of the
 * negative ones, with the lowest nonzero coefficient positive in every mode, and a sign σ[r] of the term.
 *
 * **Try.** `bits = draw()`; `k = below(hi, 3·R)`, `x = k div R`, `r = k mod R`. Its mates are the other
 * terms t with `f[x][t] = f[x][r]`, in ascending order; without any, the try is a *miss*. With m of
 * them, s is mate number `((lo >>> 2) · m) >>> 14`. `y = (x + 1 + (bits & 1)) mod 3`, z is the third
 * mode. Then, with τ = 1 where `bits & 2`, else −1 (modulo 2 signs do not matter),
 *
 *     f[y][r] += τ · f[y][s]        f[z][s] −= τ · σ[r] · σ[s] · f[z][r]      (both from the old values)
 *
 * or a miss when a coefficient would leave −1 … 1. Otherwise it was a *flip*.
 *
 * **Reduction.** If, after a flip, f[y][r] or f[z][s] is zero, or r shares f[y] and another factor with
 * some term so that the two can be added up within −1 … 1, or s shares f[z] and another one likewise,
 * then everything is reduced, until nothing applies, by the first of these that does: (1) the first
 * term with a zero factor goes; (2) for the first r, then the first t > r, then the first q such that r
 * and t share both factors but f[q] and can be added up: f[q][r] += σ[r] · σ[t] · f[q][t], and t goes.
 * Where a term goes, the last one takes its place.
 *
 * **Plus** (Arai, Ichikawa and Hukushima, arXiv:2312.16960): two draws. From the first, `r =
 * below(hi, R)`, `s = below(lo, R − 1)`, and one more if that is ≥ r. From the second, `x, y, z` are the
 * permutation number `below(hi, 6)` of 012, 021, 102, 120, 201, 210; τ = 1 where `bits & 1`, ε = 1
 * where `bits & 2`, else −1. With ρ = ε · τ · σ[r] · σ[s] and old values on the right,
 *
 *     f[y][r] += τ · f[y][s]     f[x][s] −= ε · f[x][r]     a new last term of sign ε · σ[s] (1 modulo 2):
 *                                                      f[x][r], f[y][s], f[z][s] − ρ · f[z][r]
 *
 * It fails when r and s have a factor in common or a coefficient would leave −1 … 1; up to 64 attempts.
 * Then all is reduced as above. (A plain split of a term would be undone by the next reduction; a plus
 * is a split followed by a flip of one half.)
 *
 * **The walk.** Before each try: stop when so many flips are done, R ≤ the target rank or R = 1. After
 * each try `idle += 1` (tries and not flips: where flips are rare they lead nowhere new). After a flip
 * also `misses = 0`; when a reduction lowered R, `idle = 0`, and when R is below the best one, the scheme
 * is the new best. After a miss `misses += 1`; at every 512 in a row the walk *leaves*: `idle = 0`, and
 * a plus is made whatever the rank, or if R is the capacity, the best scheme is taken up again; after
 * 8,192 in a row it is *stuck* and does no more. At last, if `idle ≥ plusAfter`: `idle = 0`, and a plus
 * is made if R < best + margin and R < capacity.
 *
 * In *cyclic* walks (Moosbauer and Poole, arXiv:2502.04514) a term stands for itself and its two cyclic
 * rotations, so factors of all modes are compared with each other: a mate is a pair of a mode x' and a
 * term t ≠ r with `f[x'][t] = f[x][r]`, in ascending order of x', then t, and whatever is said of mode
 * x + d of r is done to mode x' + d of the mate.
 */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { FactorIndex, WORDS } from './factor-index.ts';
import { draw, type GeneratorState } from './generator.ts';
import type { Scheme, Walker, WalkOptions, WalkState } from './walker.ts';

const PATIENCE = 512;
const MOST_MISSES = 16 * PATIENCE;
const PLUS_ATTEMPTS = 64;
const PERMUTATIONS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

export class Walk implements Walker {
  /** Flips so far. */
  flips = 0;
  #options: WalkOptions;
  readonly #index: FactorIndex;
  readonly #bits: boolean;
  /** Rotations of a term that count as the term: 1, or 3 in cyclic walks. */
  readonly #rotations: 1 | 3;
  readonly #generator: GeneratorState;
  readonly #signs: Int8Array;
  readonly #sum = new Int32Array(2 * WORDS);
  #rank = 0;
  #idle = 0;
  #misses = 0;
  #best: Scheme;

  /**
   * @param capacity the most terms that the walk may have
   * @param generator the walk's own: it draws from it
   */
  constructor(
    start: Scheme,
    arithmetic: Arithmetic,
    capacity: number,
    generator: GeneratorState,
    options: WalkOptions,
    cyclic = false,
  ) {
    this.#options = options;
    this.#bits = arithmetic === 'z2';
    this.#rotations = cyclic ? 3 : 1;
    this.#generator = generator;
    this.#index = new FactorIndex(Math.max(capacity, start.rank), cyclic);
    this.#signs = new Int8Array(this.#index.capacity);
    this.#best = start;
    this.start(start);
  }

  get rank(): number {
    return this.#rank;
  }

  /** No flip was found, and no plus helped: nothing more will happen. */
  get isStuck(): boolean {
    return this.#misses >= MOST_MISSES;
  }

  get best(): Scheme {
    return this.#best;
  }

  start(scheme: Scheme, options = this.#options): void {
    this.#options = options;
    this.#load(scheme);
    this.#reduce();
    this.#best = this.scheme();
    this.#idle = 0;
    this.#misses = 0;
  }

  /** The scheme at which the walk is: a copy. */
  scheme(): Scheme {
    const { capacity, words } = this.#index;
    const rank = this.#rank;
    const copy = new Int32Array(3 * rank * WORDS);
    for (let x = 0; x < 3; x++) {
      const from = x * capacity * WORDS;
      copy.set(words.subarray(from, from + rank * WORDS), x * rank * WORDS);
    }
    return { rank, words: copy, signs: this.#signs.slice(0, rank) };
  }

  state(): WalkState {
    return {
      scheme: this.scheme(),
      best: this.#best,
      generator: Array.from(this.#generator),
      flips: this.flips,
      idle: this.#idle,
      misses: this.#misses,
    };
  }

  /** Goes on exactly as the walk did that `state()` described. */
  restore(state: WalkState): void {
    this.#load(state.scheme);
    this.#best = state.best;
    this.#generator.set(state.generator);
    this.flips = state.flips;
    this.#idle = state.idle;
    this.#misses = state.misses;
  }

  /** Walks so many flips, or until the rank is at most the target's. */
  run(flips: number, targetRank = 0, tries = Number.POSITIVE_INFINITY): void {
    let tried = 0;
    const { plusAfter, margin } = this.#options;
    const end = this.flips + flips;
    if (this.isStuck) return;
    while (this.flips < end && this.#rank > targetRank && this.#rank > 1 && tried < tries) {
      tried++;
      this.#idle++;
      const before = this.#rank;
      if (this.#flip()) {
        this.flips++;
        this.#misses = 0;
        if (this.#rank < before) this.#idle = 0;
        if (this.#rank < this.#best.rank) this.#best = this.scheme();
      } else if (++this.#misses % PATIENCE === 0) {
        this.#leave();
        if (this.isStuck) return;
      }
      if (this.#idle >= plusAfter) {
        this.#idle = 0;
        if (this.#rank < this.#best.rank + margin && this.#rank < this.#index.capacity)
          this.#plus();
      }
    }
  }

  /** Out of a place without flips. */
  #leave(): void {
    this.#idle = 0;
    if (this.#rank < this.#index.capacity) this.#plus();
    else this.#load(this.#best);
  }

  #flip(): boolean {
    const index = this.#index;
    const capacity = index.capacity;
    const rank = this.#rank;
    const bits = draw(this.#generator);
    const pick = ((bits >>> 16) * (3 * rank)) >>> 16;
    const x = pick < rank ? 0 : pick < 2 * rank ? 1 : 2;
    const r = pick - x * rank;
    const slot = x * capacity + r;
    const mates = index.mates[slot]!;
    if (mates === 0) return false;
    const mate = index.mate(slot, (((bits >>> 2) & 0x3fff) * mates) >>> 14);
    // In plain walks the mate's mode is x.
    const mateMode = mate < capacity ? 0 : mate < 2 * capacity ? 1 : 2;
    const s = mate - mateMode * capacity;
    const step = 1 + (bits & 1);
    const y = x + step > 2 ? x + step - 3 : x + step;
    const z = 3 - x - y;
    const turn = mateMode - x;
    const mateZ = rotated(z, turn);
    const yr = y * capacity + r;
    const zs = mateZ * capacity + s;
    const sign = (bits & 2) === 0 ? -1 : 1;
    if (!this.#add(yr, rotated(y, turn) * capacity + s, sign, 0)) return false;
    const signs = this.#signs;
    if (!this.#add(zs, z * capacity + r, -sign * signs[r]! * signs[s]!, WORDS)) return false;
    this.#set(y, r, 0);
    this.#set(mateZ, s, WORDS);
    if (this.#isReducible(y, r) || this.#isReducible(mateZ, s)) this.#reduce();
    return true;
  }

  /** sum[at…] = slot p + sign · slot q; false when a coefficient would leave −1 … 1. */
  #add(p: number, q: number, sign: number, at: number): boolean {
    const words = this.#index.words;
    const sum = this.#sum;
    const a = p << 2;
    const b = q << 2;
    if (this.#bits) {
      sum[at] = words[a]! ^ words[b]!;
      sum[at + 1] = words[a + 1]! ^ words[b + 1]!;
      sum[at + 2] = 0;
      sum[at + 3] = 0;
      return true;
    }
    const plus = sign > 0 ? b : b + 2;
    const minus = sign > 0 ? b + 2 : b;
    const p0 = words[a]!;
    const p1 = words[a + 1]!;
    const n0 = words[a + 2]!;
    const n1 = words[a + 3]!;
    const q0 = words[plus]!;
    const q1 = words[plus + 1]!;
    const m0 = words[minus]!;
    const m1 = words[minus + 1]!;
    if (((p0 & q0) | (p1 & q1) | (n0 & m0) | (n1 & m1)) !== 0) return false;
    sum[at] = (p0 & ~m0) | (q0 & ~n0);
    sum[at + 1] = (p1 & ~m1) | (q1 & ~n1);
    sum[at + 2] = (n0 & ~q0) | (m0 & ~p0);
    sum[at + 3] = (n1 & ~q1) | (m1 & ~p1);
    return true;
  }

  /** Puts sum[at…] into the factor of mode x of term r, its lowest coefficient positive. */
  #set(x: number, r: number, at: number): void {
    const slot = x * this.#index.capacity + r;
    this.#index.unlink(slot);
    this.#write(slot, r, at);
    this.#index.link(x, slot);
  }

  #write(slot: number, r: number, at: number): void {
    const sum = this.#sum;
    const words = this.#index.words;
    const a = slot << 2;
    const p0 = sum[at]!;
    const p1 = sum[at + 1]!;
    const n0 = sum[at + 2]!;
    const n1 = sum[at + 3]!;
    const v0 = p0 | n0;
    const v1 = p1 | n1;
    const isNegative = v0 !== 0 ? (v0 & -v0 & n0) !== 0 : (v1 & -v1 & n1) !== 0;
    if (isNegative) {
      this.#signs[r] = -this.#signs[r]!;
      words[a] = n0;
      words[a + 1] = n1;
      words[a + 2] = p0;
      words[a + 3] = p1;
    } else {
      words[a] = p0;
      words[a + 1] = p1;
      words[a + 2] = n0;
      words[a + 3] = n1;
    }
  }

  /** Whether the factor is zero, or the term can be added up with one that has it too. */
  #isReducible(x: number, r: number): boolean {
    const index = this.#index;
    const capacity = index.capacity;
    const slot = x * capacity + r;
    if (index.isZero(slot)) return true;
    const mates = index.mates[slot]!;
    for (let at = 0; at < mates; at++) {
      const mate = index.mate(slot, at);
      const mateMode = mate < capacity ? 0 : mate < 2 * capacity ? 1 : 2;
      const t = mate - mateMode * capacity;
      if (this.#mergeable(r, t, mateMode - x) >= 0) return true;
    }
    return false;
  }

  /** The mode whose factors can be added up because the other two are equal; −1 without any. */
  #mergeable(r: number, t: number, turn: number): number {
    const index = this.#index;
    const capacity = index.capacity;
    const at = (x: number) => rotated(x, turn) * capacity + t;
    const u = index.equal(r, at(0));
    const v = index.equal(capacity + r, at(1));
    const w = index.equal(2 * capacity + r, at(2));
    const sign = this.#signs[r]! * this.#signs[t]!;
    if (v && w && this.#add(r, at(0), sign, 0)) return 0;
    if (u && w && this.#add(capacity + r, at(1), sign, 0)) return 1;
    if (u && v && this.#add(2 * capacity + r, at(2), sign, 0)) return 2;
    return -1;
  }

  #reduce(): void {
    while (this.#reduceOnce());
  }

  #reduceOnce(): boolean {
    const index = this.#index;
    const capacity = index.capacity;
    for (let r = 0; r < this.#rank; r++) {
      for (let x = 0; x < 3; x++) {
        if (!index.isZero(x * capacity + r)) continue;
        this.#remove(r);
        return true;
      }
    }
    for (let r = 0; r < this.#rank; r++) {
      for (let t = r + 1; t < this.#rank; t++) {
        for (let turn = 0; turn < this.#rotations; turn++) {
          const q = this.#mergeable(r, t, turn);
          if (q < 0) continue;
          this.#set(q, r, 0);
          this.#remove(t);
          return true;
        }
      }
    }
    return false;
  }

  #remove(r: number): void {
    const index = this.#index;
    const { capacity, words } = index;
    const last = --this.#rank;
    for (let x = 0; x < 3; x++) {
      const slot = x * capacity + r;
      index.unlink(slot);
      if (r === last) continue;
      const from = x * capacity + last;
      index.unlink(from);
      words.copyWithin(slot * WORDS, from * WORDS, (from + 1) * WORDS);
      index.link(x, slot);
    }
    this.#signs[r] = this.#signs[last]!;
  }

  #plus(): void {
    for (let attempt = 0; attempt < PLUS_ATTEMPTS; attempt++) {
      if (!this.#tryPlus()) continue;
      this.#reduce();
      return;
    }
  }

  #tryPlus(): boolean {
    const index = this.#index;
    const { capacity, words } = index;
    const rank = this.#rank;
    const pair = draw(this.#generator);
    const r = ((pair >>> 16) * rank) >>> 16;
    const other = ((pair & 0xffff) * (rank - 1)) >>> 16;
    const s = other >= r ? other + 1 : other;
    const bits = draw(this.#generator);
    const [x, y, z] = PERMUTATIONS[((bits >>> 16) * 6) >>> 16]!;
    const slot = (mode: number, term: number) => mode * capacity + term;
    for (let mode = 0; mode < 3; mode++) {
      if (index.equal(slot(mode, r), slot(mode, s))) return false;
    }
    const tau = (bits & 1) === 0 ? -1 : 1;
    const epsilon = (bits & 2) === 0 ? -1 : 1;
    const rho = epsilon * tau * this.#signs[r]! * this.#signs[s]!;
    if (!this.#add(slot(y, r), slot(y, s), tau, 0)) return false;
    if (!this.#add(slot(x, s), slot(x, r), -epsilon, 0)) return false;
    if (!this.#add(slot(z, s), slot(z, r), -rho, 0)) return false;
    const added = this.#rank++;
    this.#signs[added] = this.#bits ? 1 : epsilon * this.#signs[s]!;
    this.#write(slot(z, added), added, 0);
    const copy = (mode: number, from: number) => {
      const at = slot(mode, from) * WORDS;
      words.copyWithin(slot(mode, added) * WORDS, at, at + WORDS);
    };
    copy(x, r);
    copy(y, s);
    for (let mode = 0; mode < 3; mode++) index.link(mode, slot(mode, added));
    this.#add(slot(y, r), slot(y, s), tau, 0);
    this.#add(slot(x, s), slot(x, r), -epsilon, WORDS);
    this.#set(y, r, 0);
    this.#set(x, s, WORDS);
    return true;
  }

  #load({ rank, words, signs }: Scheme): void {
    const index = this.#index;
    if (rank > index.capacity) {
      throw new RangeError(`A scheme of rank ${rank} exceeds the walk’s ${index.capacity} terms`);
    }
    index.clear();
    this.#rank = rank;
    this.#signs.set(signs);
    for (let x = 0; x < 3; x++) {
      const from = x * rank * WORDS;
      index.words.set(words.subarray(from, from + rank * WORDS), x * index.capacity * WORDS);
      for (let r = 0; r < rank; r++) index.link(x, x * index.capacity + r);
    }
  }
}

/** Mode x + turn, for a turn of −2 to 2. */
function rotated(x: number, turn: number): number {
  const mode = x + turn;
  return mode > 2 ? mode - 3 : mode < 0 ? mode + 3 : mode;
}
