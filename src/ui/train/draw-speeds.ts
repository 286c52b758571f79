/** Rank against measured speed of everything found, with its Pareto front. */

import { curveStepAfter, extent, line, scaleLinear, select } from 'd3';
import { paretoFront, type SpeedPoint } from '../../session/pareto.ts';
import { drawLevels } from './axes.ts';
import { drawTraceLine } from './trace-line.ts';

const BOTTOM = 20;

export function drawSpeeds(
  svg: SVGSVGElement,
  width: number,
  height: number,
  points: readonly SpeedPoint[],
): void {
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`);
  const [least = 0, most = 0] = extent(points, ({ rank }) => rank) as [number?, number?];
  const [slowest = 1, fastest = 1] = extent(points, ({ speed }) => speed) as [number?, number?];
  const x = scaleLinear()
    .domain([least - 0.5, most + 0.5])
    .range([36, width - 12]);
  const y = scaleLinear()
    .domain([Math.min(slowest, 0.98), Math.max(fastest, 1.02)])
    .nice()
    .range([height - BOTTOM - 6, 18]);
  const levels = points.length === 0 ? [] : y.ticks(3);
  drawLevels(svg, y, width, levels, (speed) => `${speed.toFixed(2)}×`);
  const ranks = points.length === 0 ? [] : x.ticks(8).filter(Number.isInteger);
  root
    .selectAll<SVGTextElement, number>('text.axis-time')
    .data(ranks)
    .join('text')
    .attr('class', 'axis-time')
    .attr('x', (rank) => x(rank))
    .attr('y', height - 4)
    .attr('text-anchor', 'middle')
    .text((rank) => rank);
  const front = paretoFront(points);
  const path = line<SpeedPoint>()
    .x(({ rank }) => x(rank))
    .y(({ speed }) => y(speed))
    .curve(curveStepAfter);
  drawTraceLine(svg, path(front));
  const best = new Set(front);
  root
    .selectAll<SVGCircleElement, SpeedPoint>('circle.speed-point')
    .data(points)
    .join('circle')
    .attr('class', (point) => (best.has(point) ? 'speed-point speed-front' : 'speed-point'))
    .attr('r', (point) => (best.has(point) ? 4.5 : 3))
    .attr('cx', ({ rank }) => x(rank))
    .attr('cy', ({ speed }) => y(speed));
}
