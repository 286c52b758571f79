import type { Drawing } from './drawing.ts';
import { type Canvas, placeOf } from './view.ts';

/** Distance of columns from which on edges are curves. */
const CURVES_FROM = 34;
/** Beyond so many, edges to merged nodes would hide the tree. */
const FEW_OTHERS = 60;

/** Draws edges: the tree's, those to merged nodes, and lines of moves. */
export class EdgePen {
  readonly #drawing: Drawing;

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
  }

  /**
   * Edges to merged nodes beside the tree's own, dashed: faint while they are few, and those of the
   * node that is looked at always.
   */
  otherEdges({ width, height }: Canvas): void {
    const { others } = this.#drawing.scene;
    const { selected, hovered } = this.#drawing.emphasis;
    const context = this.#drawing.context;
    const near: number[] = [];
    const far: number[] = [];
    for (let i = 0; i < others.length; i += 2) {
      const [a, b] = [others[i]!, others[i + 1]!];
      const touches = a === selected || b === selected || a === hovered || b === hovered;
      (touches ? near : far).push(a, b);
    }
    context.setLineDash([3, 4]);
    for (const [pairs, colour, opacity, line] of [
      [far.length <= 2 * FEW_OTHERS ? far : [], this.#drawing.colours['line-strong'], 0.5, 1],
      [near, this.#drawing.colours['ink-soft'], 1, 1.4],
    ] as const) {
      context.strokeStyle = colour;
      context.globalAlpha = opacity;
      context.lineWidth = line;
      context.beginPath();
      for (let i = 0; i < pairs.length; i += 2) {
        const [ax, ay] = this.#place(pairs[i]!);
        const [bx, by] = this.#place(pairs[i + 1]!);
        if (bx < 0 || ax > width || Math.max(ay, by) < 0 || Math.min(ay, by) > height) continue;
        this.#curve(ax, ay, bx, by);
      }
      context.stroke();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /** In classes of width, so that thousands of edges are a few strokes. */
  edges(nodes: readonly number[]): void {
    const { overlay, improved } = this.#drawing.emphasis;
    const { share, prior } = this.#drawing.scene;
    const context = this.#drawing.context;
    if (overlay === 'change') {
      // What was expected lies beneath what was searched.
      this.#classes(nodes, (at) => prior[at]!, this.#drawing.colours.line, 2.2);
      const more = nodes.filter((at) => share[at]! >= prior[at]!);
      const less = nodes.filter((at) => share[at]! < prior[at]!);
      this.#classes(more, (at) => share[at]!, this.#drawing.colours.plus, 1);
      context.setLineDash([5, 4]);
      this.#classes(less, (at) => share[at]!, this.#drawing.colours.minus, 1);
      context.setLineDash([]);
      return;
    }
    if (overlay === 'ends') {
      const { pruned } = this.#drawing.emphasis;
      const barred = nodes.filter((at) => pruned.has(at));
      const rest = nodes.filter((at) => !pruned.has(at));
      this.#classes(rest, (at) => share[at]!, this.#drawing.colours.line, 1);
      context.setLineDash([3, 4]);
      this.#classes(barred, () => 0, this.#drawing.colours.minus, 1.4);
      context.setLineDash([]);
      return;
    }
    const weight = overlay === 'policy' && improved !== null ? improved : share;
    this.#classes(nodes, (at) => weight[at]!, this.#drawing.colours['line-strong'], 1);
  }

  /** A line of nodes, each joined to its parent. */
  line(nodes: ReadonlySet<number>, colour: string, opacity: number): void {
    if (nodes.size === 0) return;
    const context = this.#drawing.context;
    context.strokeStyle = colour;
    context.globalAlpha = opacity;
    context.lineWidth = Math.max(2, Math.min(5, 3.2 * this.#drawing.view.k));
    context.beginPath();
    for (const at of nodes) this.#toParent(at);
    context.stroke();
    context.globalAlpha = 1;
  }

  #classes(
    nodes: readonly number[],
    weight: (at: number) => number,
    colour: string,
    factor: number,
  ): void {
    const context = this.#drawing.context;
    const classes: number[][] = [[], [], [], [], []];
    for (const at of nodes) {
      if (this.#drawing.scene.visible.parent[at]! < 0) continue;
      classes[Math.min(4, Math.floor(Math.sqrt(Math.max(0, weight(at))) * 5))]!.push(at);
    }
    const scale = Math.max(0.5, Math.min(1.4, this.#drawing.view.k));
    context.strokeStyle = colour;
    for (const [i, members] of classes.entries()) {
      if (members.length === 0) continue;
      context.lineWidth = factor * scale * (0.9 + i * 1.25);
      context.beginPath();
      for (const at of members) this.#toParent(at);
      context.stroke();
    }
  }

  #toParent(at: number): void {
    const parent = this.#drawing.scene.visible.parent[at]!;
    if (parent < 0) return;
    const [ax, ay] = this.#place(parent);
    const [bx, by] = this.#place(at);
    this.#curve(ax, ay, bx, by);
  }

  #curve(ax: number, ay: number, bx: number, by: number): void {
    const context = this.#drawing.context;
    context.moveTo(ax, ay);
    if (this.#drawing.view.k * this.#drawing.scene.column < CURVES_FROM) {
      context.lineTo(bx, by);
      return;
    }
    const middle = (ax + bx) / 2;
    context.bezierCurveTo(middle, ay, middle, by, bx, by);
  }

  #place(at: number): [number, number] {
    return placeOf(this.#drawing.scene, this.#drawing.view, at);
  }
}
