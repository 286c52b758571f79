/**
 * Demonstrations from walks with flips: the sum of a synthetic game stays, its terms become those of a
 * shorter decomposition that a short walk finds. Only sums of random terms are walked on, never a
 * target, so that what the agent knows of its targets is its own; off unless the user asks for it
 * (`demonstrations.walks`).
 */
import { WalkMemory } from '../flips/fast-walk.ts';
import { generatorOf } from '../flips/generator.ts';
import { schemeOf, termsOf } from '../flips/scheme.ts';
import type { Walker } from '../flips/walker.ts';
import type { Rules } from '../game/rules.ts';
import type { Random } from '../tensor/random.ts';

/** Flips of a walk: about a millisecond. */
const FLIPS = 3000;
const OPTIONS = { plusAfter: 500, margin: 2 };
/** Room for pluses. */
const SPARE = 4;

export class SumShortener {
  readonly #memory = new WalkMemory();
  #walk: { readonly walker: Walker; readonly capacity: number } | null = null;

  /**
   * Replaces the first `terms` moves by as few with the same sum as the walk finds; gives their number.
   * What has coefficients beyond −1 … 1 stays as it is.
   */
  shorten(rules: Rules, moves: Uint16Array, terms: number, random: Random): number {
    const arithmetic = rules.coding.low === 0 ? 'z2' : 'standard';
    const drawn = Array.from({ length: terms }, (_, index) => rules.decode(moves, index));
    if (drawn.some(({ u, v, w }) => [u, v, w].some((f) => f.some((c) => Math.abs(c) > 1)))) {
      return terms;
    }
    const scheme = schemeOf(drawn, arithmetic);
    const generator = Array.from({ length: 4 }, () => random.bits() | 0);
    if (this.#walk === null || this.#walk.capacity < terms + SPARE) {
      const capacity = terms + SPARE;
      const own = generatorOf(0, 0);
      const walker = this.#memory.walk(scheme, arithmetic, capacity, own, OPTIONS);
      this.#walk = { walker, capacity };
    }
    const { walker } = this.#walk;
    walker.start(scheme);
    const start = walker.scheme();
    walker.restore({ scheme: start, best: start, generator, flips: 0, idle: 0, misses: 0 });
    walker.run(FLIPS);
    const { u, v, w } = drawn[0]!;
    const shorter = termsOf(walker.best, [u.length, v.length, w.length]);
    // A sum of nothing is no game.
    if (shorter.length === 0 || shorter.length > terms) return terms;
    for (const [index, term] of shorter.entries()) {
      rules.encode(term, moves, index);
      rules.canonicalise(moves, index);
    }
    return shorter.length;
  }
}
