import { select, type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from 'd3';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';

/** Enlargement beyond the view that shows everything. */
const LIMITS: [number, number] = [1, 24];

export interface Zoom {
  readonly transform: ZoomTransform;
  readonly by: (factor: number) => void;
  readonly fit: () => void;
}

/**
 * Pan and zoom of an element with d3-zoom.
 * @param drag false where dragging means something else
 * @param wheel true where the wheel may be taken from the page; else it zooms with Ctrl, as a pinch does
 */
export function useZoom(
  ref: RefObject<HTMLElement | null>,
  { drag, wheel }: { readonly drag: boolean; readonly wheel: boolean },
): Zoom {
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  const behaviour = useRef<ZoomBehavior<HTMLElement, unknown> | null>(null);
  const settings = useRef({ drag, wheel });
  settings.current = { drag, wheel };
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const created = zoom<HTMLElement, unknown>()
      .scaleExtent(LIMITS)
      .filter((event: MouseEvent | WheelEvent | TouchEvent) => {
        const { drag, wheel } = settings.current;
        if (event.type === 'wheel') return wheel || event.ctrlKey;
        if (event.type === 'dblclick') return true;
        if ('touches' in event && event.touches.length > 1) return true;
        return drag && !event.ctrlKey && !('button' in event && event.button > 0);
      })
      .extent(() => [
        [0, 0],
        [element.clientWidth, element.clientHeight],
      ])
      .on('zoom', (event: { readonly transform: ZoomTransform }) => {
        // At its smallest there is nothing to pan.
        setTransform(event.transform.k <= 1.001 ? zoomIdentity : event.transform);
      });
    behaviour.current = created;
    const selection = select(element);
    selection.call(created);
    return () => {
      selection.on('.zoom', null);
    };
  }, [ref]);
  return useMemo(() => {
    const apply = (
      change: (selection: ReturnType<typeof select<HTMLElement, unknown>>) => void,
    ) => {
      if (ref.current !== null && behaviour.current !== null) {
        change(select<HTMLElement, unknown>(ref.current));
      }
    };
    return {
      transform,
      by: (factor) => apply((selection) => behaviour.current?.scaleBy(selection, factor)),
      fit: () => apply((selection) => behaviour.current?.transform(selection, zoomIdentity)),
    };
  }, [transform, ref]);
}
