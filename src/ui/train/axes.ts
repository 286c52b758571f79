/** What the charts over running time have in common. */
import { type ScaleLinear, scaleLinear, select } from 'd3';
import { formatClock, formatShort } from '../shared/format.ts';

export const TIME_HEIGHT = 18;
/** Seconds that a chart shows at least. */
const SHORTEST = 20;

export type Scale = ScaleLinear<number, number>;

/** Running time from 0 to `until` over the chart's width. */
export function timeScale(until: number, from: number, to: number): Scale {
  return scaleLinear()
    .domain([0, Math.max(until, SHORTEST)])
    .range([from, to]);
}

/** The time axis: a base line, its beginning and its end, once any time has passed. */
export function drawTime(
  svg: SVGSVGElement,
  x: Scale,
  y: number,
  ended: number,
  format: (end: number) => string = formatClock,
): void {
  const [from, to] = x.range() as [number, number];
  const [, until] = x.domain() as [number, number];
  const root = select(svg);
  root
    .selectAll('line.axis-base')
    .data([0])
    .join('line')
    .attr('class', 'axis-base')
    .attr('x1', from)
    .attr('x2', to)
    .attr('y1', y + 0.5)
    .attr('y2', y + 0.5);
  root
    .selectAll<SVGTextElement, readonly [number, string, string]>('text.axis-time')
    .data(
      ended === 0
        ? []
        : ([
            [from, 'start', format(0)],
            [to, 'end', format(until)],
          ] as const),
    )
    .join('text')
    .attr('class', 'axis-time')
    .attr('x', ([at]) => at)
    .attr('y', y + 14)
    .attr('text-anchor', ([, anchor]) => anchor)
    .text(([, , text]) => text);
}

/** A level of an axis: '0', '0.05', '−2.5', '12k' */
export function levelText(level: number): string {
  if (level >= 1000) return formatShort(level);
  return String(Number(level.toPrecision(4))).replace('-', '−');
}

/** Faint lines across the chart, with their values at the left, above the line. */
export function drawLevels(
  svg: SVGSVGElement,
  y: Scale,
  width: number,
  levels: readonly number[],
  format: (value: number) => string = levelText,
): void {
  const groups = select(svg)
    .selectAll<SVGGElement, number>('g.axis-level')
    .data(levels)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'axis-level');
      group.append('line');
      group.append('text').attr('class', 'axis-value').attr('y', -4);
      return group;
    })
    .attr('transform', (level) => `translate(0, ${Math.round(y(level)) + 0.5})`);
  groups.select('line').attr('x2', width);
  groups.select('text').text(format);
}
