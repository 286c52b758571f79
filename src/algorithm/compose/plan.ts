/** The best rank that can be reached for a size by composing given algorithms, and how. */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { formatSize, type Size } from '../../tensor/size.ts';
import { type Algorithm, isAlgorithmSize } from '../algorithm.ts';
import type { Space } from '../equivalence/sandwich.ts';
import { equalSizes, reordered, sortedSize } from '../equivalence/symmetries.ts';
import { naiveAlgorithm } from '../examples.ts';
import { verifyAlgorithm } from '../verify.ts';
import { glued, moduloTwo, product, without } from './compose.ts';

/** No side of a planned size is longer. */
export const LONGEST_PLANNED_SIDE = 12;

/** How an algorithm of this size and rank is made; sizes may be in any order of their sides. */
export type Recipe =
  | { readonly kind: 'naive'; readonly size: Size; readonly rank: number }
  | {
      readonly kind: 'given';
      readonly size: Size;
      readonly rank: number;
      /** the place in the list of given algorithms */
      readonly index: number;
      /** rows and columns left out one after the other, of n, m or p of the given algorithm */
      readonly without: readonly { readonly space: Space; readonly index: number }[];
    }
  | {
      readonly kind: 'product';
      readonly size: Size;
      readonly rank: number;
      readonly parts: readonly [Recipe, Recipe];
      /** the sizes as which the parts are taken */
      readonly as: readonly [Size, Size];
    }
  | {
      readonly kind: 'glued';
      readonly size: Size;
      readonly rank: number;
      readonly along: Space;
      readonly parts: readonly [Recipe, Recipe];
      readonly as: readonly [Size, Size];
    };

export class Plan {
  readonly arithmetic: Arithmetic;
  readonly #given: readonly (Algorithm | undefined)[];
  readonly #best = new Map<string, Recipe>();

  /**
   * Plans every size with sides up to 12. Modulo 2 algorithms over the integers serve too.
   * @param given verified algorithms
   */
  constructor(given: readonly Algorithm[], arithmetic: Arithmetic) {
    this.arithmetic = arithmetic;
    this.#given = given.map((algorithm) => inArithmetic(algorithm, arithmetic));
    for (const [index, algorithm] of this.#given.entries()) {
      if (algorithm !== undefined) this.#offerGiven(algorithm, index, []);
    }
    for (const size of plannedSizes()) this.#planSize(size);
  }

  /**
   * The recipe of least rank for a size, its sides in any order.
   * @throws RangeError for sides above 12
   */
  best(size: Size): Recipe {
    const recipe = this.#best.get(formatSize(sortedSize(size)));
    if (recipe === undefined) {
      throw new RangeError(`Sizes with sides up to ${LONGEST_PLANNED_SIDE} are planned`);
    }
    return recipe;
  }

  /** The algorithm of a recipe for exactly this size, verified. @throws Error when it does not verify */
  build(size: Size): Algorithm {
    const algorithm = reordered(this.#make(this.best(size)), size);
    const verdict = verifyAlgorithm(algorithm);
    if (!verdict.ok) throw new Error(`A composed algorithm does not verify: ${verdict.reason}`);
    return algorithm;
  }

  #make(recipe: Recipe): Algorithm {
    switch (recipe.kind) {
      case 'naive':
        return naiveAlgorithm(recipe.size, this.arithmetic);
      case 'given':
        return recipe.without.reduce(
          (algorithm, { space, index }) => without(algorithm, space, index),
          this.#given[recipe.index]!,
        );
      case 'product':
      case 'glued': {
        const [first, second] = recipe.parts.map((part, at) =>
          reordered(this.#make(part), recipe.as[at]!),
        );
        return recipe.kind === 'product'
          ? product(first!, second!)
          : glued(first!, second!, recipe.along);
      }
    }
  }

  /** A given algorithm, and what is left of it without a row or column, as long as that is news. */
  #offerGiven(
    algorithm: Algorithm,
    index: number,
    left: readonly { space: Space; index: number }[],
  ): void {
    const { size, rank } = algorithm;
    if (!this.#offer({ kind: 'given', size, rank, index, without: left }) || left.length >= 3)
      return;
    for (const [at, space] of (['n', 'm', 'p'] as const).entries()) {
      if (size[at]! < 3) continue;
      let best: { smaller: Algorithm; index: number } | undefined;
      for (let which = 0; which < size[at]!; which++) {
        const smaller = without(algorithm, space, which);
        if (best === undefined || smaller.rank < best.smaller.rank)
          best = { smaller, index: which };
      }
      if (best === undefined) continue;
      this.#offerGiven(best.smaller, index, [...left, { space, index: best.index }]);
    }
  }

  /** True when nothing as good was there. */
  #offer(recipe: Recipe): boolean {
    const key = formatSize(sortedSize(recipe.size));
    const known = this.#best.get(key);
    if (known !== undefined && known.rank <= recipe.rank) return false;
    this.#best.set(key, recipe);
    return true;
  }

  /** Smaller sizes come first: their recipes are final. */
  #planSize(size: Size): void {
    const [n, m, p] = size;
    this.#offer({ kind: 'naive', size, rank: n * m * p });
    for (const [at, along] of (['n', 'm', 'p'] as const).entries()) {
      for (let part = 1; 2 * part <= size[at]!; part++) {
        this.#offerParts(
          'glued',
          size,
          withSide(size, at, part),
          withSide(size, at, size[at]! - part),
          along,
        );
      }
    }
    for (const a of divisors(n)) {
      for (const b of divisors(m)) {
        for (const c of divisors(p)) {
          const first: Size = [a, b, c];
          const second: Size = [n / a, m / b, p / c];
          if (a * b * c === 1 || equalSizes(first, size)) continue;
          this.#offerParts('product', size, first, second, 'n');
        }
      }
    }
  }

  #offerParts(kind: 'glued' | 'product', size: Size, a: Size, b: Size, along: Space): void {
    const parts = [this.best(a), this.best(b)] as const;
    const as = [a, b] as const;
    const [x, y] = [parts[0].rank, parts[1].rank];
    if (kind === 'product') this.#offer({ kind, size, rank: x * y, parts, as });
    else this.#offer({ kind, size, rank: x + y, along, parts, as });
  }
}

/** One line: '(2×2×2:7 ⊗ 2×2×2:7)', where ⊗ is the tensor product and + gluing. */
export function describeRecipe(recipe: Recipe): string {
  switch (recipe.kind) {
    case 'naive':
      return `naive ${recipe.size.join('×')}:${recipe.rank}`;
    case 'given': {
      const less = recipe.without.length > 0 ? ' (of a larger one)' : '';
      return `${recipe.size.join('×')}:${recipe.rank}${less}`;
    }
    case 'product':
      return `(${recipe.parts.map(describeRecipe).join(' ⊗ ')})`;
    case 'glued':
      return `(${recipe.parts.map(describeRecipe).join(' + ')})`;
  }
}

function inArithmetic(algorithm: Algorithm, arithmetic: Arithmetic): Algorithm | undefined {
  if (algorithm.arithmetic === arithmetic) return algorithm;
  if (algorithm.arithmetic === 'z2') return undefined;
  if (algorithm.denominators?.some((d) => d % 2 === 0)) return undefined;
  return moduloTwo(algorithm);
}

/** n ≤ m ≤ p ≤ 12, smaller volumes first. */
function plannedSizes(): Size[] {
  const sizes: Size[] = [];
  for (let n = 1; n <= LONGEST_PLANNED_SIDE; n++) {
    for (let m = n; m <= LONGEST_PLANNED_SIDE; m++) {
      for (let p = m; p <= LONGEST_PLANNED_SIDE; p++) sizes.push([n, m, p]);
    }
  }
  const volume = ([n, m, p]: Size) => n * m * p;
  return sizes.filter(isAlgorithmSize).sort((a, b) => volume(a) - volume(b));
}

function withSide(size: Size, at: number, side: number): Size {
  const [n, m, p] = size.map((own, x) => (x === at ? side : own));
  return [n!, m!, p!];
}

function divisors(side: number): number[] {
  return Array.from({ length: side }, (_, x) => x + 1).filter((d) => side % d === 0);
}
