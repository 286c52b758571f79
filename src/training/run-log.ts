import { formatSize } from '../tensor/size.ts';
import type { DiscoveryEvent, GamesEvent, ProgressEvent, RunEvent } from './events.ts';
import { type Reworked, reworkedOfBoth } from './reworked.ts';

/** A line of the log: the state of the run at a report, and the games that ended since the last. */
export type LogRow = Omit<ProgressEvent, 'kind'> & {
  /** of each target */
  readonly ended: readonly EndedGames[];
};

export interface EndedGames {
  readonly target: string;
  readonly unsolved: number;
  /** [rank, games] */
  readonly ranks: readonly (readonly [rank: number, games: number])[];
  /** Games beside these that reworked an algorithm, if any; not there in logs of older versions. */
  readonly reworked?: Reworked;
}

/** An algorithm that was better than all of its target before it. */
export interface Milestone {
  readonly seconds: number;
  readonly step: number;
  readonly games: number;
  readonly target: string;
  readonly rank: number;
}

export interface RunLogSnapshot {
  /** Reports behind one row: rows are thinned as a run grows long. */
  readonly stride: number;
  readonly rows: readonly LogRow[];
  readonly milestones: readonly Milestone[];
}

/** Rows kept; past that every second one is dropped, with its games added to the next. */
export const LOG_CAPACITY = 4000;

/** The log of a run in bounded memory, for people who want to make charts of their own. */
export class RunLog {
  readonly #capacity: number;
  #stride = 1;
  #reports = 0;
  #rows: LogRow[] = [];
  #milestones: Milestone[] = [];
  /** Games since the last row. */
  #ended: EndedGames[] = [];

  /** @param capacity an even number */
  constructor(snapshot: RunLogSnapshot | null = null, capacity = LOG_CAPACITY) {
    this.#capacity = capacity;
    if (snapshot === null) return;
    this.#stride = snapshot.stride;
    this.#rows = [...snapshot.rows];
    this.#milestones = [...snapshot.milestones];
  }

  add(event: RunEvent): void {
    if (event.kind === 'games') this.#games(event);
    else if (event.kind === 'discovery') this.#discovery(event);
    else if (event.kind === 'progress') this.#progress(event);
  }

  snapshot(): RunLogSnapshot {
    return { stride: this.#stride, rows: [...this.#rows], milestones: [...this.#milestones] };
  }

  #progress({ kind: _, ...report }: ProgressEvent): void {
    this.#reports++;
    if (this.#reports % this.#stride !== 0) return;
    this.#rows.push({ ...report, ended: this.#ended });
    this.#ended = [];
    if (this.#rows.length < this.#capacity) return;
    this.#stride *= 2;
    this.#rows = this.#rows.flatMap((row, i) =>
      i % 2 === 1 ? [{ ...row, ended: added(this.#rows[i - 1]!.ended, row.ended) }] : [],
    );
  }

  #games({ size, ranks, unsolved, reworked }: GamesEvent): void {
    if (ranks.length + unsolved === 0 && reworked === undefined) return;
    const counts = new Map<number, number>();
    for (const rank of ranks) counts.set(rank, (counts.get(rank) ?? 0) + 1);
    const ended = {
      ...{ target: formatSize(size), unsolved, ranks: byRank(counts) },
      ...(reworked === undefined ? {} : { reworked }),
    };
    this.#ended = added(this.#ended, [ended]);
  }

  #discovery({ seconds, step, games, algorithm }: DiscoveryEvent): void {
    const target = formatSize(algorithm.size);
    const { rank } = algorithm;
    if (this.#milestones.some((found) => found.target === target && found.rank <= rank)) return;
    this.#milestones.push({ seconds, step, games, target, rank });
  }
}

/** Games of both lists, target by target. */
function added(first: readonly EndedGames[], second: readonly EndedGames[]): EndedGames[] {
  const sums = new Map<string, EndedGames>();
  for (const more of [...first, ...second]) {
    const sum = sums.get(more.target);
    sums.set(more.target, sum === undefined ? more : ofBoth(sum, more));
  }
  return [...sums.values()];
}

function ofBoth(first: EndedGames, second: EndedGames): EndedGames {
  const counts = new Map(first.ranks);
  for (const [rank, games] of second.ranks) counts.set(rank, (counts.get(rank) ?? 0) + games);
  const reworked = reworkedOfBoth(first.reworked, second.reworked);
  return {
    target: first.target,
    unsolved: first.unsolved + second.unsolved,
    ranks: byRank(counts),
    ...(reworked.ended > 0 ? { reworked } : {}),
  };
}

function byRank(counts: ReadonlyMap<number, number>): EndedGames['ranks'] {
  return [...counts].sort(([a], [b]) => a - b);
}
