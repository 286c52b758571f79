import { curveStepAfter, line, scaleLinear, select } from 'd3';
import type { BestRank } from '../../session/history.ts';
import { drawTime, TIME_HEIGHT, timeScale } from './axes.ts';
import { drawTraceLine } from './trace-line.ts';

export interface RankMarks {
  /** Multiplications as taught in school. */
  readonly naive: number;
  readonly known: number;
}

/** The best rank so far over running time, against what is known. */
export function drawBestRank(
  svg: SVGSVGElement,
  width: number,
  height: number,
  best: readonly BestRank[],
  until: number,
  { naive, known }: RankMarks,
): void {
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`);
  const bottom = height - TIME_HEIGHT;
  const x = timeScale(until, 0, width);
  const highest = Math.max(naive, best[0]?.rank ?? 0);
  const lowest = Math.min(known, best.at(-1)?.rank ?? known);
  const y = scaleLinear()
    .domain([lowest - 0.35, highest + 0.35])
    .range([bottom - 4, 16]);
  const marks =
    naive === known
      ? [{ rank: naive, text: `school and best known ${naive}` }]
      : [
          { rank: naive, text: `as in school ${naive}` },
          { rank: known, text: `best known ${known}` },
        ];
  const groups = root
    .selectAll<SVGGElement, (typeof marks)[number]>('g.best-mark')
    .data(marks)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'best-mark');
      group.append('line');
      group.append('text').attr('class', 'axis-value').attr('y', -5);
      return group;
    })
    .attr('transform', ({ rank }) => `translate(0, ${Math.round(y(rank)) + 0.5})`);
  groups.select('line').attr('x2', width);
  groups.select('text').text(({ text }) => text);

  const last = best.at(-1);
  const points = last === undefined ? [] : [...best, { seconds: until, rank: last.rank }];
  const path = line<BestRank>()
    .x(({ seconds }) => x(seconds))
    .y(({ rank }) => y(rank))
    .curve(curveStepAfter);
  drawTraceLine(svg, path(points));
  root
    .selectAll<SVGCircleElement, BestRank>('circle.trace-end')
    .data(best)
    .join('circle')
    .attr('class', 'trace-end')
    .attr('r', 3.5)
    .attr('cx', ({ seconds }) => x(seconds))
    .attr('cy', ({ rank }) => y(rank));
  drawTime(svg, x, bottom, until);
}
