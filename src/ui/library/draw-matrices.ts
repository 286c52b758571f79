/** The matrices U, V and W: a row for each entry of A, B or C, a column for each product. */
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { entryName } from '../shared/format.ts';
import { begin, drawGrids, drawLabels, factorTexts, type Palette } from './factor-picture.ts';

const LEFT = 40;
const TOP = 22;
const BETWEEN = 18;

/** @param room pixels of width that the columns fill, unless they are many */
export function drawMatrices(
  svg: SVGSVGElement,
  algorithm: Algorithm,
  palette: Palette,
  room: number,
): void {
  const { size, rank } = algorithm;
  const [n, m, p] = size;
  const texts = factorTexts(algorithm);
  const cell = Math.max(6, Math.min(18, Math.floor((room - LEFT - 8) / rank)));
  const parts = [
    { name: 'U', letter: 'a', rows: n, columns: m, factor: texts.u },
    { name: 'V', letter: 'b', rows: m, columns: p, factor: texts.v },
    { name: 'W', letter: 'c', rows: n, columns: p, factor: texts.w },
  ];
  const height = parts.reduce(
    (sum, { rows, columns }) => sum + rows * columns * cell + BETWEEN,
    TOP,
  );
  const root = begin(svg, LEFT + rank * cell + 8, height);
  const grids = [];
  const labels = [];
  const every = Math.max(1, Math.ceil(16 / cell));
  for (let r = 0; r < rank; r += every) {
    labels.push({
      x: LEFT + (r + 0.5) * cell,
      y: TOP - 10,
      text: String(r + 1),
      size: 9,
      anchor: 'middle' as const,
    });
  }
  let y = TOP;
  for (const { name, letter, rows, columns, factor } of parts) {
    const entries = rows * columns;
    labels.push({ x: 4, y: y + cell / 2, text: name, size: 13, strong: true });
    for (let at = 0; at < entries; at += cell >= 10 ? 1 : columns) {
      labels.push({
        x: LEFT - 5,
        y: y + (at + 0.5) * cell,
        text: entryName(letter, Math.floor(at / columns) + 1, (at % columns) + 1),
        size: Math.min(10, Math.max(7, cell * 0.62)),
        anchor: 'end' as const,
      });
    }
    grids.push({
      x: LEFT,
      y,
      cell,
      rows: Array.from({ length: entries }, (_, at) => factor.map((row) => row[at]!)),
    });
    y += entries * cell + BETWEEN;
  }
  drawGrids(root, grids, palette);
  drawLabels(root, labels, palette);
}
