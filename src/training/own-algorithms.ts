import type { FoundLine } from './game-record.ts';

/**
 * Algorithms kept for a target. The fewer, the further from the first of a rank they come with as
 * many exchanges, as each goes on from one of the latest: 3×3×3 modulo 2 comes from 24 to 23 with some
 * 100,000 flips in a row, and not with 400,000 from 128 at a time. More than one, so that what long
 * games find is gone on from too.
 */
const KEPT = 4;

/** A target's own algorithms of one rank: the latest. */
class Latest {
  readonly rank: number;
  readonly lines: FoundLine[] = [];
  #overwritten = 0;

  constructor(rank: number) {
    this.rank = rank;
  }

  add(line: FoundLine): void {
    if (this.lines.length < KEPT) this.lines.push(line);
    else this.lines[this.#overwritten++ % KEPT] = line;
  }
}

/** The run's own algorithms, target by target: the latest of the best rank, and of one term more. */
export class OwnAlgorithms {
  readonly #best = new Map<number, Latest>();
  readonly #behind = new Map<number, Latest>();

  /** Keeps the line if it has at most one term more than the shortest; a shorter one makes others go. */
  add(line: FoundLine): void {
    const { target, rank } = line;
    if (rank < 2) return;
    const best = this.#best.get(target);
    if (best === undefined || rank < best.rank) {
      this.#best.set(target, latest(rank, line));
      if (best?.rank === rank + 1) this.#behind.set(target, best);
      else this.#behind.delete(target);
    } else if (rank === best.rank) best.add(line);
    else if (rank === best.rank + 1) {
      const behind = this.#behind.get(target);
      if (behind === undefined) this.#behind.set(target, latest(rank, line));
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

  /** Of all targets. */
  all(): FoundLine[] {
    return [...this.#best.values(), ...this.#behind.values()].flatMap(({ lines }) => lines);
  }
}

function latest(rank: number, line: FoundLine): Latest {
  const kept = new Latest(rank);
  kept.add(line);
  return kept;
}
