import { formatSize, type Size } from '../tensor/size.ts';
import type { GamesEvent, ProgressEvent } from '../training/events.ts';
import { NOTHING_REWORKED, type Reworked, reworkedOfBoth } from '../training/reworked.ts';
import { RankHistory, type RankHistorySnapshot } from './rank-history.ts';
import { Series, type SeriesSnapshot } from './series.ts';

/** The columns of `History.progress`; x is the running time in seconds. */
export const COLUMN = {
  policyLoss: 0,
  valueLoss: 1,
  samplesPerSecond: 2,
  simulationsPerSecond: 3,
  evaluationsPerSecond: 4,
  policyEntropy: 5,
  gradientNorm: 6,
  /** Shares of the time. */
  networkShare: 7,
  searchShare: 8,
  learningShare: 9,
  communicationShare: 10,
  step: 11,
} as const;

export type ColumnName = keyof typeof COLUMN;

/** From `seconds` on, the best rank was `rank`. */
export interface BestRank {
  readonly seconds: number;
  readonly rank: number;
}

export interface TargetSnapshot {
  readonly target: string;
  readonly ranks: RankHistorySnapshot;
  readonly best: readonly BestRank[];
}

export interface HistorySnapshot {
  readonly progress: SeriesSnapshot;
  /** Of the first target. */
  readonly ranks: RankHistorySnapshot;
  readonly best: readonly BestRank[];
  /** Of every target; not there in records of older versions. */
  readonly targets?: readonly TargetSnapshot[];
  /** Games that ended, and those that reached zero. */
  readonly games: number;
  readonly solved: number;
  /** Beside them, games that reworked an algorithm; not there in records of older versions. */
  readonly reworked?: Partial<Reworked>;
}

/** What happened to one of the targets. */
export interface TargetHistory {
  readonly ranks: RankHistory;
  readonly best: BestRank[];
}

const NOTHING_SEEN: TargetHistory = { ranks: new RankHistory(), best: [] };

/** Columns that an older version did not keep were not measured. */
function widened(snapshot: SeriesSnapshot): SeriesSnapshot {
  const missing = Object.keys(COLUMN).length - snapshot.columns.length;
  const unknown = snapshot.x.map(() => Number.NaN);
  return {
    ...snapshot,
    columns: [...snapshot.columns, ...Array.from({ length: missing }, () => unknown)],
  };
}

/** Everything that the charts of a run show. It is changed in place: whoever holds it, counts revisions. */
export class History {
  progress = new Series(Object.keys(COLUMN).length);
  /** By target, as formatSize writes it; the run's first target comes first. */
  readonly targets = new Map<string, TargetHistory>();
  /** The first target's. */
  ranks = new RankHistory();
  best: BestRank[] = [];
  games = 0;
  solved = 0;
  reworked = NOTHING_REWORKED;

  static from(snapshot: HistorySnapshot): History {
    const history = new History();
    history.progress = Series.from(widened(snapshot.progress));
    history.ranks = RankHistory.from(snapshot.ranks);
    history.best = [...snapshot.best];
    for (const [at, { target, ranks, best }] of (snapshot.targets ?? []).entries()) {
      history.targets.set(target, {
        ranks: at === 0 ? history.ranks : RankHistory.from(ranks),
        best: at === 0 ? history.best : [...best],
      });
    }
    history.games = snapshot.games;
    history.solved = snapshot.solved;
    history.reworked = reworkedOfBoth(history.reworked, snapshot.reworked);
    return history;
  }

  addProgress(event: ProgressEvent): void {
    // A rate of 0 says that nothing of the kind happened, and no curve should dive for that.
    const rate = (value: number) => (value > 0 ? value : Number.NaN);
    this.progress.push(event.seconds, [
      event.policyLoss,
      event.valueLoss,
      rate(event.samplesPerSecond),
      rate(event.simulationsPerSecond),
      rate(event.evaluationsPerSecond),
      rate(event.policyEntropy),
      event.gradientNorm,
      event.stages.network,
      event.stages.search,
      event.stages.learning,
      event.stages.communication,
      event.step,
    ]);
  }

  addGames(event: GamesEvent): void {
    this.of(event.size).ranks.add(event.seconds, event.ranks, event.unsolved);
    this.games += event.ranks.length + event.unsolved;
    this.solved += event.ranks.length;
    this.reworked = reworkedOfBoth(this.reworked, event.reworked);
  }

  /** Keeps it if it is better than all before of its target. */
  addRank(size: Size, seconds: number, rank: number): void {
    const { best } = this.of(size);
    const last = best.at(-1);
    if (last === undefined || rank < last.rank) best.push({ seconds, rank });
  }

  /** The history of one target; the first one asked for is the run's first. */
  of(size: Size): TargetHistory {
    const target = formatSize(size);
    const known = this.targets.get(target);
    if (known !== undefined) return known;
    const isFirst = this.targets.size === 0;
    const fresh: TargetHistory = isFirst
      ? { ranks: this.ranks, best: this.best }
      : { ranks: new RankHistory(), best: [] };
    this.targets.set(target, fresh);
    return fresh;
  }

  /** What is known of one target, which may be nothing; `at` is its place among the run's. */
  seen(size: Size, at: number): TargetHistory {
    const known = this.targets.get(formatSize(size));
    if (known !== undefined) return known;
    // Records of older versions have the first target only.
    return at === 0 ? { ranks: this.ranks, best: this.best } : NOTHING_SEEN;
  }

  snapshot(): HistorySnapshot {
    return {
      progress: this.progress.snapshot(),
      ranks: this.ranks.snapshot(),
      best: [...this.best],
      targets: [...this.targets].map(([target, { ranks, best }]) => ({
        target,
        ranks: ranks.snapshot(),
        best: [...best],
      })),
      games: this.games,
      solved: this.solved,
      reworked: this.reworked,
    };
  }
}
