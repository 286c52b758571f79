import type { Term } from '../tensor/term.ts';
import type { FoundLine } from './game-record.ts';
import { without } from './rework.ts';

/** A target's own algorithms of one rank: the latest. */
class Latest {
  readonly rank: number;
  readonly lines: FoundLine[] = [];
  readonly #most: number;
  /** Where the latest is. */
  #at = -1;

  constructor(rank: number, most: number) {
    this.rank = rank;
    this.#most = most;
  }

  add(line: FoundLine): void {
    this.#at = (this.#at + 1) % this.#most;
    this.lines[this.#at] = line;
  }

  *latestFirst(): Generator<FoundLine> {
    const { length } = this.lines;
    for (let i = 0; i < length; i++) yield this.lines[(this.#at - i + length) % length]!;
  }
}

/**
 * The run's own algorithms, target by target: the latest of the best rank, and of one term more.
 *
 * The fewer are kept, the further from the first of a rank they come with as many exchanges, as each goes
 * on from one of the latest: 3×3×3 modulo 2 comes from 24 to 23 with some 100,000 flips in a row, and not
 * with 400,000 from 128 at a time. More than one, so that what long games find is gone on from too.
 */
export class OwnAlgorithms {
  readonly #kept: number;
  readonly #best = new Map<number, Latest>();
  readonly #behind = new Map<number, Latest>();

  /** @param kept of one target and rank: at least one */
  constructor(kept: number) {
    this.#kept = kept;
  }

  /** Keeps the line if it has at most one term more than the shortest; a shorter one makes others go. */
  add(line: FoundLine): void {
    const { target, rank } = line;
    if (rank < 2) return;
    const best = this.#best.get(target);
    if (best === undefined || rank < best.rank) {
      this.#best.set(target, this.#latest(rank, line));
      if (best?.rank === rank + 1) this.#behind.set(target, best);
      else this.#behind.delete(target);
    } else if (rank === best.rank) best.add(line);
    else if (rank === best.rank + 1) {
      const behind = this.#behind.get(target);
      if (behind === undefined) this.#behind.set(target, this.#latest(rank, line));
      else behind.add(line);
    }
  }

  /** The shortest of one target. */
  of(target: number): readonly FoundLine[] {
    return this.#best.get(target)?.lines ?? [];
  }

  /** Those of one target that have one term more. */
  behind(target: number): readonly FoundLine[] {
    return this.#behind.get(target)?.lines ?? [];
  }

  /** Of all targets: those of one the latest last, so that to add them in this order makes the same. */
  all(): FoundLine[] {
    return [...this.#best.values(), ...this.#behind.values()].flatMap((ranked) =>
      [...ranked.latestFirst()].reverse(),
    );
  }

  /**
   * What is left without these terms of the first algorithm that has them all, the latest of the shortest
   * first; null: none has.
   * @param shape lengths of a term's factors
   */
  latestWithout(
    target: number,
    terms: readonly Term[],
    shape: readonly [number, number, number],
  ): readonly Term[] | null {
    for (const ranked of [this.#best, this.#behind]) {
      for (const line of ranked.get(target)?.latestFirst() ?? []) {
        const rest = without(line, terms, shape);
        if (rest !== null) return rest;
      }
    }
    return null;
  }

  #latest(rank: number, line: FoundLine): Latest {
    const latest = new Latest(rank, this.#kept);
    latest.add(line);
    return latest;
  }
}
