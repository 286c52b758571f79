/**
 * Games that rework an algorithm of the run's own: some of its terms are taken out, and the game is to
 * find other or fewer terms with the same sum. It is large neighbourhood search (Shaw 1998) with the
 * agent as the one who repairs; a flip (Kauers and Moosbauer 2022) is the case of two terms. AlphaTensor
 * has nothing like it, so a share of none (`acting.reworkShare`) is its way.
 */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Random } from '../tensor/random.ts';
import { bitsOf, Span } from '../tensor/span.ts';
import { canonical, FACTORS, isZeroTerm, type Term } from '../tensor/term.ts';
import type { FoundLine } from './game-record.ts';

export interface TakenApart {
  /** The terms that stay. */
  readonly kept: readonly Term[];
  /** Two or more, whose sum is to be found anew. */
  readonly out: readonly Term[];
}

/** How much games are worth that rework k terms: see `SolvedShare`. */
type Worth = (terms: number) => number;

/**
 * Takes two or more terms out. A quarter of the time any terms, and a quarter each next one with a factor
 * in common with those before, where there is such, because only terms that have something in common
 * have another sum of as many: k of them in proportion to 1/k, so that games of every length get as much
 * time. Half of the time a block: see `takeBlock`.
 * @param worth by which each k is weighted in addition
 */
export function takeApart(
  terms: readonly Term[],
  random: Random,
  worth: Worth = () => 1,
): TakenApart {
  const way = random.next();
  if (way >= 0.5) return takeBlock(terms, random, worth);
  const weights = terms.slice(1).map((_, i) => worth(i + 2) / (i + 2));
  const count = 2 + weighted(weights, random);
  const kept = [...terms];
  const out: Term[] = [];
  while (out.length < count) {
    const from = way < 0.25 || out.length === 0 ? kept : related(kept, out);
    const choice = from[random.below(from.length)]!;
    kept.splice(kept.indexOf(choice), 1);
    out.push(choice);
  }
  return { kept, out };
}

/** Of the terms those that have a factor in common with any that are out; all, where none has. */
function related(terms: readonly Term[], out: readonly Term[]): readonly Term[] {
  const some = terms.filter((term) =>
    FACTORS.some((mode) => out.some((other) => sign(term[mode], other[mode]) !== 0)),
  );
  return some.length > 0 ? some : terms;
}

/**
 * Takes a block out: terms whose sum lies in a small part of the tensor, as the 8 of a 2×2×2 do in
 * 4×4×4. After any first one comes always one that adds least to the dimensions of the factors' spans
 * (taken modulo 2, over the integers too). A block ends where there are more terms to a dimension than
 * one term earlier or later: the more there are, the more other sums they have, and fewer may do. Which
 * of these ends is drawn in proportion to the density squared, to 1/k for k terms, and to their worth.
 */
function takeBlock(terms: readonly Term[], random: Random, worth: Worth): TakenApart {
  const rest = terms.map((term) => ({ term, bits: FACTORS.map((mode) => bitsOf(term[mode])) }));
  const spans = FACTORS.map(() => new Span());
  const order: Term[] = [];
  /** Terms to a dimension, the mean of three modes, after each. */
  const densities: number[] = [];
  while (rest.length > 0) {
    const added = rest.map(({ bits }) =>
      order.length === 0 ? 0 : spans.filter((span, mode) => !span.has(bits[mode]!)).length,
    );
    const least = Math.min(...added);
    const choices = rest.filter((_, i) => added[i] === least);
    const choice = choices[random.below(choices.length)]!;
    rest.splice(rest.indexOf(choice), 1);
    order.push(choice.term);
    const volume = spans.reduce((product, span, mode) => {
      span.add(choice.bits[mode]!);
      return product * Math.max(1, span.dimension);
    }, 1);
    densities.push(order.length / Math.cbrt(volume));
  }
  const weights = densities.map((density, i) => {
    const isPeak = density >= densities[i - 1]! && density > (densities[i + 1] ?? 0);
    return isPeak ? (density ** 2 * worth(i + 1)) / (i + 1) : 0;
  });
  const count = 1 + weighted(weights, random);
  return { kept: order.slice(count), out: order.slice(0, count) };
}

/** An index, each in proportion to its weight. */
function weighted(weights: readonly number[], random: Random): number {
  let rest = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length - 1; i++) {
    rest -= weights[i]!;
    if (rest < 0) return i;
  }
  return weights.length - 1;
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

/** How fast games are forgotten: as if the last hundred of a kind counted. */
const REMEMBERED = 0.99;

const NO_GAMES = { tried: 0, solved: 0 };

/** Which share of the games that reworked k terms of a target came to as few, of late. */
export class SolvedShare {
  readonly #games = new Map<number, typeof NO_GAMES>();

  add(terms: number, solved: boolean): void {
    const { tried, solved: before } = this.#games.get(terms) ?? NO_GAMES;
    this.#games.set(terms, {
      tried: REMEMBERED * tried + 1,
      solved: REMEMBERED * before + (solved ? 1 : 0),
    });
  }

  /** Above 0 and below 1; a half where nothing is known. */
  of(terms: number): number {
    const { tried, solved } = this.#games.get(terms) ?? NO_GAMES;
    return (solved + 1) / (tried + 2);
  }

  /**
   * p·(1 − p) of the share p: most where it is open what becomes of a game. What always works teaches
   * nothing, and takes the time of what may lead on; what never does is too early.
   */
  worth(terms: number): number {
    const share = this.of(terms);
    return share * (1 - share);
  }
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
