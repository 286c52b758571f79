import { useEffect } from 'react';
import type { GuidePoint } from './lessons/lesson.ts';

/** Marks the part of the screen with that `data-guide` while it is pointed at; style sheets ring it. */
export function usePointing(point: GuidePoint | undefined): void {
  useEffect(() => {
    if (point === undefined) return;
    const element = document.querySelector(`[data-guide="${point}"]`);
    element?.setAttribute('data-pointed', '');
    element?.scrollIntoView({ block: 'nearest' });
    return () => element?.removeAttribute('data-pointed');
  }, [point]);
}
