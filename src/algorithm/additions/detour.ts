/**
 * To algorithms that no flips lead to: one term more, a random walk of flips, and back to the rank when
 * two terms can be merged (the plus transitions of Arai, Ichikawa and Hukushima, "Adaptive flip graph
 * algorithm for matrix multiplication", 2024).
 */
import type { Random } from '../../tensor/random.ts';
import type { Algorithm } from '../algorithm.ts';

/** A row of coefficients −1, 0, 1 as bits: where it is 1, and where −1. */
interface Row {
  readonly plus: number;
  readonly minus: number;
}

type Term = [Row, Row, Row];

/** Longer rows do not fit the bits of one number. */
const LONGEST_ROW = 31;

/**
 * Another algorithm of the same size, and of the same rank or a lower one; undefined when none was
 * reached in so many tries of flips, or the coefficients are not −1, 0, 1, or a side product exceeds 31.
 * @param away so many of the tries come before terms are merged: more lead further away
 */
export function detour(
  algorithm: Algorithm,
  random: Random,
  tries: number,
  away = 0,
): Algorithm | undefined {
  const { u, v, w, rank, arithmetic, denominators } = algorithm;
  const fits = [u, v, w].every((rows) =>
    rows.every((row) => row.length <= LONGEST_ROW && row.every((c) => Math.abs(c) <= 1)),
  );
  if (!fits || rank < 2 || denominators !== undefined) return undefined;
  const walk = new Walk(
    u.map((row, r): Term => [packed(row), packed(v[r]!), packed(w[r]!)]),
    arithmetic === 'z2',
    random,
  );
  if (!walk.split()) return undefined;
  for (let i = 0; i < tries; i++) {
    walk.flip(i >= away);
    if (walk.terms.length <= rank) break;
  }
  if (walk.terms.length > rank) return undefined;
  const rows = (mode: number, like: readonly (readonly number[])[]) =>
    walk.terms.map((term) => unpacked(term[mode]!, like[0]!.length));
  return {
    ...algorithm,
    rank: walk.terms.length,
    u: rows(0, u),
    v: rows(1, v),
    w: rows(2, w),
  };
}

class Walk {
  terms: Term[];
  readonly #isModular: boolean;
  readonly #random: Random;

  constructor(terms: Term[], isModular: boolean, random: Random) {
    this.terms = terms;
    this.#isModular = isModular;
    this.#random = random;
  }

  /** a⊗b⊗c + a′⊗b′⊗c′ = a⊗(b + b′)⊗c − a⊗b′⊗(c − c′) + (a′ − a)⊗b′⊗c′; false when it cannot be. */
  split(): boolean {
    for (let i = 0; i < 1000; i++) {
      const first = this.#random.below(this.terms.length);
      const second = this.#random.below(this.terms.length);
      if (first === second) continue;
      const turn = this.#random.below(3);
      const at = (mode: number) => (mode + turn) % 3;
      const [x, y] = [this.terms[first]!, this.terms[second]!];
      const sum = this.#plus(x[at(1)]!, y[at(1)]!);
      const difference = this.#plus(y[at(2)]!, this.#negated(x[at(2)]!));
      const rest = this.#plus(y[at(0)]!, this.#negated(x[at(0)]!));
      if (!isUsable(sum) || !isUsable(difference) || !isUsable(rest)) continue;
      const third: Term = [...y];
      third[at(0)] = rest;
      const between: Term = [...y];
      between[at(0)] = x[at(0)]!;
      between[at(2)] = difference;
      const changed: Term = [...x];
      changed[at(1)] = sum;
      this.terms[first] = changed;
      this.terms[second] = between;
      this.terms.push(third);
      return true;
    }
    return false;
  }

  /** Tries one flip at random, and merges what can be merged after it if that is wanted. */
  flip(isMerging: boolean): void {
    const random = this.#random;
    const { terms } = this;
    const mode = random.below(3);
    const first = random.below(terms.length);
    const start = random.below(terms.length);
    const shared = terms[first]![mode]!;
    for (let i = 0; i < terms.length; i++) {
      const second = (start + i) % terms.length;
      if (second === first) continue;
      const sign = signBetween(shared, terms[second]![mode]!);
      if (sign === 0) continue;
      const [b, c] =
        random.bits() & 1 ? [(mode + 1) % 3, (mode + 2) % 3] : [(mode + 2) % 3, (mode + 1) % 3];
      const [x, y] = [terms[first]!, terms[second]!];
      const isAdded = (random.bits() & 1) === 1;
      const gained = this.#plus(x[b]!, isAdded ? y[b]! : this.#negated(y[b]!));
      const lost = this.#plus(y[c]!, isAdded === sign > 0 ? this.#negated(x[c]!) : x[c]!);
      if (gained === undefined || lost === undefined) return;
      if (!isMerging && (isZero(gained) || isZero(lost))) return;
      const [changed, other]: [Term, Term] = [[...x], [...y]];
      changed[b] = gained;
      other[c] = lost;
      terms[first] = changed;
      terms[second] = other;
      if (isMerging) this.#reduce(first, second);
      return;
    }
  }

  /** Drops terms with a factor 0 and merges one of the two with a term that has two of its factors. */
  #reduce(first: number, second: number): void {
    for (const at of [Math.max(first, second), Math.min(first, second)]) {
      const term = this.terms[at]!;
      if (term.some(isZero)) {
        this.terms.splice(at, 1);
        return;
      }
      for (const [other, candidate] of this.terms.entries()) {
        if (other === at) continue;
        const signs = term.map((row, mode) => signBetween(row, candidate[mode]!));
        const differing = [0, 1, 2].filter((mode) => signs[mode] === 0);
        if (differing.length > 1) continue;
        const mode = differing[0] ?? 0;
        const sign = signs[(mode + 1) % 3]! * signs[(mode + 2) % 3]!;
        const merged = this.#plus(
          candidate[mode]!,
          sign > 0 ? term[mode]! : this.#negated(term[mode]!),
        );
        if (merged === undefined) continue;
        candidate[mode] = merged;
        this.terms = this.terms.filter((_, r) => r !== at && !(r === other && isZero(merged)));
        return;
      }
    }
  }

  #negated(row: Row): Row {
    return this.#isModular ? row : { plus: row.minus, minus: row.plus };
  }

  /** Undefined when a coefficient would be beyond −1, 0, 1. */
  #plus(a: Row, b: Row): Row | undefined {
    if (this.#isModular) return { plus: a.plus ^ b.plus, minus: 0 };
    if ((a.plus & b.plus) !== 0 || (a.minus & b.minus) !== 0) return undefined;
    return {
      plus: (a.plus & ~b.minus) | (b.plus & ~a.minus),
      minus: (a.minus & ~b.plus) | (b.minus & ~a.plus),
    };
  }
}

function isUsable(row: Row | undefined): row is Row {
  return row !== undefined && !isZero(row);
}

function isZero(row: Row): boolean {
  return (row.plus | row.minus) === 0;
}

/** 1 when they are equal, −1 when opposite, else 0. */
function signBetween(a: Row, b: Row): number {
  if (a.plus === b.plus && a.minus === b.minus) return 1;
  return a.plus === b.minus && a.minus === b.plus ? -1 : 0;
}

function packed(row: readonly number[]): Row {
  let [plus, minus] = [0, 0];
  for (const [at, c] of row.entries()) {
    if (c > 0) plus |= 1 << at;
    else if (c < 0) minus |= 1 << at;
  }
  return { plus, minus };
}

function unpacked({ plus, minus }: Row, length: number): number[] {
  return Array.from({ length }, (_, at) => ((plus >>> at) & 1) - ((minus >>> at) & 1));
}
