/**
 * Games that rework an algorithm of the run's own: some of its terms are taken out, and the game is
 * to find other or fewer terms with the same sum. It is large neighbourhood search (Shaw 1998) with
 * the agent as the one who repairs; a flip (Kauers and Moosbauer 2022) is the case of two terms.
 * AlphaTensor has nothing like it, so a share of none (`acting.reworkShare`) is its way.
 */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { type Random, weighted } from '../tensor/random.ts';
import { bitsOf, Span } from '../tensor/span.ts';
import { canonical, equalTerms, FACTORS, isZeroTerm, type Term } from '../tensor/term.ts';
import type { FoundLine } from './game-record.ts';

export interface TakenApart {
  /** The terms that stay. */
  readonly kept: readonly Term[];
  /** Two or more, whose sum is to be found anew. */
  readonly out: readonly Term[];
}

/**
 * Takes two or more terms out: k of them or, of a block, at most k, with k in proportion to 1/k. A
 * quarter of the time any terms, and a quarter each next one with a factor in common with those
 * before, where there is such, because only terms that have something in common have another sum of
 * as many. Half of the time a block: see `takeBlock`.
 * @param bits of each term, for whoever takes apart the same terms more than once
 */
export function takeApart(
  terms: readonly Term[],
  random: Random,
  bits: readonly TermBits[] = terms.map(bitsOfTerm),
): TakenApart {
  const weights = terms.slice(1).map((_, i) => 1 / (i + 2));
  const count = 2 + weighted(weights, random);
  const way = random.next();
  const out =
    way < 0.5 ? takeSome(bits, count, way < 0.25, random) : takeBlock(bits, count, random);
  return withoutTerms(terms, out);
}

/** The terms of these indices taken out. */
export function withoutTerms(terms: readonly Term[], out: ReadonlySet<number>): TakenApart {
  return {
    kept: terms.filter((_, i) => !out.has(i)),
    out: terms.filter((_, i) => out.has(i)),
  };
}

/**
 * Sets of terms that have a factor in common and depend on each other in another one, modulo 2: one of
 * them can be shared out among the others (Kauers and Moosbauer 2022, reductions).
 */
export function dependentTerms(bits: readonly TermBits[]): Set<number>[] {
  const found: Set<number>[] = [];
  for (const mode of FACTORS.keys()) {
    const groups = new Map<number, number[]>();
    for (const [i, term] of bits.entries()) {
      const group = groups.get(term[mode]!);
      if (group === undefined) groups.set(term[mode]!, [i]);
      else group.push(i);
    }
    for (const group of groups.values()) {
      for (const other of FACTORS.keys()) {
        if (other === mode || group.length < 2) continue;
        const span = new Span();
        const dependent = group.findIndex((i) => !span.add(bits[i]![other]!));
        if (dependent > 0) found.push(new Set(group.slice(0, dependent + 1)));
      }
    }
  }
  return found;
}

/**
 * Which `count` terms: any, or each next one with a factor in common (modulo 2) with any before,
 * where there is one.
 */
function takeSome(
  bits: readonly TermBits[],
  count: number,
  any: boolean,
  random: Random,
): Set<number> {
  const rest = [...bits.keys()];
  const out = new Set<number>();
  const isRelated = (term: number) =>
    [...out].some((other) => bits[term]!.some((factor, mode) => factor === bits[other]![mode]));
  while (out.size < count) {
    const related = any || out.size === 0 ? [] : rest.filter(isRelated);
    const from = related.length > 0 ? related : rest;
    const choice = from[random.below(from.length)]!;
    rest.splice(rest.indexOf(choice), 1);
    out.add(choice);
  }
  return out;
}

/**
 * Which terms make a block: terms whose sum lies in a small part of the tensor, as the 8 of a 2×2×2
 * do in 4×4×4. After any first one comes always one that adds least to the dimensions of the
 * factors' spans (taken modulo 2, over the integers too). A block ends where there were last, up to
 * `most`, more terms to a dimension than one term earlier or later: the more there are, the more
 * other sums they have, and fewer may do.
 */
function takeBlock(bits: readonly TermBits[], most: number, random: Random): Set<number> {
  const rest = [...bits.keys()];
  const spans = FACTORS.map(() => new Span());
  const order: number[] = [];
  /** Terms to a dimension, the mean of three modes, after each. */
  const densities: number[] = [];
  while (rest.length > 0 && order.length <= most) {
    const choice =
      order.length === 0 ? random.below(rest.length) : cheapest(rest, bits, spans, random);
    const [term] = rest.splice(choice, 1);
    order.push(term!);
    for (const [mode, span] of spans.entries()) span.add(bits[term!]![mode]!);
    const volume = spans.reduce((product, span) => product * Math.max(1, span.dimension), 1);
    densities.push(order.length / Math.cbrt(volume));
  }
  const isPeak = (at: number) =>
    densities[at]! >= densities[at - 1]! && densities[at]! > (densities[at + 1] ?? 0);
  const peaks = [...densities.keys()].slice(1, most).filter(isPeak);
  return new Set(order.slice(0, 1 + (peaks.at(-1) ?? most - 1)));
}

/** Where in `rest` one of those is that add least to the spans' dimensions. */
function cheapest(
  rest: readonly number[],
  bits: readonly TermBits[],
  spans: readonly Span[],
  random: Random,
): number {
  let least = FACTORS.length + 1;
  let seen = 0;
  let choice = 0;
  for (const [at, term] of rest.entries()) {
    let added = 0;
    for (let mode = 0; mode < spans.length; mode++) {
      if (!spans[mode]!.has(bits[term]![mode]!)) added++;
    }
    if (added > least) continue;
    if (added < least) seen = 0;
    least = added;
    // Each of them with the same chance.
    if (random.below(++seen) === 0) choice = at;
  }
  return choice;
}

/** The factors modulo 2, each the bits of a number. */
type TermBits = readonly number[];

export function bitsOfTerm(term: Term): TermBits {
  return FACTORS.map((mode) => bitsOf(term[mode]));
}

/** Dimensions of the terms' factors, modulo 2. */
export function spansOf(terms: readonly Term[]): readonly [number, number, number] {
  const [a, b, c] = FACTORS.map((mode) => {
    const span = new Span();
    for (const term of terms) span.add(bitsOf(term[mode]));
    return span.dimension;
  });
  return [a!, b!, c!];
}

/**
 * The terms with those that differ in one factor only added up, and without zeros: their sum is the
 * same. What would leave the coefficients −`most` … `most` stays apart.
 * @param before canonical terms that they go together with, none of which go together with each other
 */
export function mergedTerms(
  terms: readonly Term[],
  arithmetic: Arithmetic,
  most: number,
  before: readonly Term[] = [],
): readonly Term[] {
  const merged = [...before];
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
  const [u, v, w] = [sign(a.u, b.u), sign(a.v, b.v), sign(a.w, b.w)];
  const factors = { u: v * w, v: u * w, w: u * v };
  for (const mode of FACTORS) {
    const factor = factors[mode];
    if (factor === 0) continue;
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
  let [same, opposite] = [true, true];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    if (x !== y) same = false;
    if (x !== -y) opposite = false;
    if (!same && !opposite) return 0;
  }
  return same ? 1 : -1;
}

/** How many of the terms, canonical ones, are not among those before. */
export function newTerms(terms: readonly Term[], before: readonly Term[]): number {
  return terms.filter((term) => !before.some((other) => equalTerms(term, other))).length;
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

/**
 * The line's terms but these; null where it has not all of them.
 * @param shape lengths of a term's factors
 */
export function without(
  line: FoundLine,
  out: readonly Term[],
  shape: readonly [number, number, number],
): readonly Term[] | null {
  const { rank, factors } = line;
  const width = shape[0] + shape[1] + shape[2];
  const gone = new Set<number>();
  for (const { u, v, w } of out) {
    const wanted = [...u, ...v, ...w];
    let at = 0;
    while (at < rank && (gone.has(at) || !wanted.every((c, i) => c === factors[at * width + i])))
      at++;
    if (at === rank) return null;
    gone.add(at);
  }
  return termsOfLine(line, shape).filter((_, i) => !gone.has(i));
}

/** The other way round. */
export function lineOfTerms(target: number, terms: readonly Term[]): FoundLine {
  const { u, v, w } = terms[0] ?? { u: [], v: [], w: [] };
  const width = u.length + v.length + w.length;
  const factors = new Int8Array(terms.length * width);
  let at = 0;
  for (const term of terms) {
    for (const mode of FACTORS) {
      factors.set(term[mode], at);
      at += term[mode].length;
    }
  }
  return { target, rank: terms.length, factors };
}
