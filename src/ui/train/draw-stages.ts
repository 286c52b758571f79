/** Where the time of a run goes: shares of its stages over running time, stacked. */
import { area, select, stack } from 'd3';
import { COLUMN, type ColumnName } from '../../session/history.ts';
import type { Series } from '../../session/series.ts';
import { drawTime, TIME_HEIGHT, timeScale } from './axes.ts';
import { thinned } from './draw-trace.ts';

export interface Stage {
  readonly column: ColumnName;
  readonly name: string;
  readonly className: string;
}

/** From the bottom of the chart to its top. */
export const STAGES: readonly Stage[] = [
  { column: 'networkShare', name: 'network, in play', className: 'stage-network' },
  { column: 'searchShare', name: 'search', className: 'stage-search' },
  { column: 'learningShare', name: 'learning', className: 'stage-learning' },
  { column: 'communicationShare', name: 'handing over', className: 'stage-communication' },
];

/**
 * A run plays and learns in turn, and a report is of either: the mean of so many is of both. One of play may
 * cover as much time as ten of learning, so each weighs as much as it covers.
 */
const REPORTS = 12;

/** The share of each stage in the last reports; null when there was none. */
export function latestShares(progress: Series): number[] | null {
  const last = progress.length - 1;
  const shares = STAGES.map(({ column }) => meanUntil(progress, column, last));
  return shares.some((share) => Number.isNaN(share)) ? null : shares;
}

/** The mean of the last `REPORTS` values up to one of them; NaN when nothing was measured. */
function meanUntil(progress: Series, name: ColumnName, last: number): number {
  return progress.mean(COLUMN[name], Math.max(0, last + 1 - REPORTS), last + 1);
}

interface Row {
  readonly time: number;
  readonly shares: readonly number[];
}

export function drawStages(
  svg: SVGSVGElement,
  width: number,
  height: number,
  progress: Series,
): void {
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`);
  const until = progress.x.at(-1) ?? 0;
  const bottom = height - TIME_HEIGHT;
  const x = timeScale(until, 0, width);
  const most = Math.max(40, width / 5);
  const columns = STAGES.map(({ column }) =>
    thinned(
      progress.x,
      progress.x.map((_, i) => meanUntil(progress, column, i)),
      most,
    ),
  );
  const rows: Row[] = columns[0]!.map(([time], i) => ({
    time,
    shares: columns.map((column) => column[i]?.[1] ?? 0),
  }));
  // A single report is as wide as what it reports on.
  const [first] = rows;
  if (first !== undefined) rows.unshift({ ...first, time: 0 });
  const layers = stack<undefined, Row, number>()
    .keys(STAGES.keys())
    .value(({ shares }, key) => shares[key]!)(rows);
  const shape = area<(typeof layers)[number][number]>()
    .x((point) => x(point.data.time))
    .y0(([low]) => bottom - low * (bottom - 2))
    .y1(([, high]) => bottom - high * (bottom - 2));
  root
    .selectAll<SVGPathElement, (typeof layers)[number]>('path.stage')
    .data(layers)
    .join('path')
    .attr('class', ({ key }) => `stage ${STAGES[key]!.className}`)
    .attr('d', (layer) => shape(layer));
  drawTime(svg, x, bottom, until);
}
