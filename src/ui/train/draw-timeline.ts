/** When each better algorithm was found: a lane a target. */
import { select } from 'd3';
import type { BestRank } from '../../session/history.ts';
import { formatClock } from '../shared/format.ts';
import { drawTime, TIME_HEIGHT, timeScale } from './axes.ts';

export interface Lane {
  readonly name: string;
  /** The best rank known. */
  readonly known: number;
  readonly best: readonly BestRank[];
}

const LANE_HEIGHT = 34;
const NAMES = 52;
const RADIUS = 11;

export function timelineHeight(lanes: number): number {
  return lanes * LANE_HEIGHT + TIME_HEIGHT + 4;
}

export function drawTimeline(
  svg: SVGSVGElement,
  width: number,
  lanes: readonly Lane[],
  until: number,
): void {
  const height = timelineHeight(lanes.length);
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`);
  const x = timeScale(until, NAMES, width - RADIUS - 2);
  const groups = root
    .selectAll<SVGGElement, Lane>('g.lane')
    .data(lanes)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'lane');
      group.append('line').attr('class', 'lane-line');
      group.append('text').attr('class', 'lane-name').attr('y', 4);
      return group;
    })
    .attr('transform', (_, i) => `translate(0, ${(i + 0.5) * LANE_HEIGHT})`);
  groups.select('line').attr('x1', NAMES).attr('x2', width).attr('y1', 0.5).attr('y2', 0.5);
  groups.select('text.lane-name').text(({ name }) => name);
  const marks = groups
    .selectAll<SVGGElement, BestRank & { isKnown: boolean }>('g.lane-mark')
    .data(({ best, known }) => best.map((each) => ({ ...each, isKnown: each.rank <= known })))
    .join((enter) => {
      const group = enter.append('g').attr('class', 'lane-mark');
      group.append('circle').attr('class', 'lane-ring').attr('r', RADIUS);
      group.append('text').attr('class', 'lane-rank').attr('y', 4);
      group.append('title');
      return group;
    })
    .attr('class', ({ isKnown }) => (isKnown ? 'lane-mark lane-known' : 'lane-mark'))
    .attr('transform', ({ seconds }) => `translate(${x(seconds)}, 0)`);
  marks.select('text').text(({ rank }) => rank);
  marks
    .select('title')
    .text(
      ({ rank, seconds, isKnown }) =>
        `rank ${rank} at ${formatClock(seconds)}${isKnown ? ', the best known' : ''}`,
    );
  drawTime(svg, x, lanes.length * LANE_HEIGHT + 2, until);
}
