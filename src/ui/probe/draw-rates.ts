/** Effective rates over sizes: a line a contender, each with a mark of its own shape. */
import {
  line,
  max,
  scaleLinear,
  scaleLog,
  select,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from 'd3';
import { contenderName, type Line, type Point } from './series.ts';

const SHAPES = [
  symbolSquare,
  symbolCross,
  symbolCircle,
  symbolTriangle,
  symbolDiamond,
  symbolStar,
  symbolWye,
];

/** Of a line's look, for the figure and its legend. */
export function markPath(look: number): string {
  return symbol(SHAPES[look % SHAPES.length], 56)() ?? '';
}

/** Room for the rates beside their lines. */
const LEFT = 92;
const RIGHT = 22;
const BOTTOM = 26;
const TOP = 24;

export function drawRates(
  svg: SVGSVGElement,
  width: number,
  height: number,
  lines: readonly Line[],
  crossing: number | null,
): void {
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`);
  const points = lines.flatMap((entry) => entry.points);
  const sizes = [...new Set(points.map(({ size }) => size))].sort((a, b) => a - b);
  const first = sizes[0] ?? 1;
  const last = sizes.at(-1) ?? 2;
  const x = scaleLog()
    .domain(first === last ? [first / 2, last * 2] : [first, last])
    .range([LEFT, width - RIGHT]);
  const y = scaleLinear()
    .domain([0, (max(points, ({ high }) => high) ?? 1) * 1.05])
    .range([height - BOTTOM, TOP]);

  const levels = y.ticks(4).filter((level) => level > 0);
  const rows = root
    .selectAll<SVGGElement, number>('g.probe-level')
    .data(levels)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'probe-level');
      group.append('line');
      group.append('text').attr('y', -4);
      return group;
    })
    .attr('transform', (level) => `translate(0, ${Math.round(y(level)) + 0.5})`);
  rows.select('line').attr('x2', width);
  rows.select('text').text((level) => rateText(level));

  // Sizes whose labels would touch are left to the table.
  let free = Number.NEGATIVE_INFINITY;
  const named = sizes.filter((size) => {
    if (x(size) - free < 8 * String(size).length) return false;
    free = x(size);
    return true;
  });
  root
    .selectAll<SVGTextElement, number>('text.probe-size')
    .data(named)
    .join('text')
    .attr('class', 'probe-size')
    .attr('x', (size) => x(size))
    .attr('y', height - 8)
    .text((size) => size);

  const crossed = root
    .selectAll<SVGGElement, number>('g.probe-crossover')
    .data(crossing === null ? [] : [crossing])
    .join((enter) => {
      const group = enter.append('g').attr('class', 'probe-crossover');
      group.append('line');
      group.append('text').attr('y', 12);
      return group;
    })
    .attr('transform', (size) => `translate(${Math.round(x(size)) + 0.5}, 0)`);
  crossed
    .select('line')
    .attr('y1', 4)
    .attr('y2', height - BOTTOM);
  crossed
    .select('text')
    .attr('x', (size) => (x(size) > width / 2 ? -6 : 6))
    .attr('text-anchor', (size) => (x(size) > width / 2 ? 'end' : 'start'))
    .text((size) => `faster from ${size} on`);

  const path = line<Point>()
    .x(({ size }) => x(size))
    .y(({ gflops }) => y(gflops));
  const groups = root
    .selectAll<SVGGElement, Line>('g.probe-line')
    .data(lines, (entry) => (entry as Line).name)
    .join((enter) => {
      const group = enter.append('g');
      group.append('path').attr('class', 'probe-path');
      return group;
    })
    .attr('class', ({ kind, look }) => `probe-line probe-${kind} probe-colour-${look}`);
  groups.select('path.probe-path').attr('d', ({ points: own }) => path(own));
  groups.each(function drawMarks({ points: own, look }) {
    select(this)
      .selectAll<SVGLineElement, Point>('line.probe-spread')
      .data(own)
      .join('line')
      .attr('class', 'probe-spread')
      .attr('x1', ({ size }) => x(size))
      .attr('x2', ({ size }) => x(size))
      .attr('y1', ({ low }) => y(low))
      .attr('y2', ({ high }) => y(high));
    select(this)
      .selectAll<SVGPathElement, Point>('path.probe-mark')
      .data(own)
      .join('path')
      .attr('class', 'probe-mark')
      .attr('d', markPath(look))
      .attr('transform', ({ size, gflops }) => `translate(${x(size)}, ${y(gflops)})`);
  });
}

/** '45.3 TFLOP/s', '812 GFLOP/s', '3.1 MFLOP/s' from GFLOP/s. */
export function rateText(gflops: number): string {
  if (!Number.isFinite(gflops)) return '–';
  const digits = (value: number) => Number(value.toPrecision(3)).toLocaleString('en');
  if (gflops >= 1000) return `${digits(gflops / 1000)} TFLOP/s`;
  if (gflops >= 1) return `${digits(gflops)} GFLOP/s`;
  return `${digits(gflops * 1000)} MFLOP/s`;
}

/** The figure in words, for those who do not see it. */
export function ratesInWords(lines: readonly Line[], crossing: number | null): string {
  if (lines.length === 0) return 'Nothing measured yet';
  const each = lines.map(({ name, points }) => {
    const last = points.at(-1);
    return last === undefined
      ? contenderName(name)
      : `${contenderName(name)} ${rateText(last.gflops)} at ${last.size}`;
  });
  const crossed =
    crossing === null
      ? 'No scheme is faster at the largest size'
      : `Schemes are faster from ${crossing} on`;
  return `Effective rates over sizes. ${each.join('; ')}. ${crossed}.`;
}
