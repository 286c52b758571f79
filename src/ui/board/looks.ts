/** How much of a cell is drawn at a size, and the strokes that tell its changes apart without colour. */
import { CELL } from './flat-layout.ts';

/**
 * far: a square for plus, a bar for minus, and outlines; middle: the value; near: 1→0 and a sign for
 * the kind of change as well.
 */
export type Detail = 'far' | 'middle' | 'near';

/** @param side of a cell, in CSS pixels */
export function detailOf(side: number): Detail {
  return side < 13 ? 'far' : side < 25 ? 'middle' : 'near';
}

/** Labels of rows and columns are legible from this side of a cell on, in CSS pixels. */
export const LABELS_FROM = 11;
/** Lines between cells would be a grey mist below this. */
export const LINES_FROM = 5;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The coloured part of a cell, from the cell's corner. */
export function tile(value: number, detail: Detail): Box {
  if (detail !== 'far') return { x: 1.5, y: 1.5, width: CELL - 3, height: CELL - 3 };
  return value < 0
    ? { x: 1, y: CELL * 0.3, width: CELL - 2, height: CELL * 0.4 }
    : { x: 2, y: 2, width: CELL - 4, height: CELL - 4 };
}

/** Font size, in units, at which that many figures fit a cell. */
export function figureSize(characters: number): number {
  return Math.min(16, 27 / (0.6 * Math.max(characters, 1)));
}

/** Outline of a changed cell: dashes in units, none when solid. */
export const DASHES = {
  solved: [],
  nearer: [],
  turned: [2.5, 2.5],
  farther: [6, 3.5],
} as const;

/** A tick, arrows towards and away from zero, and a pair of arrows: paths in the corner of a cell. */
export const GLYPHS = {
  solved: 'M20.5 6.5 L23 9 L27.5 4',
  nearer: 'M21 5 L27.5 5 L24.25 9 Z',
  turned: 'M20.5 5 H27.5 M20.5 8.5 H27.5',
  farther: 'M21 9 L27.5 9 L24.25 5 Z',
} as const;

/** Brackets in the corners of a cell: what a hint points to. */
export const BRACKETS = 'M1 9 V1 H9 M23 1 H31 V9 M31 23 V31 H23 M9 31 H1 V23';
