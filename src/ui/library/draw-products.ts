/** Every product as three small matrices: its sum of entries of A, of B, and what of C it is added to. */
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { begin, drawGrids, drawLabels, factorTexts, type Palette } from './factor-picture.ts';

const LABEL = 30;
const SIGN = 16;
const BETWEEN_COLUMNS = 24;
const WIDEST_BETWEEN = 64;
const BETWEEN_ROWS = 14;
const TOP = 20;

/** @param room pixels of width that the columns fill */
export function drawProducts(
  svg: SVGSVGElement,
  algorithm: Algorithm,
  palette: Palette,
  room: number,
): void {
  const [n, m, p] = algorithm.size;
  const { rank } = algorithm;
  const texts = factorTexts(algorithm);
  const longest = Math.max(n, m, p);
  const cell = longest <= 2 ? 18 : longest <= 3 ? 15 : longest <= 5 ? 12 : 7;
  const width = LABEL + (m + p + p) * cell + 2 * SIGN;
  const height = Math.max(n, m) * cell;
  const columns = Math.max(
    1,
    Math.min(rank, Math.floor((room + BETWEEN_COLUMNS) / (width + BETWEEN_COLUMNS))),
  );
  const rows = Math.ceil(rank / columns);
  const spare = columns > 1 ? (room - columns * width) / (columns - 1) : 0;
  const pitch = width + Math.max(BETWEEN_COLUMNS, Math.min(WIDEST_BETWEEN, spare));
  const root = begin(svg, (columns - 1) * pitch + width, TOP + rows * (height + BETWEEN_ROWS));
  const grids = [];
  const labels = [];
  const centre = (count: number) => (height - count * cell) / 2;
  for (let c = 0; c < columns; c++) {
    const x = c * pitch + LABEL;
    const heads = [
      ['A', x + (m * cell) / 2],
      ['B', x + m * cell + SIGN + (p * cell) / 2],
      ['C', x + (m + p) * cell + 2 * SIGN + (p * cell) / 2],
    ] as const;
    for (const [text, at] of heads) {
      labels.push({ x: at, y: TOP - 11, text, size: 11, anchor: 'middle' as const, strong: true });
    }
  }
  for (let r = 0; r < rank; r++) {
    const x = (r % columns) * pitch;
    const y = TOP + Math.floor(r / columns) * (height + BETWEEN_ROWS);
    const [a, b, c] = [
      x + LABEL,
      x + LABEL + m * cell + SIGN,
      x + LABEL + (m + p) * cell + 2 * SIGN,
    ];
    grids.push(
      { x: a, y: y + centre(n), cell, rows: matrix(texts.u[r]!, m) },
      { x: b, y: y + centre(m), cell, rows: matrix(texts.v[r]!, p) },
      { x: c, y: y + centre(n), cell, rows: matrix(texts.w[r]!, p) },
    );
    const middle = y + height / 2;
    labels.push(
      {
        x: x + LABEL - 8,
        y: middle,
        text: `m${subscript(r + 1)}`,
        size: 12,
        anchor: 'end' as const,
      },
      { x: b - SIGN / 2 - 0.5, y: middle, text: '·', size: 14, anchor: 'middle' as const },
      { x: c - SIGN / 2 - 0.5, y: middle, text: '→', size: 11, anchor: 'middle' as const },
    );
  }
  drawGrids(root, grids, palette);
  drawLabels(root, labels, palette);
}

/** A row-major list as the rows of a matrix. */
function matrix(list: readonly string[], columns: number): string[][] {
  return Array.from({ length: list.length / columns }, (_, row) =>
    list.slice(row * columns, (row + 1) * columns),
  );
}

function subscript(value: number): string {
  return [...String(value)].map((digit) => String.fromCharCode(0x2080 + Number(digit))).join('');
}
