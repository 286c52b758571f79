/** From where the tree is seen. */
import { select, type ZoomBehavior, zoom, zoomIdentity } from 'd3';
import { fittingColumn, type Scene, sceneSize } from './scene.ts';
import { placeOf, type View } from './view.ts';

type Layout = Scene['layout'];

/** Around the whole tree, and to its right for the last labels, in CSS pixels. */
const MARGIN = 34;
const LABEL = 96;
/** A node that is brought into view is so far from the frame's edge. */
const EDGE = 48;

export class Camera {
  /** It follows the tree until the user has moved it. */
  follows = true;
  /** Of the frame, in CSS pixels. */
  width = 0;
  height = 0;
  #view: View = zoomIdentity;
  readonly #frame: HTMLElement;
  readonly #zoom: ZoomBehavior<HTMLElement, unknown>;

  /** @param onMoved the view is another */
  constructor(frame: HTMLElement, onMoved: () => void) {
    this.#frame = frame;
    this.#zoom = zoom<HTMLElement, unknown>()
      .scaleExtent([0.004, 4])
      .on('zoom', ({ transform, sourceEvent }: { transform: View; sourceEvent: unknown }) => {
        this.#view = transform;
        if (sourceEvent !== null && sourceEvent !== undefined) this.follows = false;
        onMoved();
      });
    select(frame).call(this.#zoom).on('dblclick.zoom', null);
  }

  dispose(): void {
    select(this.#frame).on('.zoom', null);
  }

  get view(): View {
    return this.#view;
  }

  resize(width: number, height: number): void {
    this.width = width;
    this.height = height;
  }

  /** Sees all of the tree, or as much of it as can still be read, and follows it from now on. */
  fit(scene: Scene | null): void {
    this.follows = true;
    if (scene === null || this.width === 0) return;
    const { width, height } = sceneSize(scene);
    const room = this.#room();
    const across = room.width / Math.max(width, 1);
    const down = room.height / Math.max(height, 1);
    const k = Math.max(0.004, Math.min(1.15, across, down));
    const x = Math.max(MARGIN, (this.width - this.#label - width * k) / 2);
    const y = (this.height - height * k) / 2;
    select(this.#frame).call(this.#zoom.transform, zoomIdentity.translate(x, y).scale(k));
  }

  /** The distance of the columns with which a tree fits best. */
  fittingColumn(layout: Layout): number {
    const { width, height } = this.#room();
    return fittingColumn(layout, width, height);
  }

  zoomBy(factor: number): void {
    this.follows = false;
    select(this.#frame).call(this.#zoom.scaleBy, factor);
  }

  panBy(x: number, y: number): void {
    this.follows = false;
    const { k } = this.#view;
    select(this.#frame).call(this.#zoom.translateBy, x / k, y / k);
  }

  /** Keeps a node where it is on the screen, though the tree is another. */
  anchor(before: Scene, scene: Scene, node: number): void {
    const was = before.visible.index[node] ?? -1;
    const is = scene.visible.index[node] ?? -1;
    if (was < 0 || is < 0) return;
    const moved = before.layout.y[was]! - scene.layout.y[is]!;
    if (moved !== 0) select(this.#frame).call(this.#zoom.translateBy, 0, moved);
  }

  /** Brings a node into view, if it is outside. */
  reveal(scene: Scene | null, node: number): void {
    const at = scene?.visible.index[node] ?? -1;
    // A view that follows the tree shows all of it.
    if (this.follows || scene === null || at < 0) return;
    const [x, y] = placeOf(scene, this.#view, at);
    const dx = x < EDGE ? EDGE - x : Math.min(0, this.width - 3 * EDGE - x);
    const dy = y < EDGE ? EDGE - y : Math.min(0, this.height - EDGE - y);
    if (dx !== 0 || dy !== 0) this.panBy(dx, dy);
  }

  /** What the tree itself may take. */
  #room(): { readonly width: number; readonly height: number } {
    return {
      width: this.width - 2 * MARGIN - this.#label,
      height: this.height - 2 * MARGIN,
    };
  }

  /** Room for the labels of the last column; a narrow frame needs it for the tree. */
  get #label(): number {
    return Math.min(LABEL, this.width * 0.11);
  }
}
