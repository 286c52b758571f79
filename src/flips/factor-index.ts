/**
 * The factors of a decomposition and who is equal to whom, kept up to date at every change.
 *
 * Slot x·capacity + r is the factor of mode x of term r: four words, the masks of the positive
 * coefficients (entries 0–31, 32–63) and of the negative ones. Equal factors hash to one bucket, a list
 * of slots in ascending order, so that the lists are those that an index built from scratch would have.
 */

/** Words of a factor. */
export const WORDS = 4;

const BUCKET_BITS = 9;
const BUCKETS = 1 << BUCKET_BITS;
const NONE = -1;

export class FactorIndex {
  readonly capacity: number;
  /** [3 × capacity × 4] */
  readonly words: Int32Array;
  /** [3 × capacity] slots of other terms with an equal factor, of the same mode unless modes are mixed */
  readonly mates: Int16Array;
  /** [3 × BUCKETS], or only the first of them when modes are mixed */
  readonly #heads: Int16Array;
  /** [3 × capacity] the next slot of the bucket */
  readonly #next: Int16Array;
  /** [3 × capacity] */
  readonly #bucket: Int16Array;
  readonly #termOf: Int16Array;
  readonly #modeBase: readonly [number, number, number];

  /** @param mixed factors of different modes are compared too: in cyclic walks */
  constructor(capacity: number, mixed: boolean) {
    const slots = 3 * capacity;
    this.capacity = capacity;
    this.words = new Int32Array(slots * WORDS);
    this.mates = new Int16Array(slots);
    this.#heads = new Int16Array(3 * BUCKETS).fill(NONE);
    this.#next = new Int16Array(slots);
    this.#bucket = new Int16Array(slots);
    this.#termOf = Int16Array.from({ length: slots }, (_, slot) => slot % capacity);
    this.#modeBase = mixed ? [0, 0, 0] : [0, BUCKETS, 2 * BUCKETS];
  }

  clear(): void {
    this.#heads.fill(NONE);
  }

  /** Equal factors; those of opposite signs do not occur. */
  equal(p: number, q: number): boolean {
    const words = this.words;
    const a = p << 2;
    const b = q << 2;
    return (
      words[a] === words[b] &&
      words[a + 2] === words[b + 2] &&
      words[a + 1] === words[b + 1] &&
      words[a + 3] === words[b + 3]
    );
  }

  isZero(slot: number): boolean {
    const words = this.words;
    const a = slot << 2;
    return (words[a]! | words[a + 1]! | words[a + 2]! | words[a + 3]!) === 0;
  }

  /** Enters the slot of mode x with the words that it holds. */
  link(x: number, slot: number): void {
    const { words, mates } = this;
    const next = this.#next;
    const termOf = this.#termOf;
    const a = slot << 2;
    const mixed =
      Math.imul(words[a]! ^ (words[a + 1]! << 7) ^ (words[a + 1]! >>> 25), 0x9e3779b1) ^
      Math.imul(words[a + 2]! ^ (words[a + 3]! << 9) ^ (words[a + 3]! >>> 23), 0x85ebca6b);
    const bucket =
      this.#modeBase[x as 0 | 1 | 2] + (Math.imul(mixed, 0x2c1b3c6d) >>> (32 - BUCKET_BITS));
    this.#bucket[slot] = bucket;
    const term = termOf[slot];
    let count = 0;
    let before = NONE;
    for (let t = this.#heads[bucket]!; t !== NONE; t = next[t]!) {
      if (t < slot) before = t;
      if (this.equal(t, slot) && termOf[t] !== term) {
        mates[t]!++;
        count++;
      }
    }
    mates[slot] = count;
    if (before === NONE) {
      next[slot] = this.#heads[bucket]!;
      this.#heads[bucket] = slot;
    } else {
      next[slot] = next[before]!;
      next[before] = slot;
    }
  }

  /** Takes the slot out; its words must still be those it was entered with. */
  unlink(slot: number): void {
    const { mates } = this;
    const next = this.#next;
    const termOf = this.#termOf;
    const bucket = this.#bucket[slot]!;
    if (mates[slot]! > 0) {
      const term = termOf[slot];
      for (let t = this.#heads[bucket]!; t !== NONE; t = next[t]!) {
        if (t !== slot && this.equal(t, slot) && termOf[t] !== term) mates[t]!--;
      }
    }
    let before = NONE;
    for (let t = this.#heads[bucket]!; t !== slot; t = next[t]!) before = t;
    if (before === NONE) this.#heads[bucket] = next[slot]!;
    else next[before] = next[slot]!;
  }

  /** The slot's mate number `at`, counted from 0 in ascending order of slots. */
  mate(slot: number, at: number): number {
    const next = this.#next;
    const termOf = this.#termOf;
    const term = termOf[slot];
    let left = at;
    for (let t = this.#heads[this.#bucket[slot]!]!; t !== NONE; t = next[t]!) {
      if (t !== slot && this.equal(t, slot) && termOf[t] !== term && left-- === 0) return t;
    }
    return NONE;
  }
}
