import { valueColour } from './colours.ts';
import { type Drawing, RECEDED } from './drawing.ts';
import { NodeMark } from './node-mark.ts';
import { seenRadius } from './scene.ts';
import { type Canvas, placeOf } from './view.ts';

/** Radius, in pixels, from which on a node is a disc with its marks; below it is a square. */
const DISC_FROM = 2.6;
/** Least radius, in pixels, of a node at which games end, where those are what is looked at. */
const END_LEAST = 7;
/** Opacity of a node whose move is pruned. */
const PRUNED = 0.3;

/** Draws nodes: from afar as squares, near by with their marks; and what must be seen however small. */
export class NodePen {
  readonly #drawing: Drawing;
  readonly #mark: NodeMark;

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
    this.#mark = new NodeMark(drawing);
  }

  nodes(nodes: readonly number[]): void {
    const context = this.#drawing.context;
    const { goodness } = this.#drawing.scene;
    const { k } = this.#drawing.view;
    const { matches } = this.#drawing.emphasis;
    const small = new Map<string, number[]>();
    for (const at of nodes) {
      if (seenRadius(this.#drawing.scene, at, k) >= DISC_FROM) continue;
      const colour = valueColour(this.#drawing.colours, goodness[at]!);
      const same = small.get(colour);
      if (same === undefined) small.set(colour, [at]);
      else same.push(at);
    }
    for (const [colour, marks] of small) {
      context.fillStyle = colour;
      context.globalAlpha = this.#drawing.emphasis.ended === null ? 1 : RECEDED;
      context.beginPath();
      for (const at of marks) {
        const [x, y] = this.#place(at);
        const side = Math.max(1.5, 2 * seenRadius(this.#drawing.scene, at, k));
        context.rect(x - side / 2, y - side / 2, side, side);
      }
      context.fill();
    }
    for (const at of nodes) {
      if (seenRadius(this.#drawing.scene, at, k) < DISC_FROM) continue;
      context.globalAlpha = matches === null || matches.has(at) ? this.#presence(at) : 0.25;
      this.#mark.draw(at, seenRadius(this.#drawing.scene, at, k));
    }
    context.globalAlpha = 1;
  }

  #presence(at: number): number {
    const { ended, pruned } = this.#drawing.emphasis;
    if (ended === null || ended.has(at)) return 1;
    return pruned.has(at) ? PRUNED : RECEDED;
  }

  /** The nodes at which games end, however small they are or what lies beside them. */
  ends({ width, height }: Canvas): void {
    const { ended, matches } = this.#drawing.emphasis;
    if (ended === null) return;
    const taken = new Set<number>();
    for (const at of ended) {
      const [x, y] = this.#place(at);
      if (x < -40 || x > width + 40 || y < -40 || y > height + 40) continue;
      // From afar one mark for those that would cover each other.
      const place = this.#drawing.scene.layout.depth[at]! * 65_536 + Math.round(y / END_LEAST + 64);
      if (taken.has(place)) continue;
      taken.add(place);
      this.#drawing.context.globalAlpha = matches === null || matches.has(at) ? 1 : 0.25;
      this.#mark.draw(
        at,
        Math.max(END_LEAST, seenRadius(this.#drawing.scene, at, this.#drawing.view.k)),
      );
    }
    this.#drawing.context.globalAlpha = 1;
  }

  /** What must be seen however small: the selected node, the simulation's leaf, matches. */
  special(nodes: readonly number[]): void {
    const { selected, hovered, leaf, matches, simulated } = this.#drawing.emphasis;
    for (const at of simulated) this.#ring(at, this.#drawing.colours.minus, 2, 2.5);
    if (leaf >= 0) this.#ring(leaf, this.#drawing.colours.minus, 5, 2, [3, 3]);
    if (hovered >= 0) this.#ring(hovered, this.#drawing.colours['ink-soft'], 3, 1.5);
    if (selected >= 0) {
      this.#ring(selected, this.#drawing.colours.surface, 2.5, 2);
      this.#ring(selected, this.#drawing.colours.accent, 4.5, 2.5);
    }
    if (matches === null) return;
    for (const at of nodes)
      if (matches.has(at)) this.#ring(at, this.#drawing.colours.caution, 3, 2);
  }

  #ring(at: number, colour: string, distance: number, width: number, dash: number[] = []): void {
    const context = this.#drawing.context;
    const [x, y] = this.#place(at);
    const r = Math.max(2, seenRadius(this.#drawing.scene, at, this.#drawing.view.k));
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.beginPath();
    context.arc(x, y, r + distance, 0, 2 * Math.PI);
    context.stroke();
    context.setLineDash([]);
  }

  #place(at: number): [number, number] {
    return placeOf(this.#drawing.scene, this.#drawing.view, at);
  }
}
