import { curveMonotoneX, line, max, min, scaleLinear, select } from 'd3';
import { drawLevels, drawTime, TIME_HEIGHT, timeScale } from './axes.ts';
import { drawTraceLine } from './trace-line.ts';

export interface TraceOptions {
  readonly height: number;
  /** The value axis begins at 0. */
  readonly fromZero: boolean;
}

/** One quantity over running time; NaN is a gap in the report, not in the line. */
export function drawTrace(
  svg: SVGSVGElement,
  width: number,
  times: readonly number[],
  values: readonly number[],
  { height, fromZero }: TraceOptions,
): void {
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`);
  const points = thinned(times, values, Math.max(60, width / 2));
  const bottom = height - TIME_HEIGHT;
  const x = timeScale(times.at(-1) ?? 0, 0, width);
  const low = fromZero ? 0 : (min(points, ([, value]) => value) ?? 0);
  const high = max(points, ([, value]) => value) ?? 1;
  const y = scaleLinear()
    .domain([low, high > low ? high : low + 1])
    .nice(3)
    .range([bottom - 2, 18]);
  const levels = points.length === 0 ? [] : y.ticks(3).filter((level) => y(level) < bottom - 12);
  drawLevels(svg, y, width, levels);
  drawTime(svg, x, bottom, times.at(-1) ?? 0);
  const path = line<readonly [number, number]>()
    .x(([time]) => x(time))
    .y(([, value]) => y(value))
    .curve(curveMonotoneX);
  drawTraceLine(svg, path(points));
  root
    .selectAll('circle.trace-end')
    .data(points.slice(-1))
    .join('circle')
    .attr('class', 'trace-end')
    .attr('r', 3)
    .attr('cx', ([time]) => Math.min(x(time), width - 3))
    .attr('cy', ([, value]) => y(value));
}

/** What was measured, as at most `most` points: means of neighbours, the last one as it is. */
export function thinned(
  times: readonly number[],
  values: readonly number[],
  most: number,
): [number, number][] {
  const points: [number, number][] = [];
  for (const [i, value] of values.entries()) {
    if (!Number.isNaN(value)) points.push([times[i]!, value]);
  }
  const step = Math.ceil(points.length / most);
  if (step <= 1) return points;
  const thin: [number, number][] = [];
  for (let at = 0; at < points.length; at += step) {
    const group = points.slice(at, at + step);
    const mean = (part: 0 | 1) => group.reduce((sum, point) => sum + point[part], 0) / group.length;
    thin.push([mean(0), mean(1)]);
  }
  thin[thin.length - 1] = points[points.length - 1]!;
  return thin;
}
