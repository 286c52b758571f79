/** The games that ended in one stretch of time. */
export interface RankBucket {
  /** Running time at which the stretch begins, in seconds. */
  readonly from: number;
  readonly unsolved: number;
  /** Games by number of moves, ascending: [rank, games]. */
  readonly ranks: readonly (readonly [rank: number, games: number])[];
}

export interface RankHistorySnapshot {
  readonly width: number;
  readonly buckets: readonly RankBucket[];
}

/** Stretches kept; past that, neighbours are added up and the width doubles. */
export const BUCKET_CAPACITY = 120;
const FIRST_WIDTH = 4;

interface Bucket {
  unsolved: number;
  ranks: Map<number, number>;
}

/** The distribution of the games' ranks over the running time, in bounded memory. */
export class RankHistory {
  readonly #capacity: number;
  #width = FIRST_WIDTH;
  /** By index: the stretch that begins at index × width. */
  #buckets = new Map<number, Bucket>();

  constructor(capacity: number = BUCKET_CAPACITY) {
    this.#capacity = capacity;
  }

  static from(snapshot: RankHistorySnapshot, capacity: number = BUCKET_CAPACITY): RankHistory {
    const history = new RankHistory(capacity);
    history.#width = snapshot.width;
    for (const { from, unsolved, ranks } of snapshot.buckets) {
      history.#buckets.set(Math.round(from / snapshot.width), { unsolved, ranks: new Map(ranks) });
    }
    return history;
  }

  /** Seconds a stretch lasts. */
  get width(): number {
    return this.#width;
  }

  /** Counts games that ended at that running time. */
  add(seconds: number, ranks: readonly number[], unsolved: number): void {
    while (Math.floor(seconds / this.#width) >= this.#capacity) this.#merge();
    const bucket = bucketAt(this.#buckets, Math.floor(seconds / this.#width));
    bucket.unsolved += unsolved;
    for (const rank of ranks) bucket.ranks.set(rank, (bucket.ranks.get(rank) ?? 0) + 1);
  }

  /** The stretches in which games ended, in order of time. */
  buckets(): RankBucket[] {
    return [...this.#buckets.entries()]
      .sort(([a], [b]) => a - b)
      .map(([index, { unsolved, ranks }]) => ({
        from: index * this.#width,
        unsolved,
        ranks: [...ranks.entries()].sort(([a], [b]) => a - b),
      }));
  }

  snapshot(): RankHistorySnapshot {
    return { width: this.#width, buckets: this.buckets() };
  }

  #merge(): void {
    const merged = new Map<number, Bucket>();
    for (const [index, { unsolved, ranks }] of this.#buckets) {
      const into = bucketAt(merged, Math.floor(index / 2));
      into.unsolved += unsolved;
      for (const [rank, games] of ranks) into.ranks.set(rank, (into.ranks.get(rank) ?? 0) + games);
    }
    this.#buckets = merged;
    this.#width *= 2;
  }
}

function bucketAt(buckets: Map<number, Bucket>, index: number): Bucket {
  const found = buckets.get(index);
  if (found !== undefined) return found;
  const bucket: Bucket = { unsolved: 0, ranks: new Map() };
  buckets.set(index, bucket);
  return bucket;
}
