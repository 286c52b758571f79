import { type Random, weighted } from '../tensor/random.ts';

/**
 * Draws one of a run's targets: uniformly (AlphaTensor, Methods), but those that have come to the
 * rank they are to reach less often, while there are others.
 */
export class TargetDraw {
  readonly #count: number;
  readonly #reachedWeight: number;
  /** of each target; null: all the same */
  #weights: readonly number[] | null = null;

  /** @param reachedWeight how often those are drawn, against the others (`acting.reachedWeight`) */
  constructor(count: number, reachedWeight: number) {
    this.#count = count;
    this.#reachedWeight = reachedWeight;
  }

  /** @param reached of each target */
  look(reached: readonly boolean[]): void {
    const differ = reached.includes(true) && reached.includes(false);
    this.#weights = differ ? reached.map((is) => (is ? this.#reachedWeight : 1)) : null;
  }

  /** Index of the target. */
  draw(random: Random): number {
    if (this.#count === 1) return 0;
    return this.#weights === null ? random.below(this.#count) : weighted(this.#weights, random);
  }
}
