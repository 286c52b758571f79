/** What every way of painting the board is given. */
import type { ThreeModes } from '../../tensor/bilinear.ts';
import type { Cells } from './cells.ts';
import type { FlatLayout } from './flat-layout.ts';
import type { Angle } from './solid-layout.ts';

/** From units of the drawing to CSS pixels of the frame: scale by k, then move. */
export interface View {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export interface FramePixels {
  readonly width: number;
  readonly height: number;
}

export interface FlatPicture {
  readonly cells: Cells;
  readonly modes: ThreeModes;
  readonly layout: FlatLayout;
  readonly view: View;
  readonly frame: FramePixels;
}

export interface SolidPicture {
  readonly cells: Cells;
  readonly modes: ThreeModes;
  readonly angle: Angle;
  /** Units are sides of a cube, from the middle of the block. */
  readonly view: View;
  readonly frame: FramePixels;
}
