/**
 * Changes of the bases of the three spaces between which A, B and C map: A → X·A·Y⁻¹, B → Y·B·Z⁻¹,
 * C → X·C·Z⁻¹ with invertible X, Y, Z makes an algorithm of the same rank (de Groote, Theoret. Comput.
 * Sci. 7, 1978). Here the elementary ones, of which all integer ones of determinant ±1 are made.
 */
import type { Algorithm } from '../algorithm.ts';

/** Which space: that of the rows of A and C, of A's columns and B's rows, of the columns of B and C. */
export type Space = 'n' | 'm' | 'p';

/** The coordinate `to` gains `factor` times the coordinate `from`, which is another. */
export interface ElementaryChange {
  readonly space: Space;
  readonly from: number;
  readonly to: number;
  readonly factor: 1 | -1;
}

/** The algorithm after the change: one factor of every term gains what another loses. */
export function changed(algorithm: Algorithm, change: ElementaryChange): Algorithm {
  const { u, v, w, arithmetic } = algorithm;
  const [n, m, p] = algorithm.size;
  const { space, from, to, factor } = change;
  const map = (rows: readonly (readonly number[])[], apply: (row: number[]) => void) =>
    rows.map((row) => {
      const copy = [...row];
      apply(copy);
      return arithmetic === 'z2' ? copy.map((c) => c & 1) : copy;
    });
  switch (space) {
    case 'n':
      return {
        ...algorithm,
        u: map(u, (row) => addRow(row, m, to, from, factor)),
        w: map(w, (row) => addRow(row, p, from, to, -factor)),
      };
    case 'm':
      return {
        ...algorithm,
        u: map(u, (row) => addColumn(row, n, m, to, from, factor)),
        v: map(v, (row) => addRow(row, p, from, to, -factor)),
      };
    case 'p':
      return {
        ...algorithm,
        v: map(v, (row) => addColumn(row, m, p, to, from, factor)),
        w: map(w, (row) => addColumn(row, n, p, from, to, -factor)),
      };
  }
}

function addRow(matrix: number[], columns: number, to: number, from: number, factor: number): void {
  for (let c = 0; c < columns; c++)
    matrix[to * columns + c]! += factor * matrix[from * columns + c]!;
}

function addColumn(
  matrix: number[],
  rows: number,
  columns: number,
  to: number,
  from: number,
  factor: number,
): void {
  for (let r = 0; r < rows; r++) matrix[r * columns + to]! += factor * matrix[r * columns + from]!;
}
