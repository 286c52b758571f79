/** What fingers and the mouse do to the board: zoom and move it, or turn the block. */
import { type DragBehavior, drag } from 'd3';
import { type Angle, turned } from './solid-layout.ts';

const DEGREES_A_PIXEL = 0.45;

export interface ZoomSituation {
  readonly solid: boolean;
  readonly zoomed: boolean;
  /** What is shown is what one works with. */
  readonly focused: boolean;
}

/** Whether an event zooms or moves what is seen. */
export function mayZoom(event: Event, { solid, zoomed, focused }: ZoomSituation): boolean {
  // The wheel scrolls the page, unless the board is what one works with.
  if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey || focused;
  if (event instanceof MouseEvent) {
    const turns = solid && !event.shiftKey;
    return event.button === 0 && !event.ctrlKey && !turns;
  }
  const isTouch = 'touches' in event && event.touches instanceof TouchList;
  if (!isTouch) return true;
  const fingers = (event.touches as TouchList).length;
  return fingers > 1 || (!solid && zoomed);
}

/**
 * Turns the block with the pointer.
 * @param angle as it is now
 * @param turn takes each angle on the way, and the last one, brought into its range
 */
export function turning(
  angle: () => Angle,
  turn: (angle: Angle, isOver: boolean) => void,
): DragBehavior<HTMLElement, unknown, unknown> {
  return drag<HTMLElement, unknown>()
    .filter((event: MouseEvent) => !event.shiftKey && !event.ctrlKey && !event.button)
    .on('drag', ({ dx, dy }: { dx: number; dy: number }) => {
      const { yaw, pitch } = angle();
      const next = {
        yaw: yaw - dx * DEGREES_A_PIXEL,
        pitch: Math.max(-90, Math.min(90, pitch + dy * DEGREES_A_PIXEL)),
      };
      turn(next, false);
    })
    .on('end', () => turn(turned(angle(), 0, 0), true));
}
