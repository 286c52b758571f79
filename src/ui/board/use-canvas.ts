import { type RefObject, useEffect, useRef } from 'react';
import type { Pen } from './flat-canvas.ts';
import { onThemeChange, type Palette, readPalette } from './palette.ts';
import type { FrameSize } from './use-size.ts';

/**
 * A canvas of that size in CSS pixels, sharp on every screen, painted at most once a frame: after
 * each rendering of its component and after a change of theme.
 */
export function useCanvas(
  { width, height }: FrameSize,
  paint: (pen: Pen, palette: Palette) => void,
): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  const palette = useRef<Palette | null>(null);
  const painter = useRef(paint);
  const request = useRef(0);
  painter.current = paint;

  const repaint = useRef(() => {
    cancelAnimationFrame(request.current);
    request.current = requestAnimationFrame(() => {
      const canvas = ref.current;
      const pen = canvas?.getContext('2d');
      if (canvas === null || pen === null || pen === undefined) return;
      palette.current ??= readPalette(canvas.parentElement ?? document.body);
      const ratio = window.devicePixelRatio;
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      painter.current(pen, palette.current);
    });
  });

  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null) return;
    const ratio = window.devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    repaint.current();
  }, [width, height]);
  useEffect(() => repaint.current());
  useEffect(() => {
    const stop = onThemeChange(() => {
      palette.current = null;
      repaint.current();
    });
    return () => {
      stop();
      cancelAnimationFrame(request.current);
    };
  }, []);
  return ref;
}
