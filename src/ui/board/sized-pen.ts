import type { FramePixels } from './picture.ts';

/** The canvas's pen in CSS pixels, the canvas as sharp as the screen. */
export function sizedPen(
  canvas: HTMLCanvasElement,
  { width, height }: FramePixels,
): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  const pen = canvas.getContext('2d', { alpha: false });
  pen?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return pen;
}
