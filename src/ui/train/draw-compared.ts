import { curveMonotoneX, curveStepAfter, line, scaleLinear, select } from 'd3';
import { drawLevels, drawTime, TIME_HEIGHT } from './axes.ts';
import type { Point } from './compare-series.ts';
import { drawTraceLine } from './trace-line.ts';

export interface ComparedDrawing {
  /** The same for both runs. */
  readonly until: number;
  readonly range: readonly [low: number, high: number];
  readonly stepped: boolean;
  readonly formatX: (x: number) => string;
}

/** One run's curve, on axes that another run's curve has as well. */
export function drawCompared(
  svg: SVGSVGElement,
  width: number,
  height: number,
  points: readonly Point[],
  { until, range, stepped, formatX }: ComparedDrawing,
): void {
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`);
  const bottom = height - TIME_HEIGHT;
  const x = scaleLinear([0, Math.max(1, until)], [0, width]);
  const y = scaleLinear(range, [bottom - 2, 18]);
  if (!stepped) y.nice(3);
  const levels = y
    .ticks(3)
    .filter((level) => y(level) < bottom - 12 && (!stepped || Number.isInteger(level)));
  drawLevels(svg, y, width, levels);
  drawTime(svg, x, bottom, until, formatX);
  const path = line<Point>()
    .x(([at]) => x(at))
    .y(([, value]) => y(value))
    .curve(stepped ? curveStepAfter : curveMonotoneX);
  drawTraceLine(svg, path([...thin(points, Math.max(60, width / 2))]));
  root
    .selectAll<SVGCircleElement, Point>('circle.trace-end')
    .data(points.slice(-1))
    .join('circle')
    .attr('class', 'trace-end')
    .attr('r', 3)
    .attr('cx', ([at]) => Math.min(x(at), width - 3))
    .attr('cy', ([, value]) => y(value));
}

/** Every so many points, and the last. */
function thin(points: readonly Point[], most: number): readonly Point[] {
  const step = Math.ceil(points.length / most);
  return points.filter((_, i) => i % step === 0 || i === points.length - 1);
}
