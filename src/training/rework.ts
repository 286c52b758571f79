/**
 * Games that rework an algorithm of the run's own: some of its terms are taken out, and the game is to
 * find other or fewer terms with the same sum. It is large neighbourhood search (Shaw 1998) with the
 * agent as the one who repairs; a flip (Kauers and Moosbauer 2022) is the case of two terms. AlphaTensor
 * has nothing like it, so a share of none (`acting.reworkShare`) is its way.
 */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Random } from '../tensor/random.ts';
import { canonical, FACTORS, isZeroTerm, type Term } from '../tensor/term.ts';
import type { FoundLine } from './game-record.ts';

export interface TakenApart {
  /** The terms that stay. */
  readonly kept: readonly Term[];
  /** Two or more, whose sum is to be found anew. */
  readonly out: readonly Term[];
}

/**
 * Takes a random number of terms out, from two to all of them, and k of them in proportion to 1/k, so
 * that games of every length get as much time. A quarter of the time any terms. Else each next one is
 * one with a factor in common with those before, where there is such, because only terms that have
 * something in common have another sum of as many; and two times out of three one of those that have
 * most in common with them, so that what is out lies in a small part of the tensor.
 */
export function takeApart(terms: readonly Term[], random: Random): TakenApart {
  const count = numberOfTerms(terms.length, random);
  const way = random.next();
  const kept = [...terms];
  const out: Term[] = [];
  while (out.length < count) {
    const from = way < 0.25 || out.length === 0 ? kept : nearest(kept, out, way >= 0.5);
    const choice = from[random.below(from.length)]!;
    kept.splice(kept.indexOf(choice), 1);
    out.push(choice);
  }
  return { kept, out };
}

/** Of the terms those with the most factors that occur in `out`, or with any; all, where none has. */
function nearest(terms: readonly Term[], out: readonly Term[], most: boolean): readonly Term[] {
  const counts = terms.map(
    (term) =>
      FACTORS.filter((mode) => out.some((other) => sign(term[mode], other[mode]) !== 0)).length,
  );
  const best = Math.max(...counts);
  return terms.filter((_, i) => (most ? counts[i] === best : counts[i]! > 0 || best === 0));
}

/** 2 … most, each in proportion to its inverse. */
function numberOfTerms(most: number, random: Random): number {
  let sum = 0;
  for (let k = 2; k <= most; k++) sum += 1 / k;
  let rest = random.next() * sum;
  for (let k = 2; k < most; k++) {
    rest -= 1 / k;
    if (rest < 0) return k;
  }
  return most;
}

/**
 * The terms with those that differ in one factor only added up, and without zeros: their sum is the
 * same. What would leave the coefficients −`most` … `most` stays apart.
 */
export function mergedTerms(
  terms: readonly Term[],
  arithmetic: Arithmetic,
  most: number,
): readonly Term[] {
  const merged: Term[] = [];
  for (const term of terms) {
    let rest: Term | null = canonical(term, arithmetic);
    for (let i = 0; i < merged.length && rest !== null; i++) {
      const sum = sumOfTwo(merged[i]!, rest, arithmetic, most);
      if (sum === null) continue;
      merged.splice(i, 1);
      rest = isZeroTerm(sum, arithmetic) ? null : canonical(sum, arithmetic);
      // The sum may in turn go together with any of the others.
      i = -1;
    }
    if (rest !== null) merged.push(rest);
  }
  return merged;
}

/** The sum of two canonical terms as one, where they have two factors in common; null where not. */
function sumOfTwo(a: Term, b: Term, arithmetic: Arithmetic, most: number): Term | null {
  for (const mode of FACTORS) {
    const others = FACTORS.filter((other) => other !== mode);
    const signs = others.map((other) => sign(a[other], b[other]));
    if (signs.includes(0)) continue;
    const factor = signs[0]! * signs[1]!;
    const sum = a[mode].map((c, i) =>
      arithmetic === 'z2' ? (c + b[mode][i]!) & 1 : c + factor * b[mode][i]!,
    );
    if (arithmetic !== 'z2' && sum.some((c) => Math.abs(c) > most)) continue;
    return { ...a, [mode]: sum };
  }
  return null;
}

/** 1 for equal factors, −1 for opposite ones, 0 for others. */
function sign(a: Int8Array, b: Int8Array): -1 | 0 | 1 {
  if (a.every((c, i) => c === b[i]!)) return 1;
  return a.every((c, i) => c === -b[i]!) ? -1 : 0;
}

/** Algorithms kept for a target. */
const KEPT = 128;

/** The run's own algorithms of the best rank, target by target: a sample of bounded size. */
export class OwnAlgorithms {
  readonly #lines = new Map<number, FoundLine[]>();
  #overwritten = 0;

  /** Keeps the line if none is shorter; a shorter one makes the others go. */
  add(line: FoundLine): void {
    const lines = this.#lines.get(line.target) ?? [];
    const best = lines[0]?.rank ?? Number.POSITIVE_INFINITY;
    if (line.rank > best || line.rank < 2) return;
    if (line.rank < best) lines.length = 0;
    if (lines.length < KEPT) lines.push(line);
    else lines[this.#overwritten++ % KEPT] = line;
    this.#lines.set(line.target, lines);
  }

  /** Of all targets. */
  all(): FoundLine[] {
    return [...this.#lines.values()].flat();
  }
}

/** The terms of a line: factors of these lengths. */
export function termsOfLine(
  { rank, factors }: FoundLine,
  [a, b, c]: readonly [number, number, number],
): Term[] {
  return Array.from({ length: rank }, (_, i) => {
    const at = i * (a + b + c);
    return {
      u: factors.slice(at, at + a),
      v: factors.slice(at + a, at + a + b),
      w: factors.slice(at + a + b, at + a + b + c),
    };
  });
}

/** The other way round. */
export function lineOfTerms(target: number, terms: readonly Term[]): FoundLine {
  const factors = Int8Array.from(terms.flatMap(({ u, v, w }) => [...u, ...v, ...w]));
  return { target, rank: terms.length, factors };
}
