/** The case that the cubes stand in, and the names along its edges. */
import { polygonHull } from 'd3';
import type { Mode } from './flat-layout.ts';
import { labelStep } from './looks.ts';
import type { Fonts } from './pen.ts';
import type { SolidPicture } from './picture.ts';
import {
  axes,
  type Frame,
  faceCorners,
  facing,
  type Projected,
  projectPoint,
} from './solid-layout.ts';
import type { Colours } from './theme-colours.ts';
import { labelOf } from './words.ts';

/** The walls behind the cubes with their grids, then the labels. */
export function paintAxes(
  pen: CanvasRenderingContext2D,
  { cells, modes, view, frame }: SolidPicture,
  turn: Frame,
  colours: Colours,
  fonts: Fonts,
): void {
  const { shape } = cells;
  const to = ({ x, y }: Projected) => [x * view.k + view.x, y * view.k + view.y] as const;
  const side = facing(turn);
  const line = (
    from: readonly [number, number, number],
    until: readonly [number, number, number],
  ) => {
    pen.moveTo(...to(projectPoint(turn, from)));
    pen.lineTo(...to(projectPoint(turn, until)));
  };
  for (const mode of [0, 1, 2] as const) {
    const [p, q] =
      mode === 0 ? ([1, 2] as const) : mode === 1 ? ([0, 2] as const) : ([0, 1] as const);
    const wall = (-(side[mode] || 1) * shape[mode]) / 2;
    const at = (s: number, t: number): [number, number, number] => {
      const point: [number, number, number] = [0, 0, 0];
      point[mode] = wall;
      point[p] = s;
      point[q] = t;
      return point;
    };
    const [halfP, halfQ] = [shape[p] / 2, shape[q] / 2];
    pen.beginPath();
    for (const [s, t] of [
      [-halfP, -halfQ],
      [halfP, -halfQ],
      [halfP, halfQ],
      [-halfP, halfQ],
    ] as const) {
      pen.lineTo(...to(projectPoint(turn, at(s, t))));
    }
    pen.closePath();
    pen.fillStyle = colours.slice;
    pen.fill();
    if (view.k >= 7) {
      for (let s = 1; s < shape[p]; s++) line(at(s - halfP, -halfQ), at(s - halfP, halfQ));
      for (let t = 1; t < shape[q]; t++) line(at(-halfP, t - halfQ), at(halfP, t - halfQ));
    }
    pen.strokeStyle = colours.line;
    pen.lineWidth = 1;
    pen.stroke();
  }
  const size = Math.max(10, Math.min(15, view.k * 0.36));
  pen.textBaseline = 'middle';
  for (const { mode, first, last, outX, outY } of axes(shape, turn)) {
    pen.fillStyle = colours[`mode-${modes[mode].letter}`];
    pen.textAlign = outX < -0.5 ? 'right' : outX > 0.5 ? 'left' : 'center';
    pen.font = `550 ${size.toFixed(1)}px ${fonts.text}`;
    const [fx, fy] = to(first);
    const [lx, ly] = to(last);
    const count = shape[mode];
    const spacing = count > 1 ? Math.hypot(lx - fx, ly - fy) / (count - 1) : view.k;
    const every = labelStep(
      modes[mode].columns,
      count,
      spacing,
      size * (Math.abs(outY) > 0.7 ? 2 : 1.15),
    );
    for (let at = 0; at < count; at += every) {
      const share = count > 1 ? at / (count - 1) : 0;
      const x = fx + share * (lx - fx) + outX * (8 + size * 0.3);
      const y = fy + share * (ly - fy) + outY * (6 + size * 0.5);
      if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
      pen.fillText(labelOf(modes[mode], at), x, y);
    }
    pen.font = `700 ${(size * 1.25).toFixed(1)}px ${fonts.text}`;
    pen.textAlign = 'center';
    const away = 20 + size * 2.1;
    pen.fillText(
      modes[mode].letter.toUpperCase(),
      (fx + lx) / 2 + outX * away,
      (fy + ly) / 2 + outY * away,
    );
  }
}

/** The outline of the cube around the origin: its seen corners, in order around it. */
export function outline(turn: Frame, side: number): Projected[] {
  const sides = facing(turn);
  const points = ([0, 1, 2] as Mode[]).flatMap((mode) =>
    sides[mode] === 0 ? [] : faceCorners(turn, mode, sides[mode]!, side),
  );
  const around = polygonHull(points.map(({ x, y }) => [x, y]));
  return (around ?? []).map(([x, y]) => ({ x, y, depth: 0 }));
}
