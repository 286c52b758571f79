/**
 * The terms of a walk as they change: factors as bit masks with an index of equal ones, signs, and the
 * rules by which terms are added up and go. walk.ts defines it all.
 */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { FactorIndex, WORDS } from './factor-index.ts';
import type { Scheme } from './walker.ts';

export class Terms {
  rank = 0;
  readonly index: FactorIndex;
  /** [capacity] 1 or −1 */
  readonly signs: Int8Array;
  readonly #bits: boolean;
  /** Rotations of a term that count as the term: 1, or 3 in cyclic walks. */
  readonly #rotations: 1 | 3;
  /** Two factors that are made before they take their place. */
  readonly #sum = new Int32Array(2 * WORDS);

  constructor(capacity: number, arithmetic: Arithmetic, cyclic: boolean) {
    this.#bits = arithmetic === 'z2';
    this.#rotations = cyclic ? 3 : 1;
    this.index = new FactorIndex(capacity, cyclic);
    this.signs = new Int8Array(capacity);
  }

  get isFull(): boolean {
    return this.rank >= this.index.capacity;
  }

  /** @throws RangeError when there are more terms than the capacity */
  load({ rank, words, signs }: Scheme): void {
    const index = this.index;
    if (rank > index.capacity) {
      throw new RangeError(`A scheme of rank ${rank} exceeds the walk’s ${index.capacity} terms`);
    }
    index.clear();
    this.rank = rank;
    this.signs.set(signs);
    for (let x = 0; x < 3; x++) {
      const from = x * rank * WORDS;
      index.words.set(words.subarray(from, from + rank * WORDS), x * index.capacity * WORDS);
      for (let r = 0; r < rank; r++) index.link(x, x * index.capacity + r);
    }
  }

  /** A copy. */
  scheme(): Scheme {
    const { capacity, words } = this.index;
    const rank = this.rank;
    const copy = new Int32Array(3 * rank * WORDS);
    for (let x = 0; x < 3; x++) {
      const from = x * capacity * WORDS;
      copy.set(words.subarray(from, from + rank * WORDS), x * rank * WORDS);
    }
    return { rank, words: copy, signs: this.signs.slice(0, rank) };
  }

  /** sum[at…] = slot p + sign · slot q; false when a coefficient would leave −1 … 1. */
  add(p: number, q: number, sign: number, at: number): boolean {
    const words = this.index.words;
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
  set(x: number, r: number, at: number): void {
    const slot = x * this.index.capacity + r;
    this.index.unlink(slot);
    this.#write(slot, r, at);
    this.index.link(x, slot);
  }

  #write(slot: number, r: number, at: number): void {
    const sum = this.#sum;
    const words = this.index.words;
    const a = slot << 2;
    const p0 = sum[at]!;
    const p1 = sum[at + 1]!;
    const n0 = sum[at + 2]!;
    const n1 = sum[at + 3]!;
    const v0 = p0 | n0;
    const v1 = p1 | n1;
    const isNegative = v0 !== 0 ? (v0 & -v0 & n0) !== 0 : (v1 & -v1 & n1) !== 0;
    if (isNegative) {
      this.signs[r] = -this.signs[r]!;
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

  /** A new last term: f[x][r], f[y][s], and sum[0…] in the third mode. */
  push(x: number, r: number, y: number, s: number, sign: number): void {
    const { capacity } = this.index;
    const added = this.rank++;
    this.signs[added] = this.#bits ? 1 : sign;
    this.#write((3 - x - y) * capacity + added, added, 0);
    this.#copy(x * capacity + r, x * capacity + added);
    this.#copy(y * capacity + s, y * capacity + added);
    for (let mode = 0; mode < 3; mode++) this.index.link(mode, mode * capacity + added);
  }

  /** Whether the factor is zero, or the term can be added up with one that has it too. */
  isReducible(x: number, r: number): boolean {
    const index = this.index;
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
    const index = this.index;
    const capacity = index.capacity;
    const at = (x: number) => rotated(x, turn) * capacity + t;
    const u = index.equal(r, at(0));
    const v = index.equal(capacity + r, at(1));
    const w = index.equal(2 * capacity + r, at(2));
    const sign = this.signs[r]! * this.signs[t]!;
    if (v && w && this.add(r, at(0), sign, 0)) return 0;
    if (u && w && this.add(capacity + r, at(1), sign, 0)) return 1;
    if (u && v && this.add(2 * capacity + r, at(2), sign, 0)) return 2;
    return -1;
  }

  reduce(): void {
    while (this.#reduceOnce());
  }

  #reduceOnce(): boolean {
    const index = this.index;
    const capacity = index.capacity;
    for (let r = 0; r < this.rank; r++) {
      for (let x = 0; x < 3; x++) {
        if (!index.isZero(x * capacity + r)) continue;
        this.#remove(r);
        return true;
      }
    }
    for (let r = 0; r < this.rank; r++) {
      for (let t = r + 1; t < this.rank; t++) {
        for (let turn = 0; turn < this.#rotations; turn++) {
          const q = this.#mergeable(r, t, turn);
          if (q < 0) continue;
          this.set(q, r, 0);
          this.#remove(t);
          return true;
        }
      }
    }
    return false;
  }

  #remove(r: number): void {
    const index = this.index;
    const { capacity } = index;
    const last = --this.rank;
    for (let x = 0; x < 3; x++) {
      const slot = x * capacity + r;
      index.unlink(slot);
      if (r === last) continue;
      const from = x * capacity + last;
      index.unlink(from);
      this.#copy(from, slot);
      index.link(x, slot);
    }
    this.signs[r] = this.signs[last]!;
  }

  #copy(from: number, to: number): void {
    this.index.words.copyWithin(to * WORDS, from * WORDS, (from + 1) * WORDS);
  }
}

/** Mode x + turn, for a turn of −2 to 2. */
export function rotated(x: number, turn: number): number {
  const mode = x + turn;
  return mode > 2 ? mode - 3 : mode < 0 ? mode + 3 : mode;
}
