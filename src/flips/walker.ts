/** What a walk is given and gives, however it is computed. */
/** What a walk does when it gets nowhere. */
export interface WalkOptions {
  /** Tries without a lower rank until a plus is made. */
  readonly plusAfter: number;
  /** A plus is made only below so many terms more than the best scheme of the walk has. */
  readonly margin: number;
}

/** A decomposition in masks: what a walk starts from, and what it finds. */
export interface Scheme {
  /** R */
  readonly rank: number;
  /** [3 × R × 4] the factors' words (factor-index.ts), mode by mode */
  readonly words: Int32Array;
  /** [R] 1 or −1 */
  readonly signs: Int8Array;
}

/** Everything that decides how a walk goes on. */
export interface WalkState {
  readonly scheme: Scheme;
  readonly best: Scheme;
  readonly generator: readonly number[];
  readonly flips: number;
  /** Tries since the rank fell or a plus was due, and those without a flip in a row. */
  readonly idle: number;
  readonly misses: number;
}

/** A walk as seen from outside: the plain one of walk.ts, or the compiled one of fast-walk.ts. */
export interface Walker {
  /** Flips so far. */
  readonly flips: number;
  readonly rank: number;
  readonly best: Scheme;
  readonly isStuck: boolean;
  /** Goes on from another scheme, with other options if given; it is reduced and then the best one. */
  start(scheme: Scheme, options?: WalkOptions): void;
  scheme(): Scheme;
  state(): WalkState;
  restore(state: WalkState): void;
  /**
   * Walks so many flips, or until the rank is at most the target's, or for so many tries: where flips
   * are rare they would take long.
   */
  run(flips: number, targetRank?: number, tries?: number): void;
}
