import type { GamesEvent, ProgressEvent } from '../training/events.ts';
import { RankHistory, type RankHistorySnapshot } from './rank-history.ts';
import { Series, type SeriesSnapshot } from './series.ts';

/** The columns of `History.progress`; x is the running time in seconds. */
export const COLUMN = {
  policyLoss: 0,
  valueLoss: 1,
  samplesPerSecond: 2,
  simulationsPerSecond: 3,
  evaluationsPerSecond: 4,
} as const;

export type ColumnName = keyof typeof COLUMN;

/** From `seconds` on, the best rank was `rank`. */
export interface BestRank {
  readonly seconds: number;
  readonly rank: number;
}

export interface HistorySnapshot {
  readonly progress: SeriesSnapshot;
  readonly ranks: RankHistorySnapshot;
  readonly best: readonly BestRank[];
  /** Games that ended, and those that reached zero. */
  readonly games: number;
  readonly solved: number;
}

/** Everything that the charts of a run show. It is changed in place: whoever holds it, counts revisions. */
export class History {
  progress = new Series(Object.keys(COLUMN).length);
  ranks = new RankHistory();
  best: BestRank[] = [];
  games = 0;
  solved = 0;

  static from(snapshot: HistorySnapshot): History {
    const history = new History();
    history.progress = Series.from(snapshot.progress);
    history.ranks = RankHistory.from(snapshot.ranks);
    history.best = [...snapshot.best];
    history.games = snapshot.games;
    history.solved = snapshot.solved;
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
    ]);
    if (event.bestRank !== null) this.addRank(event.seconds, event.bestRank);
  }

  addGames(event: GamesEvent): void {
    this.ranks.add(event.seconds, event.ranks, event.unsolved);
    this.games += event.ranks.length + event.unsolved;
    this.solved += event.ranks.length;
  }

  /** Keeps it if it is better than all before. */
  addRank(seconds: number, rank: number): void {
    const last = this.best.at(-1);
    if (last === undefined || rank < last.rank) this.best.push({ seconds, rank });
  }

  snapshot(): HistorySnapshot {
    return {
      progress: this.progress.snapshot(),
      ranks: this.ranks.snapshot(),
      best: [...this.best],
      games: this.games,
      solved: this.solved,
    };
  }
}
