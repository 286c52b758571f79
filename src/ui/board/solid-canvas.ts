/** The block of cubes, painted back to front. */
import type { ThreeModes } from '../../tensor/bilinear.ts';
import { type Cells, changeOf, isDrawn, TONES, toneCode } from './cells.ts';
import type { Pen } from './flat-canvas.ts';
import type { Palette } from './palette.ts';
import {
  type Angle,
  type Axis,
  axes,
  backToFront,
  faceCorners,
  facing,
  frameOf,
  type Projected,
  projectPoint,
  reach,
} from './solid-layout.ts';
import { figures, labelOf } from './words.ts';

export interface SolidScene {
  readonly cells: Cells;
  readonly modes: ThreeModes;
  readonly palette: Palette;
  readonly angle: Angle;
  readonly width: number;
  readonly height: number;
  /** Enlargement beyond the fit. */
  readonly zoom: number;
  readonly cursor: number | null;
}

/** Side of a drawn cube; an untouched zero is a dot. */
const CUBE = 0.8;
/** Cubes from so many pixels on carry their figures. */
const FIGURES = 17;

/** CSS pixels a cube's pitch. */
export function solidScale({
  cells,
  width,
  height,
  zoom,
}: Pick<SolidScene, 'cells' | 'width' | 'height' | 'zoom'>): number {
  return (zoom * Math.min(width, height)) / (2 * reach(cells.shape) + 1.6);
}

export function paintSolid(pen: Pen, scene: SolidScene): void {
  const { cells, palette, angle, width, height, cursor } = scene;
  pen.clearRect(0, 0, width, height);
  const scale = solidScale(scene);
  const frame = frameOf(angle);
  const { shape } = cells;
  const middle = shape.map((side) => (side - 1) / 2) as [number, number, number];
  const sides = facing(frame);
  // A face's corners are the same around every cube.
  const faces = ([0, 1, 2] as const)
    .filter((mode) => sides[mode] !== 0)
    .map((mode) => ({ mode, corners: faceCorners(frame, mode, sides[mode], CUBE) }));
  const shades = shadesOf(faces.map(({ mode }) => Math.abs(frame[mode].depth)));
  const place = ({ x, y }: Projected) => [width / 2 + scale * x, height / 2 + scale * y] as const;
  paintAxes(pen, scene, scale);
  const dots = scale > 9;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  backToFront(shape, frame, (index, i, j, k) => {
    const drawn = isDrawn(cells, index) || index === cursor;
    if (!drawn && !dots) return;
    const at = projectPoint(frame, [i - middle[0], j - middle[1], k - middle[2]]);
    const [x, y] = place(at);
    if (!drawn) {
      pen.fillStyle = palette.line;
      pen.fillRect(x - 1, y - 1, 2, 2);
      return;
    }
    const [before, after] = [cells.before[index]!, cells.after[index]!];
    const change = changeOf(cells, index);
    const ghost = after === 0;
    const colour = palette.tones[TONES[toneCode(after)]!];
    for (const [n, { corners }] of faces.entries()) {
      path(pen, corners, x, y, scale);
      if (!ghost) {
        pen.fillStyle = colour;
        pen.fill();
        pen.fillStyle = shades[n]!;
        pen.fill();
      }
      pen.strokeStyle = change === 'same' || change === 'farther' ? palette.ink : palette.accent;
      pen.lineWidth = change === 'same' ? 0.6 : 2;
      pen.setLineDash(change === 'same' || change === 'farther' ? [] : [4, 3]);
      pen.stroke();
      pen.setLineDash([]);
    }
    if (cells.marked[index] || index === cursor) {
      pen.strokeStyle = palette.ink;
      pen.lineWidth = 2;
      pen.beginPath();
      pen.arc(x, y, scale * 0.62, 0, 2 * Math.PI);
      pen.stroke();
    }
    if (scale >= FIGURES && (before !== 0 || after !== 0)) {
      const text = figures(before, after);
      pen.fillStyle = ghost ? palette.ink : palette.onSign;
      pen.font = `600 ${Math.round(scale * (text.length > 2 ? 0.3 : 0.42))}px ${palette.font}`;
      pen.fillText(text, x, y);
    }
  });
}

/** The drawn cell nearest to the viewer at a point of the canvas; null without one. */
export function pickSolid(
  scene: Omit<SolidScene, 'palette' | 'modes' | 'cursor'>,
  x: number,
  y: number,
): number | null {
  const { cells, angle, width, height } = scene;
  const scale = solidScale(scene);
  const frame = frameOf(angle);
  const middle = cells.shape.map((side) => (side - 1) / 2) as [number, number, number];
  let picked: number | null = null;
  backToFront(cells.shape, frame, (index, i, j, k) => {
    if (!isDrawn(cells, index)) return;
    const at = projectPoint(frame, [i - middle[0], j - middle[1], k - middle[2]]);
    const distance = Math.hypot(width / 2 + scale * at.x - x, height / 2 + scale * at.y - y);
    // Those visited later are nearer.
    if (distance < scale * 0.5) picked = index;
  });
  return picked;
}

/** The face that looks most at the viewer stays as it is; the others darken. */
function shadesOf(depths: readonly number[]): string[] {
  const brightest = Math.max(...depths);
  return depths.map((depth) => `rgb(0 0 0 / ${(0.34 * (1 - depth / brightest)).toFixed(3)})`);
}

function path(pen: Pen, corners: readonly Projected[], x: number, y: number, scale: number): void {
  pen.beginPath();
  for (const [n, corner] of corners.entries()) {
    if (n === 0) pen.moveTo(x + scale * corner.x, y + scale * corner.y);
    else pen.lineTo(x + scale * corner.x, y + scale * corner.y);
  }
  pen.closePath();
}

function paintAxes(
  pen: Pen,
  { cells, modes, palette, angle, width, height }: SolidScene,
  scale: number,
): void {
  const frame = frameOf(angle);
  const size = Math.max(9, Math.min(14, scale * 0.3));
  pen.font = `${Math.round(size)}px ${palette.font}`;
  pen.fillStyle = palette.soft;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  for (const axis of axes(cells.shape, frame)) {
    const count = cells.shape[axis.mode];
    const step = Math.max(1, Math.ceil((2.2 * size) / Math.max(1, pitch(axis, count) * scale)));
    for (let at = 0; at < count; at += step) {
      const t = count === 1 ? 0 : at / (count - 1);
      const x = axis.first.x + t * (axis.last.x - axis.first.x);
      const y = axis.first.y + t * (axis.last.y - axis.first.y);
      const away = 1.1 * size;
      pen.fillText(
        labelOf(modes[axis.mode], at),
        width / 2 + scale * x + away * axis.outX,
        height / 2 + scale * y + away * axis.outY,
      );
    }
  }
}

/** Distance of two labels on the screen, in sides of a cube. */
function pitch({ first, last }: Axis, count: number): number {
  return count === 1 ? 1 : Math.hypot(last.x - first.x, last.y - first.y) / (count - 1);
}
