/** What two runs are compared by, as points over seconds or over steps. */

import { COLUMN, type ColumnName, type History } from '../../session/history.ts';
import type { Size } from '../../tensor/size.ts';

export type CompareAxis = 'seconds' | 'steps';

export type Point = readonly [x: number, y: number];

/** A quantity of a run's reports. */
export function tracePoints(history: History, column: ColumnName, axis: CompareAxis): Point[] {
  const { progress } = history;
  const x = axis === 'seconds' ? progress.x : progress.column(COLUMN.step);
  return progress
    .column(COLUMN[column])
    .map((value, i): Point => [x[i]!, value])
    .filter(([at, value]) => !Number.isNaN(at) && !Number.isNaN(value));
}

/** The best rank of a target, to be drawn in steps: its last point is where the run is. */
export function rankPoints(
  history: History,
  size: Size,
  at: number,
  axis: CompareAxis,
  until: number,
): Point[] {
  const { best } = history.seen(size, at);
  const last = best.at(-1);
  if (last === undefined) return [];
  const points = best.map(
    ({ seconds, rank }): Point => [axis === 'seconds' ? seconds : stepAt(history, seconds), rank],
  );
  return [...points, [Math.max(until, points.at(-1)![0]), last.rank]];
}

/** The share of a target's games that were won, in percent, a point for each stretch of time. */
export function solvedPoints(history: History, size: Size, at: number, axis: CompareAxis): Point[] {
  const { ranks } = history.seen(size, at);
  const until = endOf(history, 'seconds');
  return ranks.buckets().map(({ from, ranks: won, unsolved }): Point => {
    const solved = won.reduce((sum, [, games]) => sum + games, 0);
    const middle = Math.min(until, from + ranks.width / 2);
    const share = (100 * solved) / (solved + unsolved);
    return [axis === 'seconds' ? middle : stepAt(history, middle), share];
  });
}

/** Where the run is on the axis. */
export function endOf(history: History, axis: CompareAxis): number {
  const { progress } = history;
  const last =
    axis === 'seconds'
      ? progress.x.at(-1)
      : progress.column(COLUMN.step).findLast((step) => !Number.isNaN(step));
  return last ?? 0;
}

/** The step that was under way at a time, between reports in proportion. */
export function stepAt({ progress }: History, seconds: number): number {
  const steps = progress.column(COLUMN.step);
  let before: Point = [0, 0];
  for (const [i, time] of progress.x.entries()) {
    const step = steps[i]!;
    if (Number.isNaN(step)) continue;
    if (time >= seconds) {
      const share = time > before[0] ? (seconds - before[0]) / (time - before[0]) : 1;
      return before[1] + share * (step - before[1]);
    }
    before = [time, step];
  }
  return before[1];
}
