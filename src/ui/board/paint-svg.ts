/** Slices painted as SVG: for targets of so few cells that a browser keeps them all at 60 frames a second. */
import { type BaseType, type Selection, select } from 'd3';
import type { ThreeModes } from '../../tensor/bilinear.ts';
import { changeOf, isDrawn, isFramed, TONES, toneCode } from './cells.ts';
import {
  CELL,
  COLUMN_LABELS,
  cellCorner,
  type FlatLayout,
  type Mode,
  sliceCorner,
} from './flat-layout.ts';
import {
  BECOMES_Y,
  BRACKETS,
  type Detail,
  detailOf,
  figureSize,
  GLYPHS,
  labelPlan,
  OUTLINE_INSET,
  tile,
  titleSize,
  WAS,
} from './looks.ts';
import type { FlatPicture } from './picture.ts';
import { sliceLines, zeroDots } from './slice-paths.ts';
import { figure, labelOf } from './words.ts';

/** Up to so many cells. */
export const SVG_CELLS = 1500;

/** Draws what has changed since the last picture in the same element. */
export function paintSvg(svg: SVGSVGElement, picture: FlatPicture): void {
  const { view, frame } = picture;
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
  paintSlices(root, picture);
  paintCells(root, picture, detail);
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
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Grids, which change with the layout only, and labels, which have the size of letters at any zoom. */
function paintSlices(root: Root, { layout, modes, view }: FlatPicture): void {
  const { shape, rows, columns, along, perRow } = layout;
  const [height, width] = [shape[rows] * CELL, shape[columns] * CELL];
  const key = `${shape} ${along} ${perRow} ${modes.map(({ names }) => names)}`;
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
  const texts = sliceTexts(layout, modes, view.k);
  slices
    .selectAll<SVGTextElement, Text>('text')
    .data(
      ({ at }) => texts(at),
      ({ key: name }) => name,
    )
    .join('text')
    .attr('class', ({ kind }) => kind)
    .attr('font-size', ({ size }) => round(size))
    .attr('x', ({ x }) => round(x))
    .attr('y', ({ y }) => round(y))
    .text(({ text }) => text);
}

/** The labels of a slice, from the corner of its grid. */
function sliceTexts(layout: FlatLayout, modes: ThreeModes, scale: number): (at: number) => Text[] {
  const { shape, rows, columns, along, title } = layout;
  const plan = labelPlan(layout, modes, scale);
  // Small cells bring their labels, which stay large, nearer: not onto the grid.
  const above = -Math.max(11, ((plan?.size ?? 0) * 0.72) / scale);
  const kindOf = (mode: Mode, name: string) => `board-${name} board-${modes[mode].letter}`;
  const labels = (
    mode: Mode,
    step: number,
    name: string,
    place: (at: number) => [number, number],
  ) =>
    Array.from({ length: Math.ceil(shape[mode] / step) }, (_, turn): Text => {
      const at = turn * step;
      const [x, y] = place(at);
      const size = (plan?.size ?? 0) / scale;
      return {
        key: `${name} ${at}`,
        kind: kindOf(mode, name),
        size,
        x,
        y,
        text: labelOf(modes[mode], at),
      };
    });
  const around =
    plan === null
      ? []
      : [
          ...labels(rows, plan.rowStep, 'row', (at) => [-6, (at + 0.5) * CELL]),
          ...labels(columns, plan.columnStep, 'column', (at) => [(at + 0.5) * CELL, above]),
        ];
  return (at) => [
    {
      key: 'title',
      kind: kindOf(along, 'title'),
      size: titleSize(layout, plan !== null, scale) / scale,
      x: (shape[columns] * CELL) / 2,
      y: plan === null ? -(title + COLUMN_LABELS) / 2 : -COLUMN_LABELS - title / 2,
      text: labelOf(modes[along], at),
    },
    ...around,
  ];
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
      const drawnAs = this instanceof SVGGElement ? this.getAttribute('data-key') : null;
      return drawnAs ?? `${index} ${state(index)}`;
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
          for (const [name, value] of Object.entries(
            tile(after[index]!, detail, isFramed(cells, index)),
          )) {
            this.setAttribute(name, String(value));
          }
        });
      const changed = cell.filter((index) => change[index] !== 0);
      changed
        .append('rect')
        .attr('class', 'board-outline')
        .attr('x', OUTLINE_INSET)
        .attr('y', OUTLINE_INSET)
        .attr('width', CELL - 2 * OUTLINE_INSET)
        .attr('height', CELL - 2 * OUTLINE_INSET)
        .attr('rx', detail === 'far' ? 1 : 4.5);
      cell
        .filter((index) => marked[index] !== 0)
        .append('path')
        .attr('class', 'board-brackets')
        .attr('d', BRACKETS);
      if (detail === 'far') return cell;
      const isStacked = (index: number) => detail === 'near' && change[index] !== 0;
      cell
        .append('text')
        .attr('class', 'board-figure')
        .attr('x', CELL / 2)
        .attr('y', (index) => (isStacked(index) ? BECOMES_Y : CELL / 2))
        .attr('font-size', (index) =>
          round(figureSize(figure(after[index]!).length, detail, isFramed(cells, index))),
        )
        .text((index) => figure(after[index]!));
      changed
        .filter(isStacked)
        .append('text')
        .attr('class', 'board-figure board-was')
        .attr('x', WAS.x)
        .attr('y', WAS.y)
        .attr('font-size', WAS.size)
        .text((index) => `${figure(before[index]!)}→`);
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
