/** Slices painted as SVG: for targets of so few cells that a browser keeps them all at 60 frames a second. */
import { type BaseType, type Selection, select } from 'd3';
import { changeOf, isDrawn, TONES, toneCode } from './cells.ts';
import { CELL, cellCorner, sliceCorner } from './flat-layout.ts';
import { BRACKETS, type Detail, detailOf, figureSize, GLYPHS, LABELS_FROM, tile } from './looks.ts';
import type { FlatPicture } from './picture.ts';
import { sliceLines, zeroDots } from './slice-paths.ts';
import { figure, figures, labelOf } from './words.ts';

/** Up to so many cells. */
export const SVG_CELLS = 1500;

/** Draws what has changed since the last picture in the same element. */
export function paintSvg(svg: SVGSVGElement, picture: FlatPicture): void {
  const { layout, view, frame } = picture;
  const side = CELL * view.k;
  const detail = detailOf(side);
  const root = select(svg)
    .attr('viewBox', `0 0 ${frame.width} ${frame.height}`)
    .attr('data-detail', detail)
    .selectAll<SVGGElement, null>('g.board-scene')
    .data([null])
    .join('g')
    .attr('class', 'board-scene')
    .attr('transform', `translate(${round(view.x)} ${round(view.y)}) scale(${round(view.k)})`);
  paintSlices(root, picture, side >= LABELS_FROM);
  paintCells(root, picture, detail);
  svg.dataset['layout'] = `${layout.along} ${layout.perRow}`;
}

type Root = Selection<SVGGElement, null, BaseType, unknown>;

interface SliceDatum {
  /** Equal for slices that look alike. */
  readonly key: string;
  readonly at: number;
}

interface Text {
  readonly key: string;
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Grids and labels: they change with the layout only. */
function paintSlices(root: Root, { layout, modes }: FlatPicture, labelled: boolean): void {
  const { shape, rows, columns, along, title, perRow } = layout;
  const [height, width] = [shape[rows] * CELL, shape[columns] * CELL];
  const letters = modes.map(({ letter }) => letter);
  const key = `${shape} ${along} ${perRow} ${labelled} ${modes.map(({ names }) => names)}`;
  const slices = root
    .selectAll<SVGGElement, SliceDatum>('g.board-slice')
    .data(
      Array.from({ length: shape[along] }, (_, at): SliceDatum => ({ key: `${key} ${at}`, at })),
      (slice) => slice.key,
    )
    .join((enter) => {
      // Below the cells, which may be there already.
      const slice = enter.insert('g', 'g.board-cell').attr('class', 'board-slice');
      slice.attr('transform', ({ at }) => {
        const { x, y } = sliceCorner(layout, at);
        return `translate(${x} ${y})`;
      });
      slice.append('rect').attr('class', 'board-grid').attr('width', width).attr('height', height);
      slice.append('path').attr('class', 'board-lines').attr('d', sliceLines(layout));
      slice.append('path').attr('class', 'board-dots').attr('d', zeroDots(layout));
      return slice;
    });
  const texts = ({ at: slice }: SliceDatum): Text[] => [
    {
      key: 'title',
      kind: `board-title board-${letters[along]}`,
      x: width / 2,
      y: -24 - title / 2 + 2,
      text: labelOf(modes[along], slice),
    },
    ...(labelled
      ? [
          ...Array.from({ length: shape[rows] }, (_, at) => ({
            key: `row ${at}`,
            kind: `board-row board-${letters[rows]}`,
            x: -7,
            y: (at + 0.5) * CELL,
            text: labelOf(modes[rows], at),
          })),
          ...Array.from({ length: shape[columns] }, (_, at) => ({
            key: `column ${at}`,
            kind: `board-column board-${letters[columns]}`,
            x: (at + 0.5) * CELL,
            y: -11,
            text: labelOf(modes[columns], at),
          })),
        ]
      : []),
  ];
  slices
    .selectAll<SVGTextElement, Text>('text')
    .data(texts, ({ key }) => key)
    .join('text')
    .attr('class', ({ kind }) => kind)
    .attr('font-size', ({ key }) => (key === 'title' ? Math.max(16, title * 0.62) : null))
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .text(({ text }) => text);
}

function paintCells(root: Root, { cells, layout }: FlatPicture, detail: Detail): void {
  const { before, after, change, marked } = cells;
  const drawn: number[] = [];
  for (let index = 0; index < before.length; index++) if (isDrawn(cells, index)) drawn.push(index);
  const place = `${layout.along} ${layout.perRow} ${detail}`;
  const state = (index: number) =>
    `${place} ${before[index]} ${after[index]} ${change[index]} ${marked[index]}`;
  root
    .selectAll<SVGGElement, number>('g.board-cell')
    .data(drawn, function (this: BaseType, index) {
      // A cell that looks as before is left alone: d3 calls this on elements and on the data.
      return this instanceof SVGGElement && this.dataset['key'] !== undefined
        ? this.dataset['key']
        : `${index} ${state(index)}`;
    })
    .join((enter) => {
      const cell = enter
        .append('g')
        .attr('class', (index) => {
          const tone = TONES[toneCode(after[index]!)];
          return `board-cell board-${tone} board-${changeOf(cells, index)}`;
        })
        .attr('data-key', (index) => `${index} ${state(index)}`)
        .attr('transform', (index) => {
          const { x, y } = cellCorner(layout, index);
          return `translate(${x} ${y})`;
        });
      cell
        .append('rect')
        .attr('class', 'board-tile')
        .attr('rx', detail === 'far' ? 1 : 4)
        .each(function (index) {
          for (const [name, value] of Object.entries(tile(after[index]!, detail))) {
            this.setAttribute(name, String(value));
          }
        });
      const changed = cell.filter((index) => change[index] !== 0);
      changed
        .append('rect')
        .attr('class', 'board-outline')
        .attr('x', 2.5)
        .attr('y', 2.5)
        .attr('width', CELL - 5)
        .attr('height', CELL - 5)
        .attr('rx', detail === 'far' ? 1 : 3.5);
      cell
        .filter((index) => marked[index] !== 0)
        .append('path')
        .attr('class', 'board-brackets')
        .attr('d', BRACKETS);
      if (detail === 'far') return cell;
      const words = (index: number) =>
        detail === 'near' ? figures(before[index]!, after[index]!) : figure(after[index]!);
      cell
        .append('text')
        .attr('class', 'board-figure')
        .attr('x', CELL / 2)
        .attr('y', (index) => (change[index] !== 0 && detail === 'near' ? 19.5 : CELL / 2))
        .attr('font-size', (index) => round(figureSize(words(index).length)))
        .text(words);
      if (detail === 'near') {
        changed
          .append('path')
          .attr('class', 'board-glyph')
          .attr('d', (index) => {
            const kind = changeOf(cells, index);
            return kind === 'same' ? null : GLYPHS[kind];
          });
      }
      return cell;
    });
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
