/**
 * The block of cubes, painted on a canvas. Seen from infinitely far away all cubes look alike but for
 * colour and figure, so each look is drawn once a turn and then stamped.
 */
import { type Cells, CHANGES, isDrawn, TONES, toneCode } from './cells.ts';
import type { Mode } from './flat-layout.ts';
import { DASHES } from './looks.ts';
import { outline, paintAxes } from './paint-axes.ts';
import type { Fonts } from './pen.ts';
import type { SolidPicture } from './picture.ts';
import {
  backToFront,
  type Frame,
  faceCorners,
  facing,
  frameOf,
  type Projected,
  reach,
} from './solid-layout.ts';
import type { Colours } from './theme-colours.ts';
import { figures } from './words.ts';

/** Where the cubes were painted, in CSS pixels, the nearest last: what a pointer can meet. */
export interface Stamped {
  readonly indices: readonly number[];
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** Side of a drawn cube; the rest of its cell is air. */
const CUBE = 0.86;
/** Values are drawn on cubes of so many CSS pixels. */
const FIGURES_FROM = 17;

export function paintSolid(
  pen: CanvasRenderingContext2D,
  picture: SolidPicture,
  colours: Colours,
  fonts: Fonts,
): Stamped {
  const { cells, angle, view, frame } = picture;
  pen.fillStyle = colours.surface;
  pen.fillRect(0, 0, frame.width, frame.height);
  const turn = frameOf(angle);
  paintAxes(pen, picture, turn, colours, fonts);
  const stamps = new Map<number, HTMLCanvasElement>();
  const ratio = pen.getTransform().a;
  const size = Math.ceil(reach([1, 1, 1]) * 2 * view.k) + 6;
  const [indices, xs, ys]: number[][] = [[], [], []];
  const [s0, s1, s2] = cells.shape;
  const hidden = hiddenBehind(cells, turn, view.k);
  backToFront(cells.shape, turn, (index, i, j, k) => {
    if (!isDrawn(cells, index) || hidden(index, i, j, k)) return;
    const [a, b, c] = [i - (s0 - 1) / 2, j - (s1 - 1) / 2, k - (s2 - 1) / 2];
    const x = (a * turn[0].x + b * turn[1].x + c * turn[2].x) * view.k + view.x;
    const y = (a * turn[0].y + b * turn[1].y + c * turn[2].y) * view.k + view.y;
    if (x < -size || y < -size || x > frame.width + size || y > frame.height + size) return;
    const look = lookOf(cells, index);
    let stamp = stamps.get(look);
    if (stamp === undefined) {
      stamp = document.createElement('canvas');
      drawStamp(stamp, { cells, index, turn, scale: view.k, size, ratio }, colours, fonts);
      stamps.set(look, stamp);
    }
    pen.drawImage(stamp, x - size / 2, y - size / 2, size, size);
    indices!.push(index);
    xs!.push(x);
    ys!.push(y);
  });
  return { indices: indices!, xs: xs!, ys: ys! };
}

/** Equal for cells that are drawn alike. Entries of 8 bits and a little more are told apart. */
function lookOf(cells: Cells, index: number): number {
  return (
    ((cells.before[index]! & 0x7ff) << 12) |
    ((cells.after[index]! & 0x7ff) << 1) |
    cells.marked[index]!
  );
}

/**
 * Whether a small cube cannot be seen for its three neighbours on the viewer's side. Between larger
 * cubes there is air to look through.
 */
function hiddenBehind(
  { shape, after }: Cells,
  turn: Frame,
  scale: number,
): (index: number, i: number, j: number, k: number) => boolean {
  const side = facing(turn);
  if (scale >= FIGURES_FROM || side.includes(0)) return () => false;
  const [s0, s1, s2] = shape;
  const steps = [side[0] * s1 * s2, side[1] * s2, side[2]] as const;
  const inside = (at: number, by: number, length: number) => at + by >= 0 && at + by < length;
  return (index, i, j, k) =>
    inside(i, side[0], s0) &&
    inside(j, side[1], s1) &&
    inside(k, side[2], s2) &&
    after[index + steps[0]] !== 0 &&
    after[index + steps[1]] !== 0 &&
    after[index + steps[2]] !== 0;
}

interface Stamp {
  readonly cells: Cells;
  readonly index: number;
  readonly turn: Frame;
  readonly scale: number;
  readonly size: number;
  readonly ratio: number;
}

function drawStamp(
  canvas: HTMLCanvasElement,
  { cells, index, turn, scale, size, ratio }: Stamp,
  colours: Colours,
  fonts: Fonts,
): void {
  canvas.width = Math.ceil(size * ratio);
  canvas.height = canvas.width;
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.scale(canvas.width / size, canvas.width / size);
  pen.translate(size / 2, size / 2);
  pen.lineJoin = 'round';
  const [before, after] = [cells.before[index]!, cells.after[index]!];
  const tone = TONES[toneCode(after)]!;
  const change = CHANGES[cells.change[index]!]!;
  const side = facing(turn);
  const large = scale >= FIGURES_FROM;
  const cube = large ? CUBE : 1;
  let front: { mode: Mode; amount: number } = { mode: 0, amount: 0 };
  for (const mode of [0, 1, 2] as const) {
    const amount = Math.abs(turn[mode].depth);
    if (side[mode] === 0) continue;
    if (amount > front.amount) front = { mode, amount };
    const corners = faceCorners(turn, mode, side[mode], cube).map(scaled(scale));
    trace(pen, corners);
    if (after === 0) {
      // Solved: what is left is a case of glass.
      pen.globalAlpha = 0.82;
      pen.fillStyle = colours.surface;
      pen.fill();
      pen.globalAlpha = 1;
    } else {
      pen.fillStyle = colours[tone];
      pen.fill();
      pen.globalAlpha = 0.34 * (1 - amount);
      pen.fillStyle = '#000';
      pen.fill();
      pen.globalAlpha = 1;
    }
    pen.lineWidth = large ? 1 : 0.5;
    pen.strokeStyle = after === 0 ? colours['line-strong'] : colours.surface;
    pen.stroke();
  }
  if (change !== 'same') {
    trace(pen, outline(turn, cube).map(scaled(scale)));
    pen.lineWidth = Math.max(1, Math.min(2.5, scale * 0.075));
    pen.strokeStyle = colours[change];
    pen.setLineDash(large ? DASHES[change].map((dash) => (dash * scale) / 32) : []);
    pen.stroke();
    pen.setLineDash([]);
  }
  if (cells.marked[index] !== 0) {
    trace(pen, outline(turn, cube + 0.1).map(scaled(scale)));
    pen.lineWidth = Math.max(1.5, scale * 0.08);
    pen.strokeStyle = colours.hint;
    pen.stroke();
  }
  if (!large || (before === 0 && after === 0)) return;
  const middle = middleOf(faceCorners(turn, front.mode, side[front.mode], cube).map(scaled(scale)));
  const text = figures(before, after);
  const room = scale * cube * Math.max(0.55, front.amount);
  pen.font = `650 ${Math.min(room * 0.56, (room * 1.25) / text.length).toFixed(1)}px ${fonts.figures}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = colours[`on-${tone}`];
  pen.fillText(text, middle.x, middle.y + 1);
}

function scaled(scale: number): (point: Projected) => Projected {
  return ({ x, y, depth }) => ({ x: x * scale, y: y * scale, depth });
}

function middleOf(points: readonly Projected[]): { x: number; y: number } {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), {
    x: 0,
    y: 0,
  });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function trace(pen: CanvasRenderingContext2D, points: readonly Projected[]): void {
  pen.beginPath();
  for (const { x, y } of points) pen.lineTo(x, y);
  pen.closePath();
}
