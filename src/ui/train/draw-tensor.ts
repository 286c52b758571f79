/** A tensor drawn as its slices along the third mode, side by side. */
import { select } from 'd3';
import type { Size } from '../../tensor/size.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { entryName } from '../shared/format.ts';

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

interface Slice {
  readonly name: string;
  readonly cells: readonly Cell[];
  /** The products that add to the entry: 'a₁₁b₁₁ + a₁₂b₂₁' */
  readonly sum: string;
}

const ROW_LABELS = 34;
const COLUMN_LABELS = 20;
const TITLE = 24;
const CAPTION = 26;
/** Cells from this size on have room for figures and for a label a row; smaller ones get signs. */
const ROOMY = 15;
const CAPTION_CHARACTER = 6.7;

/** The slices with their names: rows are entries of A, columns of B, slices of C, all row-major. */
export function slicesOf({ shape, data }: Tensor, [, m, p]: Size): Slice[] {
  const [rows, columns, count] = shape;
  return Array.from({ length: count }, (_, k) => {
    const cells: Cell[] = [];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const value = data[(row * columns + column) * count + k]!;
        if (value !== 0) cells.push({ row, column, value });
      }
    }
    const sum = cells
      .map(({ row, column, value }, i) => {
        const sign = value < 0 ? (i === 0 ? '−' : ' − ') : i === 0 ? '' : ' + ';
        const factor = Math.abs(value) === 1 ? '' : String(Math.abs(value));
        return sign + factor + named('a', row, m) + named('b', column, p);
      })
      .join('');
    return { name: named('c', k, p), cells, sum: sum === '' ? '0' : sum };
  });
}

/** The same for those who do not see the drawing. */
export function describeTensor(tensor: Tensor, size: Size): string {
  const [rows, columns, count] = tensor.shape;
  const sums = slicesOf(tensor, size).map(({ name, sum }) => `${name} = ${sum}`);
  return `${count} slices of ${rows} by ${columns} entries. ${sums.join('; ')}.`;
}

export function drawTensor(svg: SVGSVGElement, tensor: Tensor, size: Size): void {
  const [, m, p] = size;
  const [rows, columns] = tensor.shape;
  const slices = slicesOf(tensor, size);
  const cell = Math.max(8, Math.min(28, Math.floor(132 / rows)));
  const gridWidth = cell * columns;
  const gridHeight = cell * rows;
  const longest = Math.max(...slices.map(({ name, sum }) => name.length + 3 + sum.length));
  const pitch = Math.max(gridWidth + 22, longest * CAPTION_CHARACTER + 16);
  const width = ROW_LABELS + pitch * slices.length;
  const height = TITLE + COLUMN_LABELS + gridHeight + CAPTION;

  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`);
  root.attr('width', width).attr('height', height).attr('class', 'tensor');
  const top = TITLE + COLUMN_LABELS;

  const every = (count: number, step: number) =>
    Array.from({ length: count }, (_, i) => i).filter((i) => cell >= ROOMY || i % step === 0);

  root
    .selectAll('text.tensor-row')
    .data(every(rows, m))
    .join('text')
    .attr('class', 'tensor-row')
    .attr('x', ROW_LABELS - 8)
    .attr('y', (row) => top + (row + 0.5) * cell)
    .text((row) => named('a', row, m));

  const groups = root
    .selectAll<SVGGElement, Slice>('g.tensor-slice')
    .data(slices)
    .join('g')
    .attr('class', 'tensor-slice')
    .attr('transform', (_, i) => `translate(${ROW_LABELS + i * pitch}, 0)`);
  groups.selectAll('*').remove();

  groups
    .append('text')
    .attr('class', 'tensor-title')
    .attr('x', gridWidth / 2)
    .attr('y', 14)
    .text((slice) => slice.name);
  groups
    .selectAll('text.tensor-column')
    .data(every(columns, p))
    .join('text')
    .attr('class', 'tensor-column')
    .attr('x', (column) => (column + 0.5) * cell)
    .attr('y', top - 8)
    .text((column) => named('b', column, p));
  groups
    .append('rect')
    .attr('class', 'tensor-grid')
    .attr('y', top)
    .attr('width', gridWidth)
    .attr('height', gridHeight)
    .attr('rx', 3);
  groups
    .append('path')
    .attr('class', 'tensor-lines')
    .attr('d', gridLines(rows, columns, cell, top));

  const cells = groups
    .selectAll<SVGGElement, Cell>('g.tensor-cell')
    .data((slice) => slice.cells)
    .join('g')
    .attr('class', ({ value }) =>
      value > 0 ? 'tensor-cell tensor-plus' : 'tensor-cell tensor-minus',
    )
    .attr('transform', ({ row, column }) => `translate(${column * cell}, ${top + row * cell})`);
  cells
    .append('rect')
    .attr('x', 0.75)
    .attr('y', 0.75)
    .attr('width', cell - 1.5)
    .attr('height', cell - 1.5)
    .attr('rx', cell >= ROOMY ? 4 : 1.5);
  cells
    .append('text')
    .attr('x', cell / 2)
    .attr('y', cell / 2)
    .attr('font-size', Math.round(cell * (cell >= ROOMY ? 0.48 : 0.9)))
    .text(({ value }) => (cell >= ROOMY ? figure(value) : value > 0 ? '+' : '−'));
  cells
    .append('title')
    .text(
      ({ row, column, value }) =>
        `${figure(value)} at ${named('a', row, m)} and ${named('b', column, p)}`,
    );

  groups
    .append('text')
    .attr('class', 'tensor-sum')
    .attr('y', top + gridHeight + 18)
    .text(({ name, sum }) => `${name} = ${sum}`);
}

function gridLines(rows: number, columns: number, cell: number, top: number): string {
  let path = '';
  for (let r = 1; r < rows; r++) path += `M0,${top + r * cell}h${columns * cell}`;
  for (let c = 1; c < columns; c++) path += `M${c * cell},${top}v${rows * cell}`;
  return path;
}

function figure(value: number): string {
  return value < 0 ? `−${-value}` : String(value);
}

/** The name of the entry at a row-major index of a matrix with that many columns. */
function named(matrix: string, at: number, columns: number): string {
  return entryName(matrix, Math.floor(at / columns) + 1, (at % columns) + 1);
}
