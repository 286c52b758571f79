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
import { WORDS } from './factor-index.ts';
import { draw, type GeneratorState } from './generator.ts';
import { rotated, Terms } from './terms.ts';
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
  readonly #terms: Terms;
  readonly #generator: GeneratorState;
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
    this.#generator = generator;
    this.#terms = new Terms(Math.max(capacity, start.rank), arithmetic, cyclic);
    this.#best = start;
    this.start(start);
  }

  get rank(): number {
    return this.#terms.rank;
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
    this.#terms.load(scheme);
    this.#terms.reduce();
    this.#best = this.scheme();
    this.#idle = 0;
    this.#misses = 0;
  }

  /** The scheme at which the walk is: a copy. */
  scheme(): Scheme {
    return this.#terms.scheme();
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
    this.#terms.load(state.scheme);
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
    const terms = this.#terms;
    const end = this.flips + flips;
    if (this.isStuck) return;
    while (this.flips < end && terms.rank > targetRank && terms.rank > 1 && tried < tries) {
      tried++;
      this.#idle++;
      const before = terms.rank;
      if (this.#flip()) {
        this.flips++;
        this.#misses = 0;
        if (terms.rank < before) this.#idle = 0;
        if (terms.rank < this.#best.rank) this.#best = terms.scheme();
      } else if (++this.#misses % PATIENCE === 0) {
        this.#leave();
        if (this.isStuck) return;
      }
      if (this.#idle >= plusAfter) {
        this.#idle = 0;
        if (terms.rank < this.#best.rank + margin && !terms.isFull) this.#plus();
      }
    }
  }

  /** Out of a place without flips. */
  #leave(): void {
    this.#idle = 0;
    if (this.#terms.isFull) this.#terms.load(this.#best);
    else this.#plus();
  }

  #flip(): boolean {
    const terms = this.#terms;
    const { index, signs, rank } = terms;
    const { capacity } = index;
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
    if (!terms.add(yr, rotated(y, turn) * capacity + s, sign, 0)) return false;
    if (!terms.add(zs, z * capacity + r, -sign * signs[r]! * signs[s]!, WORDS)) return false;
    terms.set(y, r, 0);
    terms.set(mateZ, s, WORDS);
    if (terms.isReducible(y, r) || terms.isReducible(mateZ, s)) terms.reduce();
    return true;
  }

  #plus(): void {
    for (let attempt = 0; attempt < PLUS_ATTEMPTS; attempt++) {
      if (!this.#tryPlus()) continue;
      this.#terms.reduce();
      return;
    }
  }

  #tryPlus(): boolean {
    const terms = this.#terms;
    const { index, signs, rank } = terms;
    const pair = draw(this.#generator);
    const r = ((pair >>> 16) * rank) >>> 16;
    const other = ((pair & 0xffff) * (rank - 1)) >>> 16;
    const s = other >= r ? other + 1 : other;
    const bits = draw(this.#generator);
    const [x, y, z] = PERMUTATIONS[((bits >>> 16) * 6) >>> 16]!;
    const slot = (mode: number, term: number) => mode * index.capacity + term;
    for (let mode = 0; mode < 3; mode++) {
      if (index.equal(slot(mode, r), slot(mode, s))) return false;
    }
    const tau = (bits & 1) === 0 ? -1 : 1;
    const epsilon = (bits & 2) === 0 ? -1 : 1;
    const rho = epsilon * tau * signs[r]! * signs[s]!;
    if (!terms.add(slot(y, r), slot(y, s), tau, 0)) return false;
    if (!terms.add(slot(x, s), slot(x, r), -epsilon, 0)) return false;
    if (!terms.add(slot(z, s), slot(z, r), -rho, 0)) return false;
    terms.push(x, r, y, s, epsilon * signs[s]!);
    terms.add(slot(y, r), slot(y, s), tau, 0);
    terms.add(slot(x, s), slot(x, r), -epsilon, WORDS);
    terms.set(y, r, 0);
    terms.set(x, s, WORDS);
    return true;
  }
}
