import { useEffect, useRef } from 'react';
import { cancelFrame, nextFrame } from './frames.ts';
import { useSession } from './session-context.ts';

/** Milliseconds between two drawings of one chart. */
const THROTTLE_MS = 500;

/**
 * An SVG that `draw` fills whenever the run's history or the SVG's width changes. Drawing is left to
 * d3 and to animation frames; React renders the element once.
 * @param draw a function that keeps its identity while it draws the same thing
 */
export function useDrawing(draw: (svg: SVGSVGElement, width: number) => void) {
  const ref = useRef<SVGSVGElement>(null);
  const session = useSession();
  useEffect(() => {
    const svg = ref.current;
    if (svg === null) return;
    let width = 0;
    let drawnAt = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const job = () => {
      drawnAt = performance.now();
      if (width > 0) draw(svg, width);
    };
    const redraw = () => {
      clearTimeout(timer);
      const wait = drawnAt + THROTTLE_MS - performance.now();
      if (wait <= 0) nextFrame(job);
      else timer = setTimeout(() => nextFrame(job), wait);
    };
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.round(entry?.contentRect.width ?? 0);
      if (measured === width) return;
      width = measured;
      nextFrame(job);
    });
    observer.observe(svg);
    const unsubscribe = session.view.subscribe((view, before) => {
      if (view.revision !== before.revision || view.history !== before.history) redraw();
    });
    nextFrame(job);
    return () => {
      observer.disconnect();
      unsubscribe();
      clearTimeout(timer);
      cancelFrame(job);
    };
  }, [draw, session]);
  return ref;
}
