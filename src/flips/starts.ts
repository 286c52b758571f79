/**
 * Where walks begin: the naive decomposition, products of smaller sizes joined together, decompositions
 * with cyclic symmetry. What is found for smaller sizes is kept, to be joined again.
 */
import { toTerms } from '../algorithm/algorithm.ts';
import { naiveAlgorithm } from '../algorithm/examples.ts';
import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Random } from '../tensor/random.ts';
import { dimensions, type Size } from '../tensor/size.ts';
import { runToEnd } from '../tensor/steps.ts';
import type { Term } from '../tensor/term.ts';
import { cyclicExpanded, cyclicNaive } from './cyclic.ts';
import { WalkMemory } from './fast-walk.ts';
import { generatorOf } from './generator.ts';
import { schemeOf, termsOf } from './scheme.ts';
import { merged, reordered, type Side, type Sized } from './sizes.ts';
import type { WalkOptions } from './walker.ts';

/** How walks begin and go on. */
export type Strategy = 'all' | 'plain' | 'grown' | 'cyclic';

export const STRATEGIES: readonly Strategy[] = ['all', 'plain', 'grown', 'cyclic'];

/** Flips of a walk on a smaller size, or with symmetry, before its result is used. */
const PREPARATION = 1_500_000;
/** Flips between two steps of a preparation: a few milliseconds. */
const STEP = 50_000;
/** Decompositions kept of a smaller size. */
const MOST_KEPT = 8;

/** Work in steps, which tells nothing on the way. */
export type Preparation<Result> = Generator<void, Result>;

export class Starts {
  readonly #arithmetic: Arithmetic;
  readonly #random: Random;
  /** By size with sides in ascending order, those of the least rank. */
  readonly #smaller: Map<string, Sized[]>;

  constructor(
    arithmetic: Arithmetic,
    random: Random,
    smaller: ReadonlyMap<string, readonly Sized[]> = new Map(),
  ) {
    this.#arithmetic = arithmetic;
    this.#random = random;
    this.#smaller = new Map([...smaller].map(([key, kept]) => [key, [...kept]]));
  }

  /** What has been found for smaller sizes, by size. */
  get smaller(): ReadonlyMap<string, readonly Sized[]> {
    return this.#smaller;
  }

  begin(size: Size, strategy: Strategy): readonly Term[] {
    return runToEnd(this.beginning(size, strategy));
  }

  /** The same in steps of a few milliseconds: smaller sizes are walked on, which takes seconds. */
  *beginning(size: Size, strategy: Strategy): Preparation<readonly Term[]> {
    const isCube = size[0] === size[1] && size[1] === size[2] && size[0] > 1;
    const kinds = { plain: ['naive'], grown: ['grown'], cyclic: ['cyclic'] } as const;
    const some = isCube
      ? (['naive', 'naive', 'grown', 'cyclic'] as const)
      : (['naive', 'grown'] as const);
    const choices = strategy === 'all' ? some : kinds[strategy];
    const kind = choices[this.#random.below(choices.length)]!;
    if (kind === 'grown') return (yield* this.#grown(size)).terms;
    if (kind === 'cyclic' && isCube) return yield* this.#cyclic(size[0]);
    return this.#naive(size);
  }

  #naive(size: Size): Term[] {
    return toTerms(naiveAlgorithm(size, this.#arithmetic));
  }

  /** Two smaller products joined along a side. */
  *#grown(size: Size): Preparation<Sized> {
    const sides = ([0, 1, 2] as const).filter((side) => size[side] > 1);
    if (size[0] * size[1] * size[2] <= 8 || sides.length < 3) {
      return { size, terms: this.#naive(size) };
    }
    const longest = Math.max(...size);
    const long = sides.filter((side) => size[side] === longest);
    // Mostly the longest side in halves, or as near as can be.
    const among = this.#random.below(4) > 0 ? long : sides;
    const side: Side = among[this.#random.below(among.length)]!;
    const length = size[side];
    const first = this.#random.below(3) > 0 ? length >> 1 : 1 + this.#random.below(length - 1);
    const part = (sideLength: number) =>
      size.map((other, at) => (at === side ? sideLength : other)) as unknown as Size;
    return merged(
      yield* this.#solved(part(first)),
      yield* this.#solved(part(length - first)),
      side,
    );
  }

  /** A good decomposition of a smaller size: one that was kept, or one that a short walk finds. */
  *#solved(size: Size): Preparation<Sized> {
    if (size.includes(1)) return { size, terms: this.#naive(size) };
    const key = [...size].sort((a, b) => a - b).join('x');
    const kept = this.#smaller.get(key) ?? [];
    if (kept.length > 0 && this.#random.below(MOST_KEPT) < kept.length) {
      const found = reordered(kept[this.#random.below(kept.length)]!, size);
      if (found !== undefined) return found;
    }
    const start =
      this.#random.below(2) === 0 ? { size, terms: this.#naive(size) } : yield* this.#grown(size);
    const terms = yield* this.#walked(start.terms, dimensions(size), this.options(), false);
    const sized = { size, terms };
    const least = kept[0]?.terms.length ?? Number.POSITIVE_INFINITY;
    if (terms.length < least) this.#smaller.set(key, [sized]);
    else if (terms.length === least && kept.length < MOST_KEPT) {
      this.#smaller.set(key, [...kept, sized]);
    }
    // A worse one is used too, now and then: joined, it may lead elsewhere.
    return terms.length > least && this.#random.below(4) > 0 ? reordered(kept[0]!, size)! : sized;
  }

  *#cyclic(n: number): Preparation<Term[]> {
    const rotated = yield* this.#walked(
      cyclicNaive(n),
      [n * n, n * n, n * n],
      this.options(),
      true,
    );
    return cyclicExpanded(rotated, n);
  }

  *#walked(
    terms: readonly Term[],
    shape: readonly [number, number, number],
    options: WalkOptions,
    isCyclic: boolean,
  ): Preparation<Term[]> {
    const scheme = schemeOf(terms, this.#arithmetic);
    const generator = generatorOf(this.#random.bits(), this.#random.bits());
    const capacity = scheme.rank + 8;
    const walk = new WalkMemory().walk(
      scheme,
      this.#arithmetic,
      capacity,
      generator,
      options,
      isCyclic,
    );
    for (let walked = 0; walked < PREPARATION; walked += STEP) {
      walk.run(STEP);
      yield;
    }
    return termsOf(walk.best, shape);
  }

  /**
   * Options drawn anew for each walk: no one choice does best everywhere. Over the integers many flips
   * are barred, so walks need longer until they have seen what a rank offers.
   */
  options(): WalkOptions {
    const [least, most] = this.#arithmetic === 'z2' ? [2_000, 200_000] : [20_000, 1_000_000];
    return {
      plusAfter: Math.round(least! * (most! / least!) ** this.#random.next()),
      margin: 2 + this.#random.below(3),
    };
  }
}
