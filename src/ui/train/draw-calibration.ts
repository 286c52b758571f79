/** Predicted quantiles against outcomes: on the diagonal, the value head knows what it does not know. */
import { scaleLinear, select } from 'd3';
import { formatShare } from '../shared/format.ts';

export interface CalibrationPoint {
  /** Share of the outcomes that should lie below the quantile. */
  readonly level: number;
  /** Share that did. */
  readonly below: number;
}

export function calibrationPoints(below: readonly number[]): CalibrationPoint[] {
  return below.map((share, i) => ({ level: (2 * i + 1) / (2 * below.length), below: share }));
}

/** How far the shares are from where they should be, on average. */
export function miscalibration(below: readonly number[]): number {
  const points = calibrationPoints(below);
  const sum = points.reduce((total, point) => total + Math.abs(point.below - point.level), 0);
  return points.length === 0 ? 0 : sum / points.length;
}

const LEFT = 34;
const BOTTOM = 30;

export function drawCalibration(
  svg: SVGSVGElement,
  width: number,
  height: number,
  below: readonly number[],
): void {
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`);
  const points = calibrationPoints(below);
  const side = { from: LEFT, to: width - 8, top: 10, bottom: height - BOTTOM };
  const x = scaleLinear([0, 1], [side.from, side.to]);
  const y = scaleLinear([0, 1], [side.bottom, side.top]);
  const ticks = [0, 0.5, 1];
  root
    .selectAll<SVGLineElement, number>('line.calibration-level')
    .data(ticks)
    .join('line')
    .attr('class', 'calibration-level')
    .attr('x1', side.from)
    .attr('x2', side.to)
    .attr('y1', y)
    .attr('y2', y);
  root
    .selectAll<SVGTextElement, number>('text.calibration-y')
    .data(ticks)
    .join('text')
    .attr('class', 'axis-value calibration-y')
    .attr('x', LEFT - 6)
    .attr('y', (tick) => y(tick) + 4)
    .attr('text-anchor', 'end')
    .text((tick) => `${100 * tick} %`);
  root
    .selectAll('text.calibration-x')
    .data(['share of outcomes that the quantile should bound'])
    .join('text')
    .attr('class', 'axis-value calibration-x')
    .attr('x', (side.from + side.to) / 2)
    .attr('y', height - 10)
    .attr('text-anchor', 'middle')
    .text((text) => text);
  root
    .selectAll('line.calibration-ideal')
    .data([0])
    .join('line')
    .attr('class', 'calibration-ideal')
    .attr('x1', x(0))
    .attr('y1', y(0))
    .attr('x2', x(1))
    .attr('y2', y(1));
  root
    .selectAll<SVGLineElement, CalibrationPoint>('line.calibration-miss')
    .data(points)
    .join('line')
    .attr('class', 'calibration-miss')
    .attr('x1', ({ level }) => x(level))
    .attr('x2', ({ level }) => x(level))
    .attr('y1', ({ level }) => y(level))
    .attr('y2', (point) => y(point.below));
  const dots = root
    .selectAll<SVGCircleElement, CalibrationPoint>('circle.trace-end')
    .data(points)
    .join((enter) => {
      const circle = enter.append('circle').attr('class', 'trace-end').attr('r', 4);
      circle.append('title');
      return circle;
    })
    .attr('cx', ({ level }) => x(level))
    .attr('cy', (point) => y(point.below));
  dots
    .select('title')
    .text(({ level, below: share }) => `${formatShare(share)} instead of ${formatShare(level)}`);
}
