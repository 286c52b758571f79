import { type RefObject, useEffect, useState } from 'react';

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** The size of an element in CSS pixels, as it changes; null before it is known. */
export function useSize(ref: RefObject<HTMLElement | null>): FrameSize | null {
  const [size, setSize] = useState<FrameSize | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const box = entry?.contentRect;
      if (box === undefined || box.width < 1 || box.height < 1) return;
      const next = { width: Math.round(box.width), height: Math.round(box.height) };
      setSize((old) => (old?.width === next.width && old.height === next.height ? old : next));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
