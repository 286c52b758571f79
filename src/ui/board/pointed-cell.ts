/** Which cell lies under a point of the frame, and the ring around one: flat or as a block. */
import { polygonContains } from 'd3';
import { coordinates } from './cells.ts';
import { CELL, cellAt, cellCorner, type FlatLayout } from './flat-layout.ts';
import { outline } from './paint-axes.ts';
import type { Stamped } from './paint-solid.ts';
import type { View } from './picture.ts';
import { type Angle, frameOf, projectPoint } from './solid-layout.ts';

/** The share of its place that a cube takes. */
const CUBE = 0.92;

export interface SolidPlace {
  readonly shape: readonly [number, number, number];
  readonly angle: Angle;
  readonly view: View;
}

/** The cell of the slices under a point, in CSS pixels of the frame; null between them. */
export function flatCellAt(
  layout: FlatLayout,
  { k, x: dx, y: dy }: View,
  x: number,
  y: number,
): number | null {
  return cellAt(layout, { x: (x - dx) / k, y: (y - dy) / k });
}

/** The cube of the block under a point: of those that were stamped, the last, which is nearest. */
export function cubeAt(
  { indices, xs, ys }: Stamped,
  { angle, view }: Pick<SolidPlace, 'angle' | 'view'>,
  x: number,
  y: number,
): number | null {
  const around = cubeOutline(angle, view.k);
  for (let at = indices.length - 1; at >= 0; at--) {
    const [fromX, fromY] = [x - xs[at]!, y - ys[at]!];
    if (Math.abs(fromX) > view.k || Math.abs(fromY) > view.k) continue;
    if (polygonContains(around, [fromX, fromY])) return indices[at]!;
  }
  return null;
}

/** A path around a cell of the slices, in CSS pixels. */
export function flatRing(layout: FlatLayout, { k, x, y }: View, index: number): string {
  const corner = cellCorner(layout, index);
  const side = CELL * k;
  return `M${corner.x * k + x} ${corner.y * k + y}h${side}v${side}h${-side}z`;
}

/** A path around a cube of the block. */
export function cubeRing({ shape, angle, view }: SolidPlace, index: number): string {
  const [i, j, l] = coordinates(shape, index);
  const middle = projectPoint(frameOf(angle), [
    i - (shape[0] - 1) / 2,
    j - (shape[1] - 1) / 2,
    l - (shape[2] - 1) / 2,
  ]);
  const { k, x: dx, y: dy } = view;
  const corners = cubeOutline(angle, k).map(
    ([x, y]) => `${x + middle.x * k + dx} ${y + middle.y * k + dy}`,
  );
  return `M${corners.join('L')}z`;
}

function cubeOutline(angle: Angle, k: number): [number, number][] {
  return outline(frameOf(angle), CUBE).map(({ x, y }) => [x * k, y * k]);
}
