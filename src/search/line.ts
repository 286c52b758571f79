import type { Paths } from './paths.ts';
import type { RequestBuilder } from './request.ts';
import type { TreeStore } from './store.ts';

/** A full line from the game's start that brings the residual to zero. */
export interface Solution {
  readonly length: number;
  /** [length × tokens] */
  readonly moves: Uint16Array;
}

/**
 * The moves of a game: those played, and the shortest line known to win it, which may have been
 * found in a simulation and never played. Both start at the game's first move.
 */
export class GameLine {
  readonly tokens: number;
  playedCount = 0;
  /** [moves of the game × tokens] */
  #played = new Uint16Array(0);
  /** [moves of the game × tokens] */
  #best = new Uint16Array(0);
  /** −1 while no winning line is known. */
  #bestLength = -1;

  constructor(tokens: number) {
    this.tokens = tokens;
  }

  reset(moves: number): void {
    this.playedCount = 0;
    this.#bestLength = -1;
    const size = moves * this.tokens;
    if (size <= this.#played.length) return;
    this.#played = new Uint16Array(size);
    this.#best = new Uint16Array(size);
  }

  /** Appends move `index` of `moves`. */
  play(moves: Uint16Array, index: number): void {
    const { tokens } = this;
    const to = this.playedCount++ * tokens;
    for (let i = 0; i < tokens; i++) this.#played[to + i] = moves[index * tokens + i]!;
  }

  /** The moves played win the game. */
  won(): void {
    this.#keep(this.playedCount);
  }

  /** The moves played and then those of path `slot` win the game. */
  wonBy(store: TreeStore, paths: Paths, slot: number): void {
    const { tokens, playedCount } = this;
    const length = playedCount + paths.length[slot]! - 1;
    if (!this.#keep(length)) return;
    for (let i = playedCount; i < length; i++) {
      const from = paths.edges[slot * paths.stride + i - playedCount]! * tokens;
      for (let j = 0; j < tokens; j++) this.#best[i * tokens + j] = store.edgeMove[from + j]!;
    }
  }

  /** Writes the last moves before the end of path `slot`, the latest first, into row `row`. */
  writeHistory(
    store: TreeStore,
    paths: Paths,
    slot: number,
    request: RequestBuilder,
    row: number,
  ): void {
    const { tokens, playedCount } = this;
    const { length: most } = request.historySpec;
    const inTree = paths.length[slot]! - 1;
    const count = Math.min(most, playedCount + inTree);
    for (let back = 0; back < count; back++) {
      const to = (row * most + back) * tokens;
      const step = inTree - 1 - back;
      if (step >= 0) {
        const from = paths.edges[slot * paths.stride + step]! * tokens;
        for (let i = 0; i < tokens; i++) request.history[to + i] = store.edgeMove[from + i]!;
      } else {
        const from = (playedCount + step) * tokens;
        for (let i = 0; i < tokens; i++) request.history[to + i] = this.#played[from + i]!;
      }
    }
  }

  /** [playedCount × tokens] a copy */
  played(): Uint16Array {
    return this.#played.slice(0, this.playedCount * this.tokens);
  }

  get isWon(): boolean {
    return this.#bestLength >= 0;
  }

  best(): Solution | null {
    if (this.#bestLength < 0) return null;
    const moves = this.#best.slice(0, this.#bestLength * this.tokens);
    return { length: this.#bestLength, moves };
  }

  byteLength(): number {
    return this.#played.byteLength + this.#best.byteLength;
  }

  /** Starts a new best line with the moves played, if `length` is an improvement. */
  #keep(length: number): boolean {
    if (this.#bestLength >= 0 && length >= this.#bestLength) return false;
    const size = this.playedCount * this.tokens;
    for (let i = 0; i < size; i++) this.#best[i] = this.#played[i]!;
    this.#bestLength = length;
    return true;
  }
}
