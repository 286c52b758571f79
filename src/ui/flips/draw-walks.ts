import { curveStepAfter, line, scaleLinear, select } from 'd3';
import type { FlipsView } from '../../session/flips/flips-view.ts';
import { formatShort } from '../shared/format.ts';

export const FIGURE_HEIGHT = 260;
const LEFT = 34;
const RIGHT = 8;
const TOP = 14;
const BOTTOM = 24;
/** Ticks apart, in pixels. */
const APART = 24;

/** A line for each walk, the best ones strongest; dashed, the best rank known. */
export function drawWalks(svg: SVGSVGElement, width: number, { trace, setup }: FlipsView): void {
  const root = select(svg).attr('viewBox', `0 0 ${width} ${FIGURE_HEIGHT}`);
  const all = trace.ranks.flat();
  const known = setup?.known ?? null;
  const shown = known === null ? all : [...all, known];
  const isEmpty = all.length === 0;
  const [low, high] = isEmpty ? [0, 1] : [Math.min(...shown) - 1, Math.max(...shown) + 1];
  const x = scaleLinear()
    .domain([0, trace.flips.at(-1) ?? 1])
    .range([LEFT, width - RIGHT]);
  const y = scaleLinear()
    .domain([low, high])
    .range([FIGURE_HEIGHT - BOTTOM, TOP]);
  const wanted = Math.floor((FIGURE_HEIGHT - TOP - BOTTOM) / APART);
  const levels = isEmpty ? [] : y.ticks(Math.min(wanted, high - low)).filter(Number.isInteger);
  const rows = root.selectAll<SVGGElement, number>('g.flips-level').data(levels);
  const groups = rows.join((enter) => {
    const group = enter.append('g').attr('class', 'flips-level');
    group.append('line');
    group.append('text');
    return group;
  });
  groups.attr('transform', (level) => `translate(0, ${Math.round(y(level)) + 0.5})`);
  groups
    .select('line')
    .attr('x1', LEFT)
    .attr('x2', width - RIGHT);
  groups
    .select('text')
    .attr('x', LEFT - 6)
    .attr('dy', '0.32em')
    .text(String);
  root
    .selectAll('line.flips-known')
    .data(known === null || isEmpty ? [] : [known])
    .join('line')
    .attr('class', 'flips-known')
    .attr('x1', LEFT)
    .attr('x2', width - RIGHT)
    .attr('y1', (rank) => Math.round(y(rank)) + 0.5)
    .attr('y2', (rank) => Math.round(y(rank)) + 0.5);
  root
    .selectAll('text.flips-known-label')
    .data(known === null || isEmpty ? [] : [known])
    .join('text')
    .attr('class', 'flips-known-label')
    .attr('x', width - RIGHT)
    .attr('y', (rank) => y(rank) + 14)
    .text((rank) => `best known: ${rank}`);
  root
    .selectAll<SVGTextElement, string>('text.flips-time')
    .data(isEmpty ? [] : [`${formatShort(trace.flips.at(-1)!)} flips`])
    .join('text')
    .attr('class', 'flips-time')
    .attr('x', width - RIGHT)
    .attr('y', FIGURE_HEIGHT - 6)
    .text(String);
  const walks = trace.ranks.at(-1)?.length ?? 0;
  const path = line<number>()
    .x((_, at) => x(trace.flips[at]!))
    .y((rank) => y(rank))
    .curve(curveStepAfter);
  const best = Math.min(...(trace.ranks.at(-1) ?? [0]));
  root
    .selectAll('path.flips-walk')
    .data(
      Array.from({ length: walks }, (_, walk) => trace.ranks.map((ranks) => ranks[walk] ?? high)),
    )
    .join('path')
    .attr('class', 'flips-walk')
    .attr('data-best', (ranks) => (ranks.at(-1) === best ? '' : null))
    .attr('d', path);
}
