/**
 * Slices on a canvas: for targets of thousands of cells. Editing a move changes cells alone, so grids
 * and labels are kept as they were painted until the frame shows something else.
 */
import { rgb } from 'd3';
import { CHANGES, TONES } from './cells.ts';
import { CELL } from './flat-layout.ts';
import { detailOf } from './looks.ts';
import { paintCanvas } from './paint-canvas.ts';
import { paintGround } from './paint-ground.ts';
import { paintLabels } from './paint-labels.ts';
import { type PixelColours, paintPixels } from './paint-pixels.ts';
import type { Fonts } from './pen.ts';
import type { FlatPicture } from './picture.ts';
import { type Seen, seenSlices } from './seen.ts';
import type { Colours } from './theme-colours.ts';

export class FlatCanvas {
  readonly #ground = document.createElement('canvas');
  readonly #labels = document.createElement('canvas');
  readonly #cells = document.createElement('canvas');
  #image: ImageData | null = null;
  /** What ground and labels were painted for. */
  #kept: { readonly key: string; readonly colours: Colours } | null = null;
  #pixelColours: PixelColours | null = null;

  /** @param pen in CSS pixels, on a canvas of the frame's size */
  paint(pen: CanvasRenderingContext2D, picture: FlatPicture, colours: Colours, fonts: Fonts): void {
    const ratio = pen.getTransform().a;
    const seen = seenSlices(picture);
    this.#keepUp(pen.canvas, ratio, picture, seen, colours, fonts);
    copy(pen, this.#ground);
    if (detailOf(CELL * picture.view.k) === 'far') {
      this.#pixelColours ??= pixelColours(colours);
      this.#paintFar(pen, picture, seen, this.#pixelColours, ratio);
    } else {
      paintCanvas(pen, picture, seen, colours, fonts);
    }
    copy(pen, this.#labels);
  }

  #keepUp(
    { width, height }: HTMLCanvasElement,
    ratio: number,
    picture: FlatPicture,
    seen: readonly Seen[],
    colours: Colours,
    fonts: Fonts,
  ): void {
    const { layout, view, frame, modes } = picture;
    const names = modes.map((mode) => mode.names).join();
    const { shape, along, perRow } = layout;
    const key = [width, height, shape, along, perRow, view.k, view.x, view.y, names].join(' ');
    if (this.#kept?.key === key && this.#kept.colours === colours) return;
    if (this.#kept?.colours !== colours) this.#pixelColours = null;
    this.#kept = { key, colours };
    for (const [canvas, paint] of [
      [
        this.#ground,
        (pen: CanvasRenderingContext2D) => {
          pen.fillStyle = colours.surface;
          pen.fillRect(0, 0, frame.width, frame.height);
          paintGround(pen, picture, seen, colours);
        },
      ],
      [
        this.#labels,
        (pen: CanvasRenderingContext2D) => paintLabels(pen, picture, seen, colours, fonts),
      ],
    ] as const) {
      canvas.width = width;
      canvas.height = height;
      const pen = canvas.getContext('2d');
      if (pen === null) continue;
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(pen);
    }
  }

  #paintFar(
    pen: CanvasRenderingContext2D,
    picture: FlatPicture,
    seen: readonly Seen[],
    colours: PixelColours,
    ratio: number,
  ): void {
    const { width, height } = pen.canvas;
    if (this.#image?.width !== width || this.#image.height !== height) {
      this.#cells.width = width;
      this.#cells.height = height;
      this.#image = new ImageData(width, height);
    }
    const data = new Uint32Array(this.#image.data.buffer);
    paintPixels({ width, height, data }, picture, seen, colours, ratio);
    this.#cells.getContext('2d')?.putImageData(this.#image, 0, 0);
    copy(pen, this.#cells);
  }
}

/** Pixel by pixel. */
function copy(pen: CanvasRenderingContext2D, from: HTMLCanvasElement): void {
  const transform = pen.getTransform();
  pen.resetTransform();
  pen.drawImage(from, 0, 0);
  pen.setTransform(transform);
}

function pixelColours(colours: Colours): PixelColours {
  const bytes = new Uint8Array(4);
  const pixel = new Uint32Array(bytes.buffer);
  const of = (colour: string) => {
    const { r, g, b } = rgb(colour);
    bytes.set([r, g, b, 255]);
    return pixel[0]!;
  };
  return {
    tones: Uint32Array.from(TONES, (tone) => of(colours[tone])),
    changes: Uint32Array.from(CHANGES, (change) => of(colours[change])),
    hint: of(colours.hint),
  };
}
