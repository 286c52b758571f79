import { type FlatLayout, fitScale } from './flat-layout.ts';
import type { FramePixels, View } from './picture.ts';
import { reach } from './solid-layout.ts';

/** Largest side of a cube, in CSS pixels, at which all is seen. */
const LARGEST_CUBE = 64;

/** Sees all slices. */
export function flatFit(layout: FlatLayout, frame: FramePixels): View {
  const k = fitScale(layout, frame);
  return {
    k,
    x: (frame.width - layout.width * k) / 2,
    y: (frame.height - layout.height * k) / 2,
  };
}

/** Sees the block however it is turned, with room for the names of its axes. */
export function solidFit(
  shape: readonly [number, number, number],
  { width, height }: FramePixels,
): View {
  const k = Math.min(
    (width - 116) / Math.hypot(shape[1], shape[2]),
    (height - 84) / (2 * reach(shape) * 0.94),
    LARGEST_CUBE,
  );
  return { k, x: width / 2, y: height / 2 };
}
