/** What of a scene is seen, and where on the screen. */
import type { Scene } from './scene.ts';

/** From units of the drawing to CSS pixels. */
export interface View {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export interface Canvas {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
}

/** Nodes closer than that on the screen are one mark. */
const APART = 1.25;
/** Pixels around a node that are the node's as well. */
const REACH = 8;

/** Where a drawn node is on the screen, in CSS pixels. */
export function placeOf(
  { layout, column }: Scene,
  { k, x, y }: View,
  at: number,
): [number, number] {
  return [x + layout.depth[at]! * column * k, y + layout.y[at]! * k];
}

/** What of a scene lies in view, one node a pixel of its column. */
export interface InView {
  readonly nodes: readonly number[];
}

export function nodesInView(scene: Scene, view: View, { width, height }: Canvas): InView {
  const { layout, radius, column: apart } = scene;
  const nodes: number[] = [];
  const last = layout.columns.length - 2;
  const from = Math.max(0, Math.floor((-view.x - 40) / view.k / apart));
  // A column beyond the right end: its edges begin in view.
  const to = Math.min(last, Math.ceil((width - view.x + 40) / view.k / apart));
  for (let column = from; column <= to; column++) {
    let drawnTo = Number.NEGATIVE_INFINITY;
    const end = layout.columns[column + 1]!;
    for (let i = firstBelow(scene, column, (-40 - view.y) / view.k); i < end; i++) {
      const at = layout.order[i]!;
      const y = view.y + layout.y[at]! * view.k;
      if (y - radius[at]! * view.k > height + 40) break;
      if (y - drawnTo < APART) continue;
      drawnTo = y;
      nodes.push(at);
    }
  }
  return { nodes };
}

/** The drawn node at a place of the screen, or just beside it; −1 between them. */
export function nodeAt(scene: Scene, view: View, screenX: number, screenY: number): number {
  const { k } = view;
  const x = (screenX - view.x) / k;
  const y = (screenY - view.y) / k;
  const column = Math.round(x / scene.column);
  if (column < 0 || column + 1 >= scene.layout.columns.length) return -1;
  const begin = scene.layout.columns[column]!;
  const after = firstBelow(scene, column, y);
  let best = -1;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const i of [after - 1, after]) {
    if (i < begin || i >= scene.layout.columns[column + 1]!) continue;
    const at = scene.layout.order[i]!;
    const distance = Math.hypot(x - column * scene.column, y - scene.layout.y[at]!);
    const reach = scene.radius[at]! + REACH / k;
    if (distance <= reach && distance < bestDistance) {
      best = at;
      bestDistance = distance;
    }
  }
  return best;
}

/** Where in the column the first node lies that is not above `y`, its own size left out. */
function firstBelow({ layout }: Scene, column: number, y: number): number {
  let low = layout.columns[column]!;
  let high = layout.columns[column + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (layout.y[layout.order[middle]!]! < y) low = middle + 1;
    else high = middle;
  }
  return low;
}
