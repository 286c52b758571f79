import { select } from 'd3';

/** The line of a chart that has one. @param path as SVG writes paths; null for no points */
export function drawTraceLine(svg: SVGSVGElement, path: string | null): void {
  select(svg)
    .selectAll('path.trace-line')
    .data([path])
    .join('path')
    .attr('class', 'trace-line')
    .attr('d', (d) => d);
}
