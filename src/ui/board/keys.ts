/** What keys do while the board has the focus. */
import type { Cells } from './cells.ts';
import { rowEnd, stepDrawn, stepFlat, stepSlice } from './cursor.ts';
import type { FlatLayout } from './flat-layout.ts';

export interface KeyContext {
  readonly cells: Cells;
  readonly layout: FlatLayout | null;
  readonly solid: boolean;
  readonly cursor: number | null;
  readonly moveTo: (index: number) => void;
  /** By degrees. */
  readonly turn: (yaw: number, pitch: number) => void;
  /** Null fits the whole board. */
  readonly zoom: (factor: number | null) => void;
  readonly leave: () => void;
}

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const ZOOM_STEP = 1.5;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** True when the key was one of the board's. */
export function onBoardKey(event: Key, context: KeyContext): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (altKey) return false;
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    const [across, down] = arrow;
    if (context.solid) {
      if (ctrlKey || metaKey) return false;
      const degrees = shiftKey ? 15 : 5;
      context.turn(-across * degrees, -down * degrees);
      return true;
    }
    step(context, across, down, ctrlKey || metaKey);
    return true;
  }
  if (ctrlKey || metaKey) return false;
  switch (key) {
    case '+':
    case '=':
      context.zoom(ZOOM_STEP);
      return true;
    case '-':
      context.zoom(1 / ZOOM_STEP);
      return true;
    case '0':
      context.zoom(null);
      return true;
    case 'Escape':
      if (context.cursor === null) return false;
      context.leave();
      return true;
    default:
      return leap(key, context);
  }
}

function step(context: KeyContext, across: number, down: number, toDrawn: boolean): void {
  const { layout, cells, cursor } = context;
  if (layout === null) return;
  context.moveTo(cursor === null ? 0 : stepFlat(layout, cells, cursor, { across, down, toDrawn }));
}

function leap(key: string, { solid, layout, cells, cursor, moveTo }: KeyContext): boolean {
  const by = key === 'PageDown' ? 1 : key === 'PageUp' ? -1 : null;
  if (layout === null) return false;
  if (by !== null) {
    if (solid) moveTo(stepDrawn(cells, cursor ?? -1, by));
    else moveTo(cursor === null ? 0 : stepSlice(layout, cursor, by));
    return true;
  }
  if (solid || cursor === null || (key !== 'Home' && key !== 'End')) return false;
  moveTo(rowEnd(layout, cursor, key === 'Home' ? 'first' : 'last'));
  return true;
}
