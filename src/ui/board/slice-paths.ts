/** Lines between the cells of a slice, and a dot in each for a zero, as SVG paths from its corner. */
import { CELL, type FlatLayout } from './flat-layout.ts';

/** The lines between cells. */
export function sliceLines({ shape, rows, columns }: FlatLayout): string {
  const [r, c] = [shape[rows], shape[columns]];
  let path = '';
  for (let row = 1; row < r; row++) path += `M0 ${row * CELL}h${c * CELL}`;
  for (let column = 1; column < c; column++) path += `M${column * CELL} 0v${r * CELL}`;
  return path;
}

/** Dots as lines of no length, which round caps make round. */
export function zeroDots({ shape, rows, columns }: FlatLayout): string {
  let path = '';
  for (let row = 0; row < shape[rows]; row++) {
    for (let column = 0; column < shape[columns]; column++) {
      path += `M${(column + 0.5) * CELL} ${(row + 0.5) * CELL}h0`;
    }
  }
  return path;
}
