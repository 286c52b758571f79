/**
 * The drawn board inside its frame: what is shown, from where, and what is pointed at. It redraws
 * once a frame at most, and knows no React.
 */
import {
  type D3ZoomEvent,
  select,
  type ZoomTransform,
  zoom,
  zoomIdentity,
  zoomTransform,
} from 'd3';
import type { ThreeModes } from '../../tensor/bilinear.ts';
import type { Cells } from './cells.ts';
import { flatFit, solidFit } from './fit.ts';
import { FlatCanvas } from './flat-canvas.ts';
import { CELL, cellCorner, type FlatLayout, fittedLayout, type Mode } from './flat-layout.ts';
import { mayZoom, turning } from './gestures.ts';
import { paintSolid, type Stamped } from './paint-solid.ts';
import { paintSvg, SVG_CELLS } from './paint-svg.ts';
import type { Fonts } from './pen.ts';
import type { FramePixels, View } from './picture.ts';
import { cubeAt, cubeRing, flatCellAt, flatRing } from './pointed-cell.ts';
import { sizedPen } from './sized-pen.ts';
import { type Angle, turned } from './solid-layout.ts';
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
    this.#fit = content.solid ? solidFit(shape, this.#frame) : flatFit(this.#layout, this.#frame);
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
    return mayZoom(event, {
      solid: this.#content?.solid === true,
      zoomed: this.#transform.k > 1,
      focused: document.activeElement === this.#elements.frame,
    });
  }

  #bindGestures(): void {
    const target = select(this.#elements.frame);
    this.#elements.frame.setAttribute('data-solid', String(this.#content?.solid === true));
    if (this.#content?.solid !== true) {
      target.on('.drag', null).style('touch-action', null);
      return;
    }
    const turn = (angle: Angle, isOver: boolean) => {
      this.#angle = angle;
      if (isOver) {
        this.#events.onTurned(angle);
        return;
      }
      this.#pointer = null;
      this.draw();
    };
    target.call(turning(() => this.#angle, turn));
    // The style sheet decides: a finger up or down scrolls the page, one across turns the block.
    target.style('touch-action', null);
  }

  #cellAt(x: number, y: number): number | null {
    const content = this.#content;
    if (content === null || this.#layout === null) return null;
    const view = this.#view;
    return content.solid
      ? cubeAt(this.#stamped, { angle: this.#angle, view }, x, y)
      : flatCellAt(this.#layout, view, x, y);
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
      const pen = sizedPen(canvas, this.#frame);
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
    const view = this.#view;
    return content.solid
      ? cubeRing({ shape, angle: this.#angle, view }, index)
      : flatRing(this.#layout, view, index);
  }
}
