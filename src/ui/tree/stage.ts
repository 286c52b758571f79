/** The canvas of the tree: what is drawn, and what the pointer is over. */
import type { Playback } from '../../search/record/playback.ts';
import { endsToDraw } from '../../session/tree/ends.ts';
import type { InspectorState } from '../../session/tree/inspector-state.ts';
import { shownSimulation } from '../../session/tree/inspector-state.ts';
import { modesOf } from '../../session/tree/names.ts';
import type { LayoutClient } from '../../session/tree/tree-clients.ts';
import { visibleNodes } from '../../session/tree/visible.ts';
import { onThemeChange } from '../board/theme-colours.ts';
import { motionIsReduced } from '../shared/preferences.ts';
import { Camera } from './camera.ts';
import { type Colours, readColours } from './colours.ts';
import { type Emphasis, emphasisOf, pathNodes } from './emphasis.ts';
import { figuresOf, labelOrder, paintLabels } from './labels.ts';
import { LayoutLoop } from './layout-loop.ts';
import { moveText } from './move-text.ts';
import { Moving } from './moving.ts';
import { paintScene } from './paint.ts';
import { createScene, layoutRequest, type Scene } from './scene.ts';
import { nodeAt } from './view.ts';

export interface StageParts {
  readonly frame: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** Seen by nobody: tells colours. */
  readonly probe: HTMLElement;
}

export interface StageEvents {
  readonly onPick: (node: number) => void;
  /** A double click. */
  readonly onToggle: (node: number) => void;
}

/** Beyond so many nodes a change is shown at once. */
const MOST_MOVING = 4000;

export class TreeStage {
  readonly #parts: StageParts;
  readonly #events: StageEvents;
  readonly #layouts: LayoutClient;
  readonly #context: CanvasRenderingContext2D;
  readonly #camera: Camera;
  readonly #observer: ResizeObserver;
  readonly #stopTheme: () => void;
  #colours: Colours;
  #state: InspectorState | null = null;
  #scene: Scene | null = null;
  #emphasis: Emphasis | null = null;
  #hovered = -1;
  #frame = 0;
  readonly #layoutLoop = new LayoutLoop(() => this.#layout());
  #moving: Moving | null = null;

  constructor(parts: StageParts, events: StageEvents, layouts: LayoutClient) {
    this.#parts = parts;
    this.#events = events;
    this.#layouts = layouts;
    const context = parts.canvas.getContext('2d');
    if (context === null) throw new Error('This browser has no canvas to draw the tree on');
    this.#context = context;
    this.#colours = readColours(parts.probe);
    this.#stopTheme = onThemeChange(() => {
      this.#colours = readColours(parts.probe);
      this.draw();
    });
    this.#camera = new Camera(parts.frame, () => this.draw());
    parts.frame.addEventListener('pointermove', this.#onMove);
    parts.frame.addEventListener('pointerleave', this.#onLeave);
    parts.frame.addEventListener('click', this.#onClick);
    parts.frame.addEventListener('dblclick', this.#onDoubleClick);
    this.#observer = new ResizeObserver(() => this.#resize());
    this.#observer.observe(parts.frame);
    this.#resize();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#layoutLoop.dispose();
    this.#observer.disconnect();
    this.#stopTheme();
    const { frame } = this.#parts;
    this.#camera.dispose();
    frame.removeEventListener('pointermove', this.#onMove);
    frame.removeEventListener('pointerleave', this.#onLeave);
    frame.removeEventListener('click', this.#onClick);
    frame.removeEventListener('dblclick', this.#onDoubleClick);
  }

  get scene(): Scene | null {
    return this.#scene;
  }

  get colours(): Colours {
    return this.#colours;
  }

  get canvas(): HTMLCanvasElement {
    return this.#parts.canvas;
  }

  /** Shows a state of the inspector. */
  show(state: InspectorState): void {
    const before = this.#state;
    this.#state = state;
    if (state.record !== before?.record) {
      this.#scene = null;
      this.#camera.follows = true;
    }
    const relaid =
      before === null ||
      state.revision !== before.revision ||
      state.record !== before.record ||
      state.folded !== before.folded ||
      state.unfolded !== before.unfolded ||
      state.filters !== before.filters ||
      state.most !== before.most ||
      state.phase !== before.phase ||
      (state.overlay === 'ends') !== (before.overlay === 'ends') ||
      (state.selected !== before.selected &&
        (this.#scene?.visible.index[state.selected] ?? -1) < 0);
    if (relaid) this.#layoutLoop.soon();
    this.#emphasis = null;
    if (before !== null && state.selected !== before.selected) {
      this.#camera.reveal(this.#scene, state.selected);
    }
    this.draw();
  }

  /** One redraw a frame, however often it is asked for. */
  draw(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.paint();
    });
  }

  /** Draws now; gives the milliseconds it took. */
  paint(): number {
    const began = performance.now();
    const scene = this.#scene;
    const { width, height, view } = this.#camera;
    const ratio = this.#parts.canvas.width / Math.max(1, width);
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (scene === null || this.#state === null) {
      this.#context.clearRect(0, 0, width, height);
      return 0;
    }
    if (this.#moving?.advance(scene, performance.now()) === true) this.draw();
    else this.#moving = null;
    this.#emphasis ??= emphasisOf(scene, this.#state, this.#hovered);
    const emphasis = this.#emphasis;
    const surface = { context: this.#context, width, height };
    paintScene(surface, scene, view, this.#colours, emphasis);
    const { record } = this.#state;
    if (record !== null) {
      const modes = modesOf(record.header);
      const first = [emphasis.selected, emphasis.leaf, emphasis.hovered].filter((at) => at >= 0);
      const order = labelOrder(scene, emphasis);
      paintLabels(surface, scene, view, this.#colours, new Set(first), order, (at) => {
        const edge = record.columns.nodeParentEdge.data[scene.visible.nodes[at]!]!;
        const formula = edge < 0 || view.k < 0.42 ? '' : moveText(record.edgeTerm(edge), modes);
        return { figures: figuresOf(scene, at, emphasis), formula };
      });
    }
    return performance.now() - began;
  }

  /** Sees all of the tree, or as much of it as can still be read. */
  fit(): void {
    this.#camera.fit(this.#scene);
  }

  zoomBy(factor: number): void {
    this.#camera.zoomBy(factor);
  }

  panBy(x: number, y: number): void {
    this.#camera.panBy(x, y);
  }

  #layout(): Promise<void> | null {
    const state = this.#state;
    const playback = state?.playback ?? null;
    if (state === null || playback === null || playback.record.nodes === 0) return null;
    return this.#layOut(state, playback);
  }

  async #layOut(state: InspectorState, playback: Playback): Promise<void> {
    const simulation = shownSimulation(state);
    const shown = simulation === null ? [] : pathNodes(state, simulation);
    const ends = state.overlay === 'ends' ? endsToDraw(playback, state.filters, state.folded) : [];
    const visible = visibleNodes(playback, {
      filters: state.filters,
      folded: state.folded,
      unfolded: state.unfolded,
      always: [state.selected, ...shown, ...ends].filter(
        // The simulation's new node comes with its expansion.
        (node) => playback.has(node) || (state.phase === 'expansion' && shown.includes(node)),
      ),
      most: state.most,
    });
    const layout = await this.#layouts.layout(layoutRequest(playback, visible));
    // Another tree may have come meanwhile.
    if (this.#state?.record !== state.record) return;
    // Columns keep their distance while the user looks around.
    const column =
      this.#camera.follows || this.#scene === null
        ? this.#camera.fittingColumn(layout)
        : this.#scene.column;
    this.#replace(createScene(playback, visible, layout, column));
  }

  #replace(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    this.#emphasis = null;
    this.#hovered = -1;
    this.#moving = null;
    if (before === null || this.#camera.follows) {
      this.#camera.fit(scene);
    } else {
      const selected = this.#state?.selected ?? 0;
      this.#camera.anchor(before, scene, selected);
      if ((before.visible.index[selected] ?? -1) < 0) this.#camera.reveal(scene, selected);
    }
    if (before !== null && scene.visible.nodes.length <= MOST_MOVING && !motionIsReduced()) {
      this.#moving = new Moving(before, scene, performance.now());
    }
    this.draw();
  }

  #resize(): void {
    const { frame, canvas } = this.#parts;
    const { width, height } = frame.getBoundingClientRect();
    const ratio = Math.min(2, devicePixelRatio);
    this.#camera.resize(Math.round(width), Math.round(height));
    canvas.width = Math.round(this.#camera.width * ratio);
    canvas.height = Math.round(this.#camera.height * ratio);
    if (this.#camera.follows) this.#camera.fit(this.#scene);
    // A canvas that was resized is empty until it is painted.
    this.paint();
  }

  /** The drawn node under a point of the frame; −1 between them. */
  #at(event: { readonly clientX: number; readonly clientY: number }): number {
    if (this.#scene === null) return -1;
    const { left, top } = this.#parts.frame.getBoundingClientRect();
    return nodeAt(this.#scene, this.#camera.view, event.clientX - left, event.clientY - top);
  }

  readonly #onMove = (event: PointerEvent): void => {
    const at = this.#at(event);
    if (at === this.#hovered) return;
    this.#hovered = at;
    this.#parts.frame.style.cursor = at < 0 ? '' : 'pointer';
    if (this.#emphasis !== null) this.#emphasis = { ...this.#emphasis, hovered: at };
    this.draw();
  };

  readonly #onLeave = (): void => {
    this.#hovered = -1;
    this.#emphasis = null;
    this.draw();
  };

  readonly #onClick = (event: MouseEvent): void => {
    // The end of a drag is no click: d3 prevents it.
    const at = event.defaultPrevented ? -1 : this.#at(event);
    if (at >= 0 && this.#scene !== null) this.#events.onPick(this.#scene.visible.nodes[at]!);
  };

  readonly #onDoubleClick = (event: MouseEvent): void => {
    const at = this.#at(event);
    if (at >= 0 && this.#scene !== null) this.#events.onToggle(this.#scene.visible.nodes[at]!);
  };
}
