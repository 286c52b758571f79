/** What pictures of factors have in common: colours, cells, and being a file of their own. */
import { select } from 'd3';
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { fractionRows } from '../../algorithm/fractional.ts';
import { formatTarget } from '../shared/format.ts';
import { figure } from './words.ts';

/** CSS colours. */
export interface Palette {
  readonly plus: string;
  readonly minus: string;
  readonly onSign: string;
  readonly empty: string;
  readonly line: string;
  readonly ink: string;
  readonly inkSoft: string;
}

/** As the page's theme has them. */
export const SCREEN: Palette = {
  plus: 'var(--plus)',
  minus: 'var(--minus)',
  onSign: 'var(--on-sign)',
  empty: 'var(--sunken)',
  line: 'var(--surface)',
  ink: 'var(--ink)',
  inkSoft: 'var(--ink-soft)',
};

/** On white paper. */
export const PAPER: Palette = {
  plus: '#3a52bd',
  minus: '#b4530a',
  onSign: '#ffffff',
  empty: '#f1f1ed',
  line: '#ffffff',
  ink: '#1c1f26',
  inkSoft: '#5a606c',
};

const FONT = 'Inter, Helvetica, Arial, sans-serif';
const SVG = 'http://www.w3.org/2000/svg';

export type Root = ReturnType<typeof begin>;

/** Empties the picture and sets its size. */
export function begin(svg: SVGSVGElement, width: number, height: number) {
  const root = select(svg)
    .attr('xmlns', SVG)
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('width', width)
    .attr('height', height)
    .style('font-family', FONT);
  root.selectAll('*').remove();
  return root;
}

/** The text of an SVG file that `draw` fills. */
export function standalone(draw: (svg: SVGSVGElement) => void): string {
  const svg = document.createElementNS(SVG, 'svg');
  draw(svg);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;
}

/** A grid of coefficients: cells of one kind are one path, so that thousands of them are cheap. */
export interface Grid {
  readonly x: number;
  readonly y: number;
  /** Pixels of a cell's side. */
  readonly cell: number;
  /** [rows × columns] what is written into each cell; '0' is left empty. */
  readonly rows: readonly (readonly string[])[];
}

/** Signs and figures are written into cells from this size on. */
const LEGIBLE = 11;
/** Of a cell's side, above and below a bar. */
const BAR_INSET = 0.28;

function square(x: number, y: number, width: number, height: number): string {
  return `M${round(x)},${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`;
}

export interface Marks {
  /** SVG path data: all cells of a kind. */
  readonly paths: Readonly<Record<'empty' | 'plus' | 'minus', string>>;
  /** What is written into cells, by their centres. */
  readonly signs: readonly { x: number; y: number; cell: number; text: string }[];
}

/** What grids look like, apart from colours. */
export function marksOf(grids: readonly Grid[]): Marks {
  const paths = { empty: '', plus: '', minus: '' };
  const signs: { x: number; y: number; cell: number; text: string }[] = [];
  for (const { x, y, cell, rows } of grids) {
    const side = cell - Math.max(0.6, cell * 0.08);
    for (const [r, row] of rows.entries()) {
      for (const [c, text] of row.entries()) {
        const kind = text === '0' ? 'empty' : text.startsWith('-') ? 'minus' : 'plus';
        // Without room for a sign, what subtracts is a bar: colour is not all that tells.
        const isBar = kind === 'minus' && cell < LEGIBLE;
        const inset = isBar ? side * BAR_INSET : 0;
        if (isBar) paths.empty += square(x + c * cell, y + r * cell, side, side);
        paths[kind] += square(x + c * cell, y + r * cell + inset, side, side - 2 * inset);
        if (kind !== 'empty' && cell >= LEGIBLE) {
          const shown = text === '1' ? '+' : text === '-1' ? '−' : figure(text);
          signs.push({ x: x + c * cell + side / 2, y: y + r * cell + side / 2, cell, text: shown });
        }
      }
    }
  }
  return { paths, signs };
}

export function drawGrids(root: Root, grids: readonly Grid[], palette: Palette): void {
  const { paths, signs } = marksOf(grids);
  for (const kind of ['empty', 'plus', 'minus'] as const) {
    if (paths[kind] !== '') root.append('path').attr('d', paths[kind]).style('fill', palette[kind]);
  }
  root
    .selectAll('text.sign')
    .data(signs)
    .join('text')
    .attr('class', 'sign')
    .attr('x', ({ x }) => round(x))
    .attr('y', ({ y }) => round(y))
    .attr('text-anchor', 'middle')
    .attr('dominant-baseline', 'central')
    .attr('font-size', ({ cell, text }) => round(cell * (text.length > 2 ? 0.4 : 0.62)))
    .style('fill', palette.onSign)
    .text(({ text }) => text);
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly strong?: boolean;
}

export function drawLabels(root: Root, labels: readonly Label[], palette: Palette): void {
  root
    .selectAll('text.label')
    .data(labels)
    .join('text')
    .attr('class', 'label')
    .attr('x', ({ x }) => round(x))
    .attr('y', ({ y }) => round(y))
    .attr('font-size', ({ size = 11 }) => size)
    .attr('font-weight', ({ strong = false }) => (strong ? 600 : 400))
    .attr('text-anchor', ({ anchor = 'start' }) => anchor)
    .attr('dominant-baseline', 'central')
    .style('fill', ({ strong = false }) => (strong ? palette.ink : palette.inkSoft))
    .text(({ text }) => text);
}

/** [R × entries] the coefficients of each factor, as text: '0', '1', '-1', '1/2'. */
export function factorTexts(algorithm: Algorithm): Readonly<Record<'u' | 'v' | 'w', string[][]>> {
  const { u, v, w } = fractionRows(algorithm);
  const texts = (rows: typeof u) =>
    rows.map((row) =>
      row.map(({ numerator, denominator }) =>
        denominator === 1 ? String(numerator) : `${numerator}/${denominator}`,
      ),
    );
  return { u: texts(u), v: texts(v), w: texts(w) };
}

/** The picture for those who do not see it. The formulas hold all of it. */
export function describeFactors({ size, rank, u, v, w }: Algorithm): string {
  const nonzero = (rows: Algorithm['u']) => rows.flat().filter((c) => c !== 0).length;
  return `The factors of ${formatTarget(size)} in ${rank} products: ${nonzero(u)} coefficients of A, ${nonzero(v)} of B and ${nonzero(w)} of C are not zero.`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
