/** How much of a cell is drawn at a size, and the strokes that tell its changes apart without colour. */
import type { ThreeModes } from '../../tensor/bilinear.ts';
import { CELL, COLUMN_LABELS, type FlatLayout, type Mode } from './flat-layout.ts';

/**
 * far: a square for plus, a bar for minus, and outlines; middle: the value; near: 1→0 and a sign for
 * the kind of change as well.
 */
export type Detail = 'far' | 'middle' | 'near';

/** @param side of a cell, in CSS pixels */
export function detailOf(side: number): Detail {
  return side < 13 ? 'far' : side < 28 ? 'middle' : 'near';
}

/** Labels of rows and columns have room from this side of a cell on, in CSS pixels. */
const LABELS_FROM = 13;

/** How a view labels its rows and columns: every so many, in letters of so many CSS pixels. */
export interface LabelPlan {
  readonly size: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** @returns null when there is no room at all */
export function labelPlan(layout: FlatLayout, modes: ThreeModes, scale: number): LabelPlan | null {
  const side = CELL * scale;
  if (side < LABELS_FROM) return null;
  const size = Math.max(10, Math.min(16, 14 * scale));
  const step = (mode: Mode, room: number) =>
    labelStep(modes[mode].columns, layout.shape[mode], side, room);
  return {
    size,
    rowStep: step(layout.rows, 1.05 * size),
    columnStep: step(layout.columns, 1.95 * size),
  };
}

/** Every label where there is room; else one a row of the matrix, or every so many rows. */
export function labelStep(columns: number, count: number, spacing: number, needed: number): number {
  const least = Math.ceil(needed / spacing);
  if (least <= 1) return 1;
  const whole = Math.ceil(least / columns) * columns;
  return whole < count ? whole : least;
}

/** The size of a slice's title in CSS pixels: what its room allows. */
export function titleSize(layout: FlatLayout, labelled: boolean, scale: number): number {
  const room = (layout.title + (labelled ? 0 : COLUMN_LABELS)) * scale;
  return Math.min(room * 0.8, Math.max(12, Math.min(24, 0.6 * layout.title * scale + 3)));
}

/** Lines between cells would be a grey mist below this. */
export const LINES_FROM = 5;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The coloured part of a cell, from the cell's corner.
 * @param framed an outline or brackets surround it
 */
export function tile(value: number, detail: Detail, framed: boolean): Box {
  const inset = framed ? 5 : 1.5;
  const side = CELL - 2 * inset;
  if (detail !== 'far' || value >= 0) return { x: inset, y: inset, width: side, height: side };
  return { x: inset, y: CELL * 0.31, width: side, height: CELL * 0.38 };
}

/** Distance from a cell's corner to the middle of its outline. */
export const OUTLINE_INSET = 2.3;

/**
 * Font size, in units, at which that many figures fit a cell. From further away they fill it.
 * @param framed an outline or brackets take their share
 */
export function figureSize(characters: number, detail: Detail, framed: boolean): number {
  const far = detail === 'near' ? 1 : 1.25;
  const [largest, room] = framed ? [14, 19] : [16, 24];
  return far * Math.min(largest, room / (0.6 * Math.max(characters, 1)));
}

/** The figures of a changed cell that is seen from near: what it was, small, above what it becomes. */
export const WAS = { x: 6, y: 10.6, size: 7.2 } as const;
export const BECOMES_Y = 20.8;

/** Outline of a changed cell: dashes in units, none when solid. */
export const DASHES = {
  solved: [],
  nearer: [],
  turned: [2.5, 2.5],
  farther: [6, 3.5],
} as const;

/** A tick, arrows towards and away from zero, and a pair of arrows: paths in the corner of a cell. */
export const GLYPHS = {
  solved: 'M20 9.8 L22 11.8 L25.6 7.4',
  nearer: 'M20 8.2 L25.6 8.2 L22.8 12 Z',
  turned: 'M20 8.4 H25.4 M20 11.4 H25.4',
  farther: 'M20 12 L25.6 12 L22.8 8.2 Z',
} as const;

/** Brackets in the corners of a cell: what a hint points to. */
export const BRACKETS = 'M2 10 V2 H10 M22 2 H30 V10 M30 22 V30 H22 M10 30 H2 V22';
