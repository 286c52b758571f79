/** Small boards: slices side by side as SVG, one group a cell. */

import { type Selection, select } from 'd3';
import type { ThreeModes } from '../../tensor/bilinear.ts';
import { type Cells, changeOf, isDrawn, TONES, toneCode } from './cells.ts';
import { CELL, cellCorner, type FlatLayout, sliceCorner } from './flat-layout.ts';
import { figures, labelOf } from './words.ts';

const INSET = 1.5;

type Group = Selection<SVGGElement, unknown, null, undefined>;

/** Draws all of the board into a group, in units of the layout. */
export function drawFlat(
  element: SVGGElement,
  layout: FlatLayout,
  cells: Cells,
  modes: ThreeModes,
  cursor: number | null,
): void {
  const root: Group = select(element);
  drawSlices(root, layout, modes);
  const drawn: number[] = [];
  for (let index = 0; index < cells.before.length; index++) {
    if (isDrawn(cells, index)) drawn.push(index);
  }
  drawCells(root, layout, cells, drawn);
  root
    .selectAll('rect.board-cursor')
    .data(cursor === null ? [] : [cellCorner(layout, cursor)])
    .join('rect')
    .attr('class', 'board-cursor')
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .attr('width', CELL)
    .attr('height', CELL)
    .attr('rx', 5)
    .raise();
}

function drawSlices(root: Group, layout: FlatLayout, modes: ThreeModes): void {
  const { shape, along, rows, columns } = layout;
  const width = shape[columns] * CELL;
  const height = shape[rows] * CELL;
  const slices = root
    .selectAll<SVGGElement, number>('g.board-slice')
    .data(Array.from({ length: shape[along] }, (_, slice) => slice))
    .join((enter) => enter.append('g').attr('class', 'board-slice'))
    .attr('transform', (slice) => {
      const { x, y } = sliceCorner(layout, slice);
      return `translate(${x}, ${y})`;
    });
  slices
    .selectAll('path.board-grid')
    .data([0])
    .join('path')
    .attr('class', 'board-grid')
    .attr('d', gridLines(shape[columns], shape[rows]));
  slices
    .selectAll('text.board-title')
    .data((slice) => [labelOf(modes[along], slice)])
    .join('text')
    .attr('class', 'board-title')
    .attr('x', width / 2)
    .attr('y', -30)
    .text((name) => name);
  slices
    .selectAll('text.board-row')
    .data(Array.from({ length: shape[rows] }, (_, row) => row))
    .join('text')
    .attr('class', 'board-label board-row')
    .attr('x', -7)
    .attr('y', (row) => (row + 0.5) * CELL)
    .text((row) => labelOf(modes[rows], row));
  slices
    .selectAll('text.board-column')
    .data(Array.from({ length: shape[columns] }, (_, column) => column))
    .join('text')
    .attr('class', 'board-label board-column')
    .attr('x', (column) => (column + 0.5) * CELL)
    .attr('y', -10)
    .text((column) => labelOf(modes[columns], column));
  slices.attr('data-height', height);
}

function drawCells(root: Group, layout: FlatLayout, cells: Cells, drawn: readonly number[]): void {
  const groups = root
    .selectAll<SVGGElement, number>('g.board-cell')
    .data(drawn, (index) => index)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'board-cell');
      group
        .append('rect')
        .attr('class', 'board-face')
        .attr('x', INSET)
        .attr('y', INSET)
        .attr('width', CELL - 2 * INSET)
        .attr('height', CELL - 2 * INSET)
        .attr('rx', 5);
      group
        .append('text')
        .attr('x', CELL / 2)
        .attr('y', CELL / 2 + 0.5);
      group
        .append('circle')
        .attr('class', 'board-hint')
        .attr('cx', CELL / 2)
        .attr('cy', CELL / 2)
        .attr('r', CELL / 2 - 3);
      return group;
    });
  groups
    .attr('data-index', (index) => index)
    .attr('data-tone', (index) => TONES[toneCode(cells.after[index]!)]!)
    .attr('data-change', (index) => changeOf(cells, index))
    .attr('data-hint', (index) => (cells.marked[index] ? '' : null))
    .attr('transform', (index) => {
      const { x, y } = cellCorner(layout, index);
      return `translate(${x}, ${y})`;
    });
  groups.select('text').text((index) => {
    const [before, after] = [cells.before[index]!, cells.after[index]!];
    return before === 0 && after === 0 ? '' : figures(before, after);
  });
}

/** Lines around and between cells. */
function gridLines(columns: number, rows: number): string {
  const vertical = Array.from({ length: columns + 1 }, (_, x) => `M${x * CELL},0V${rows * CELL}`);
  const horizontal = Array.from({ length: rows + 1 }, (_, y) => `M0,${y * CELL}H${columns * CELL}`);
  return [...vertical, ...horizontal].join('');
}
