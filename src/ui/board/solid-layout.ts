/**
 * Where the cells lie when the tensor is drawn as a block of cubes, seen from infinitely far away.
 *
 * Unturned, one looks straight at the slice of C's first entry: B goes right, A down and C away from
 * the viewer. Lengths are in sides of a cube, measured from the middle of the block.
 */
import type { Mode } from './flat-layout.ts';

/** Degrees: `yaw` turns about the vertical, `pitch` (−90…90) lifts the viewer above the block. */
export interface Angle {
  readonly yaw: number;
  readonly pitch: number;
}

/** The angle that shows three sides of the block, the first slice of C in front. */
export const DEFAULT_ANGLE: Angle = { yaw: 32, pitch: 26 };

/** On the screen: x right, y down, depth away from the viewer. */
export interface Projected {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

/** What a step along each mode is on the screen. */
export type Frame = readonly [Projected, Projected, Projected];

export function frameOf({ yaw, pitch }: Angle): Frame {
  const [cosY, sinY] = [Math.cos((yaw * Math.PI) / 180), Math.sin((yaw * Math.PI) / 180)];
  const [cosP, sinP] = [Math.cos((pitch * Math.PI) / 180), Math.sin((pitch * Math.PI) / 180)];
  const project = (x: number, y: number, z: number): Projected => {
    const [turnedX, turnedZ] = [x * cosY + z * sinY, -x * sinY + z * cosY];
    return {
      x: turnedX,
      y: y * cosP - turnedZ * sinP,
      depth: turnedZ * cosP + y * sinP,
    };
  };
  return [project(0, 1, 0), project(1, 0, 0), project(0, 0, 1)];
}

/** The point at those coordinates along the three modes, from the middle of the block. */
export function projectPoint(frame: Frame, at: readonly [number, number, number]): Projected {
  const sum = (part: keyof Projected) =>
    at[0] * frame[0][part] + at[1] * frame[1][part] + at[2] * frame[2][part];
  return { x: sum('x'), y: sum('y'), depth: sum('depth') };
}

/** A turn kept within what `Angle` allows, whole degrees, yaw in −180…179. */
export function turned({ yaw, pitch }: Angle, byYaw: number, byPitch: number): Angle {
  const around = Math.round(yaw + byYaw + 180);
  return {
    yaw: (((around % 360) + 360) % 360) - 180,
    pitch: Math.max(-90, Math.min(90, Math.round(pitch + byPitch))),
  };
}

/** Seen from the side, below this a face is a line. */
const EDGE_ON = 1e-6;

/** The side of every cube that faces the viewer, a mode: −1 or 1 along it, 0 when seen edge-on. */
export function facing(frame: Frame): readonly [number, number, number] {
  const side = ({ depth }: Projected) => (Math.abs(depth) < EDGE_ON ? 0 : depth > 0 ? -1 : 1);
  return [side(frame[0]), side(frame[1]), side(frame[2])];
}

/** The corners of a face of the cube around the origin, of that side length, in order around it. */
export function faceCorners(frame: Frame, mode: Mode, side: number, length: number): Projected[] {
  const [p, q] = mode === 0 ? [1, 2] : mode === 1 ? [0, 2] : [0, 1];
  const half = length / 2;
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([s, t]) => {
    const at: [number, number, number] = [0, 0, 0];
    at[mode] = side * half;
    at[p!] = s! * half;
    at[q!] = t! * half;
    return projectPoint(frame, at);
  });
}

/**
 * Calls `visit` for every cell, back to front: a cube never covers one visited after it. Mode by
 * mode from far to near is enough for equal cubes on a grid; nothing has to be sorted.
 */
export function backToFront(
  shape: readonly [number, number, number],
  frame: Frame,
  visit: (index: number, i: number, j: number, k: number) => void,
): void {
  const [farI, farJ, farK] = frame.map(({ depth }) => depth > 0);
  const [s0, s1, s2] = shape;
  for (let a = 0; a < s0; a++) {
    const i = farI ? s0 - 1 - a : a;
    for (let b = 0; b < s1; b++) {
      const j = farJ ? s1 - 1 - b : b;
      const row = (i * s1 + j) * s2;
      for (let c = 0; c < s2; c++) {
        const k = farK ? s2 - 1 - c : c;
        visit(row + k, i, j, k);
      }
    }
  }
}

/** An edge of the block that the labels of a mode stand along. */
export interface Axis {
  readonly mode: Mode;
  /** Middle of the first and of the last cube's side on the edge. */
  readonly first: Projected;
  readonly last: Projected;
  /** Unit vector on the screen, away from the block. */
  readonly outX: number;
  readonly outY: number;
}

/** An axis a mode, on the block's outline: A's on the left, the others below where there is a choice. */
export function axes(shape: readonly [number, number, number], frame: Frame): Axis[] {
  const side = facing(frame);
  return ([0, 1, 2] as const).flatMap((mode) => {
    const [p, q] =
      mode === 0 ? ([1, 2] as const) : mode === 1 ? ([0, 2] as const) : ([0, 1] as const);
    const candidates: Axis[] = [];
    for (const s of [-1, 1]) {
      for (const t of [-1, 1]) {
        // On the outline one of the two faces that meet at the edge is seen and the other is not.
        const seen = Number(side[p] === s) + Number(side[q] === t);
        const flat = side[p] === 0 || side[q] === 0;
        if (seen !== 1 && !(flat && seen === 0)) continue;
        const at = (along: number): [number, number, number] => {
          const point: [number, number, number] = [0, 0, 0];
          point[mode] = along;
          point[p] = (s * shape[p]) / 2;
          point[q] = (t * shape[q]) / 2;
          return point;
        };
        const half = (shape[mode] - 1) / 2;
        const [first, last] = [projectPoint(frame, at(-half)), projectPoint(frame, at(half))];
        candidates.push({ mode, first, last, ...outward(frame[mode], projectPoint(frame, at(0))) });
      }
    }
    const weight = (axis: Axis) => (mode === 0 ? -axis.outX : axis.outY + 0.01 * axis.outX);
    candidates.sort((one, other) => weight(other) - weight(one));
    // Seen end-on, all labels would stand on one point.
    const isSeen = Math.hypot(frame[mode].x, frame[mode].y) > 0.12;
    return isSeen ? candidates.slice(0, 1) : [];
  });
}

/** The unit vector across an edge, on the side of the edge's middle that is away from the block's. */
function outward(along: Projected, middle: Projected): { outX: number; outY: number } {
  const length = Math.hypot(along.x, along.y) || 1;
  const [x, y] = [-along.y / length, along.x / length];
  const sign = x * middle.x + y * middle.y < 0 ? -1 : 1;
  return { outX: sign * x, outY: sign * y };
}

/** Half the width and height, in sides of a cube, that hold the block at any angle. */
export function reach(shape: readonly [number, number, number]): number {
  return Math.hypot(...shape) / 2;
}
