/**
 * The drawn board inside its frame: what is shown, from where, and what is pointed at. It redraws
 * once a frame at most, and knows no React.
 */
import {
  type D3ZoomEvent,
  drag,
  polygonContains,
  select,
  type ZoomTransform,
  zoom,
  zoomIdentity,
  zoomTransform,
} from 'd3';
import type { ThreeModes } from '../../tensor/bilinear.ts';
import type { Cells } from './cells.ts';
import { coordinates } from './cells.ts';
import { FlatCanvas } from './flat-canvas.ts';
import {
  CELL,
  cellAt,
  cellCorner,
  type FlatLayout,
  fitScale,
  fittedLayout,
  type Mode,
} from './flat-layout.ts';
import { outline } from './paint-axes.ts';
import { paintSolid, type Stamped } from './paint-solid.ts';
import { paintSvg, SVG_CELLS } from './paint-svg.ts';
import type { Fonts } from './pen.ts';
import type { FramePixels, View } from './picture.ts';
import { type Angle, frameOf, projectPoint, reach, turned } from './solid-layout.ts';
import { type Colours, onThemeChange, readColours } from './theme-colours.ts';

export interface StageElements {
  readonly frame: HTMLElement;
  readonly svg: SVGSVGElement;
  readonly canvas: HTMLCanvasElement;
  /** Over both: where the pointer and the cursor are. */
  readonly pointed: SVGPathElement;
  readonly cursor: SVGPathElement;
  readonly probe: HTMLElement;
}

export interface StageContent {
  readonly cells: Cells;
  readonly modes: ThreeModes;
  readonly along: Mode;
  readonly solid: boolean;
  readonly angle: Angle;
}

export interface StageEvents {
  /** The pointer is over another cell, or over none. */
  readonly onPoint: (index: number | null) => void;
  readonly onPick: (index: number) => void;
  /** A drag has turned the block, and is over. */
  readonly onTurned: (angle: Angle) => void;
  readonly onZoomed: (factor: number) => void;
}

/** Sides of a cell, and of a cube, in CSS pixels, that zooming in ends at. */
const LARGEST_CELL = 88;
const DEGREES_A_PIXEL = 0.45;

export class Stage {
  readonly #elements: StageElements;
  readonly #events: StageEvents;
  readonly #zoom = zoom<HTMLElement, unknown>();
  readonly #flat = new FlatCanvas();
  readonly #observer: ResizeObserver;
  readonly #stopTheme: () => void;
  #content: StageContent | null = null;
  #layout: FlatLayout | null = null;
  #layoutKey = '';
  #frame: FramePixels = { width: 0, height: 0 };
  #fit: View = { k: 1, x: 0, y: 0 };
  #transform: ZoomTransform = zoomIdentity;
  #colours: Colours | null = null;
  #fonts: Fonts = { text: 'sans-serif', figures: 'monospace' };
  #stamped: Stamped = { indices: [], xs: [], ys: [] };
  #pointed: number | null = null;
  #cursor: number | null = null;
  #angle: Angle = { yaw: 0, pitch: 0 };
  #request = 0;
  #pointer: { x: number; y: number } | null = null;
  /** What is drawn has changed, not only what is pointed at. */
  #stale = true;

  constructor(elements: StageElements, events: StageEvents) {
    this.#elements = elements;
    this.#events = events;
    const { frame, probe } = elements;
    this.#listen();
    this.#observer = new ResizeObserver(() => this.#measure());
    this.#observer.observe(frame);
    this.#stopTheme = onThemeChange(() => {
      this.#colours = null;
      this.draw();
    });
    const style = getComputedStyle(probe);
    this.#fonts = {
      text: style.getPropertyValue('--font-text').trim() || 'sans-serif',
      figures: style.getPropertyValue('--font-figures').trim() || 'monospace',
    };
    this.#measure();
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#stopTheme();
    cancelAnimationFrame(this.#request);
    select(this.#elements.frame).on('.zoom', null).on('.drag', null).on('.point', null);
  }

  get layout(): FlatLayout | null {
    return this.#layout;
  }

  show(content: StageContent): void {
    const solidBefore = this.#content?.solid;
    this.#content = content;
    this.#angle = content.angle;
    this.#arrange();
    if (solidBefore !== content.solid) {
      this.#point(null);
      this.#bindGestures();
    }
    this.draw();
  }

  setCursor(index: number | null): void {
    this.#cursor = index;
    if (index !== null) this.#bringIntoView(index);
    this.#schedule();
  }

  zoomBy(factor: number): void {
    this.#zoom.scaleBy(select(this.#elements.frame), factor);
  }

  zoomToFit(): void {
    this.#zoom.transform(select(this.#elements.frame), zoomIdentity);
  }

  turnBy(yaw: number, pitch: number): Angle {
    this.#angle = turned(this.#angle, yaw, pitch);
    this.draw();
    return this.#angle;
  }

  /** In the next animation frame, once. */
  draw(): void {
    this.#stale = true;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#request !== 0) return;
    this.#request = requestAnimationFrame(() => {
      this.#request = 0;
      if (this.#stale) this.#paint();
      this.#stale = false;
      this.#paintPointed();
    });
  }

  #measure(): void {
    const { frame } = this.#elements;
    const [width, height] = [frame.clientWidth, frame.clientHeight];
    if (width === this.#frame.width && height === this.#frame.height) return;
    this.#frame = { width, height };
    this.#layoutKey = '';
    this.#arrange();
    this.draw();
  }

  /** Chooses the layout and the fit anew when what they depend on has changed; that ends any zoom. */
  #arrange(): void {
    const content = this.#content;
    const { width, height } = this.#frame;
    if (content === null || width === 0 || height === 0) return;
    const { shape } = content.cells;
    const key = `${shape} ${content.along} ${content.solid} ${width} ${height}`;
    if (key === this.#layoutKey) return;
    this.#layoutKey = key;
    this.#layout = fittedLayout(
      shape,
      content.along,
      content.modes[content.along].columns,
      this.#frame,
    );
    if (content.solid) {
      const k = Math.min(
        (width - 116) / Math.hypot(shape[1], shape[2]),
        (height - 84) / (2 * reach(shape) * 0.94),
        64,
      );
      this.#fit = { k, x: width / 2, y: height / 2 };
    } else {
      const k = fitScale(this.#layout, this.#frame);
      this.#fit = {
        k,
        x: (width - this.#layout.width * k) / 2,
        y: (height - this.#layout.height * k) / 2,
      };
    }
    const side = content.solid ? this.#fit.k : this.#fit.k * CELL;
    const corners: [[number, number], [number, number]] = [
      [0, 0],
      [width, height],
    ];
    this.#zoom.extent(corners).translateExtent(corners);
    this.#zoom.scaleExtent([1, Math.max(1.5, LARGEST_CELL / side)]);
    this.zoomToFit();
  }

  get #view(): View {
    const { k, x, y } = this.#fit;
    const t = this.#transform;
    return { k: k * t.k, x: x * t.k + t.x, y: y * t.k + t.y };
  }

  #listen(): void {
    const { frame } = this.#elements;
    const target = select(frame);
    this.#zoom
      .filter((event: Event) => this.#mayZoom(event))
      .on('zoom', (event: D3ZoomEvent<HTMLElement, unknown>) => {
        this.#transform = event.transform;
        // While all is seen, a finger scrolls the page.
        frame.setAttribute('data-zoomed', String(event.transform.k > 1));
        this.#events.onZoomed(event.transform.k);
        this.draw();
      });
    target.call(this.#zoom).on('dblclick.zoom', null);
    target
      .on('pointermove.point', (event: PointerEvent) => {
        const { left, top } = frame.getBoundingClientRect();
        this.#pointer = { x: event.clientX - left, y: event.clientY - top };
        this.#schedule();
      })
      .on('pointerleave.point', () => {
        this.#pointer = null;
        this.#schedule();
      })
      .on('click.point', (event: PointerEvent) => {
        const { left, top } = frame.getBoundingClientRect();
        const index = this.#cellAt(event.clientX - left, event.clientY - top);
        if (index !== null) this.#events.onPick(index);
      });
  }

  #mayZoom(event: Event): boolean {
    if (event instanceof WheelEvent) {
      // The wheel scrolls the page, unless the board is what one works with.
      return event.ctrlKey || event.metaKey || document.activeElement === this.#elements.frame;
    }
    if (event instanceof MouseEvent) {
      const turns = this.#content?.solid === true && !event.shiftKey;
      return event.button === 0 && !event.ctrlKey && !turns;
    }
    const isTouch = 'touches' in event && event.touches instanceof TouchList;
    if (!isTouch) return true;
    const fingers = (event.touches as TouchList).length;
    return fingers > 1 || (this.#content?.solid !== true && this.#transform.k > 1);
  }

  #bindGestures(): void {
    const target = select(this.#elements.frame);
    this.#elements.frame.setAttribute('data-solid', String(this.#content?.solid === true));
    if (this.#content?.solid !== true) {
      target.on('.drag', null).style('touch-action', null);
      return;
    }
    target.call(
      drag<HTMLElement, unknown>()
        .filter((event: MouseEvent) => !event.shiftKey && !event.ctrlKey && !event.button)
        .on('drag', ({ dx, dy }: { dx: number; dy: number }) => {
          this.#pointer = null;
          const { yaw, pitch } = this.#angle;
          this.#angle = {
            yaw: yaw - dx * DEGREES_A_PIXEL,
            pitch: Math.max(-90, Math.min(90, pitch + dy * DEGREES_A_PIXEL)),
          };
          this.draw();
        })
        .on('end', () => {
          this.#angle = turned(this.#angle, 0, 0);
          this.#events.onTurned(this.#angle);
        }),
    );
    // The style sheet decides: a finger up or down scrolls the page, one across turns the block.
    target.style('touch-action', null);
  }

  #cellAt(x: number, y: number): number | null {
    const content = this.#content;
    if (content === null || this.#layout === null) return null;
    const { k, x: dx, y: dy } = this.#view;
    if (!content.solid) return cellAt(this.#layout, { x: (x - dx) / k, y: (y - dy) / k });
    const around = this.#cubeOutline();
    const { indices, xs, ys } = this.#stamped;
    for (let at = indices.length - 1; at >= 0; at--) {
      const [fromX, fromY] = [x - xs[at]!, y - ys[at]!];
      if (Math.abs(fromX) > k || Math.abs(fromY) > k) continue;
      if (polygonContains(around, [fromX, fromY])) return indices[at]!;
    }
    return null;
  }

  #cubeOutline(): [number, number][] {
    const { k } = this.#view;
    return outline(frameOf(this.#angle), 0.92).map(({ x, y }) => [x * k, y * k]);
  }

  #bringIntoView(index: number): void {
    const content = this.#content;
    if (this.#layout === null || content === null || content.solid || this.#transform.k === 1)
      return;
    const { x, y } = cellCorner(this.#layout, index);
    const view = this.#view;
    const [left, top] = [x * view.k + view.x, y * view.k + view.y];
    const side = CELL * view.k;
    const { width, height } = this.#frame;
    const inside = left >= 40 && top >= 48 && left + side <= width - 4 && top + side <= height - 4;
    if (inside) return;
    const { k, x: fx, y: fy } = this.#fit;
    const target = select(this.#elements.frame);
    this.#zoom.translateTo(target, (x + CELL / 2) * k + fx, (y + CELL / 2) * k + fy);
  }

  #point(index: number | null): void {
    if (index === this.#pointed) return;
    this.#pointed = index;
    this.#events.onPoint(index);
  }

  #paint(): void {
    const content = this.#content;
    const { width } = this.#frame;
    if (content === null || this.#layout === null || width === 0) return;
    const { svg, canvas, frame, probe } = this.#elements;
    this.#transform = zoomTransform(frame);
    const { cells, modes } = content;
    const view = this.#view;
    const usesSvg = !content.solid && cells.before.length <= SVG_CELLS;
    svg.style.display = usesSvg ? '' : 'none';
    canvas.style.display = usesSvg ? 'none' : '';
    if (usesSvg) {
      paintSvg(svg, { cells, modes, layout: this.#layout, view, frame: this.#frame });
    } else {
      this.#colours ??= readColours(probe);
      const pen = sized(canvas, this.#frame);
      if (pen !== null && content.solid) {
        const picture = { cells, modes, angle: this.#angle, view, frame: this.#frame };
        this.#stamped = paintSolid(pen, picture, this.#colours, this.#fonts);
      } else if (pen !== null) {
        const picture = { cells, modes, layout: this.#layout, view, frame: this.#frame };
        this.#flat.paint(pen, picture, this.#colours, this.#fonts);
      }
    }
  }

  #paintPointed(): void {
    const { pointed, cursor } = this.#elements;
    this.#point(this.#pointer === null ? null : this.#cellAt(this.#pointer.x, this.#pointer.y));
    pointed.setAttribute('d', this.#ring(this.#pointed));
    cursor.setAttribute('d', this.#ring(this.#cursor));
  }

  /** A path around a cell, in CSS pixels. */
  #ring(index: number | null): string {
    const content = this.#content;
    if (index === null || content === null || this.#layout === null) return '';
    const { shape, before } = content.cells;
    if (index >= before.length) return '';
    const { k, x: dx, y: dy } = this.#view;
    if (!content.solid) {
      const corner = cellCorner(this.#layout, index);
      const side = CELL * k;
      return `M${corner.x * k + dx} ${corner.y * k + dy}h${side}v${side}h${-side}z`;
    }
    const [i, j, l] = coordinates(shape, index);
    const middle = projectPoint(frameOf(this.#angle), [
      i - (shape[0] - 1) / 2,
      j - (shape[1] - 1) / 2,
      l - (shape[2] - 1) / 2,
    ]);
    const corners = this.#cubeOutline().map(
      ([x, y]) => `${x + middle.x * k + dx} ${y + middle.y * k + dy}`,
    );
    return `M${corners.join('L')}z`;
  }
}

/** The canvas's pen in CSS pixels, the canvas as sharp as the screen. */
function sized(
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
