import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Rows drawn above and below those in sight. */
const BEYOND = 12;

export interface WindowRows {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The rows to draw: from the first to before the last. */
  readonly first: number;
  readonly last: number;
  /** Pixels of the rows that are not drawn. */
  readonly above: number;
  readonly below: number;
}

/** Which of many rows of one height are drawn: those in sight of their scroller, and some around. */
export function useWindowRows(count: number, rowHeight: number): WindowRows {
  const scroller = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => {
      const { scrollTop, clientHeight } = element;
      // In steps of some rows, so that not every pixel renders.
      const top = Math.floor(scrollTop / (4 * rowHeight)) * 4 * rowHeight;
      setSeen((before) =>
        before.top === top && before.height === clientHeight
          ? before
          : { top, height: clientHeight },
      );
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [rowHeight]);
  const first = Math.min(
    Math.max(0, Math.floor(seen.top / rowHeight) - BEYOND),
    Math.max(0, count - BEYOND),
  );
  const last = Math.min(count, Math.ceil((seen.top + seen.height) / rowHeight) + BEYOND);
  return { scroller, first, last, above: first * rowHeight, below: (count - last) * rowHeight };
}
