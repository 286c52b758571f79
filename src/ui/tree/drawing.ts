import type { Colours } from './colours.ts';
import type { Emphasis } from './emphasis.ts';
import type { Scene } from './scene.ts';
import type { View } from './view.ts';

/** What is drawn, from where it is seen, and with what. */
export interface Drawing {
  readonly context: CanvasRenderingContext2D;
  readonly scene: Scene;
  readonly view: View;
  readonly colours: Colours;
  readonly emphasis: Emphasis;
}

/** Opacity of what recedes. */
export const RECEDED = 0.5;
