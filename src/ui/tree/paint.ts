/**
 * Painting a scene. What is drawn depends on how large it would be: from afar a node is a mark of a
 * few pixels, and of those that share a pixel one is drawn, so that a frame never costs more than the
 * screen has room for.
 */
import { DEAD_END, LIMIT, SOLVED } from '../../search/store.ts';
import type { Overlay } from '../../session/tree/inspector-state.ts';
import { type Colours, valueColour } from './colours.ts';
import { type Scene, seenRadius } from './scene.ts';

/** From units of the drawing to CSS pixels. */
export interface View {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

/** What is emphasised, by drawn nodes. */
export interface Emphasis {
  readonly selected: number;
  readonly hovered: number;
  /** The line most visited from the root, and the path of the simulation that is shown. */
  readonly principal: ReadonlySet<number>;
  /** The moves of the game so far. */
  readonly played: ReadonlySet<number>;
  readonly simulated: ReadonlySet<number>;
  /** The simulation's last node, while it is new. */
  readonly leaf: number;
  /** Nodes whose move is searched for; null: no search. */
  readonly matches: ReadonlySet<number> | null;
  readonly overlay: Overlay;
  /** [drawn] share of the improved policy, and whether its value bars it from being played. */
  readonly improved: Float32Array | null;
  readonly pruned: ReadonlySet<number>;
  /** Nodes at which games end, where these are what is looked at: all others recede. */
  readonly ended: ReadonlySet<number> | null;
}

export interface Canvas {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
}

/** Nodes closer than that on the screen are one mark. */
const APART = 1.25;
/** Radius, in pixels, from which on a node is a disc with its marks; below it is a square. */
const DISC_FROM = 2.6;
/** Marks inside a disc have room from this radius on. */
const MARK_FROM = 5.5;
/** Least radius, in pixels, of a node at which games end, where those are what is looked at. */
const END_LEAST = 7;
/** Opacity of what recedes, and of a node whose move is pruned. */
const RECEDED = 0.5;
const PRUNED = 0.3;
/** Distance of columns from which on edges are curves. */
const CURVES_FROM = 34;

/** Beyond so many, edges to merged nodes would hide the tree. */
const FEW_OTHERS = 60;

/** What of a scene lies in view, one node a pixel of its column. */
export interface InView {
  readonly nodes: readonly number[];
}

export function nodesInView(scene: Scene, view: View, { width, height }: Canvas): InView {
  const { layout, radius, column: apart } = scene;
  const nodes: number[] = [];
  const last = layout.columns.length - 2;
  const from = Math.max(0, Math.floor((-view.x - 40) / view.k / apart));
  // A column beyond the right end: its edges begin in view.
  const to = Math.min(last, Math.ceil((width - view.x + 40) / view.k / apart));
  for (let column = from; column <= to; column++) {
    let drawnTo = Number.NEGATIVE_INFINITY;
    const end = layout.columns[column + 1]!;
    for (let i = firstBelow(scene, column, (-40 - view.y) / view.k); i < end; i++) {
      const at = layout.order[i]!;
      const y = view.y + layout.y[at]! * view.k;
      if (y - radius[at]! * view.k > height + 40) break;
      if (y - drawnTo < APART) continue;
      drawnTo = y;
      nodes.push(at);
    }
  }
  return { nodes };
}

/** Where in the column the first node lies that is not above `y`, its own size left out. */
export function firstBelow({ layout }: Scene, column: number, y: number): number {
  let low = layout.columns[column]!;
  let high = layout.columns[column + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (layout.y[layout.order[middle]!]! < y) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function paintScene(
  canvas: Canvas,
  scene: Scene,
  view: View,
  colours: Colours,
  emphasis: Emphasis,
): void {
  const { context, width, height } = canvas;
  context.clearRect(0, 0, width, height);
  context.lineCap = 'round';
  const { nodes } = nodesInView(scene, view, canvas);
  const pen = new Pen(context, scene, view, colours, emphasis);
  pen.otherEdges(canvas);
  pen.edges(nodes);
  pen.line(emphasis.principal, colours.accent, emphasis.ended === null ? 0.85 : RECEDED);
  pen.line(emphasis.played, colours.ink, 1);
  pen.line(emphasis.simulated, colours.minus, 1);
  pen.nodes(nodes);
  pen.ends(canvas);
  pen.special(nodes);
}

class Pen {
  readonly #context: CanvasRenderingContext2D;
  readonly #scene: Scene;
  readonly #view: View;
  readonly #colours: Colours;
  readonly #emphasis: Emphasis;

  constructor(
    context: CanvasRenderingContext2D,
    scene: Scene,
    view: View,
    colours: Colours,
    emphasis: Emphasis,
  ) {
    this.#context = context;
    this.#scene = scene;
    this.#view = view;
    this.#colours = colours;
    this.#emphasis = emphasis;
  }

  /**
   * Edges to merged nodes beside the tree's own, dashed: faint while they are few, and those of the
   * node that is looked at always.
   */
  otherEdges({ width, height }: Canvas): void {
    const { others } = this.#scene;
    const { selected, hovered } = this.#emphasis;
    const context = this.#context;
    const near: number[] = [];
    const far: number[] = [];
    for (let i = 0; i < others.length; i += 2) {
      const [a, b] = [others[i]!, others[i + 1]!];
      const touches = a === selected || b === selected || a === hovered || b === hovered;
      (touches ? near : far).push(a, b);
    }
    context.setLineDash([3, 4]);
    for (const [pairs, colour, opacity, line] of [
      [far.length <= 2 * FEW_OTHERS ? far : [], this.#colours['line-strong'], 0.5, 1],
      [near, this.#colours['ink-soft'], 1, 1.4],
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
    const { overlay, improved } = this.#emphasis;
    const { share, prior } = this.#scene;
    const context = this.#context;
    if (overlay === 'change') {
      // What was expected lies beneath what was searched.
      this.#classes(nodes, (at) => prior[at]!, this.#colours.line, 2.2);
      const more = nodes.filter((at) => share[at]! >= prior[at]!);
      const less = nodes.filter((at) => share[at]! < prior[at]!);
      this.#classes(more, (at) => share[at]!, this.#colours.plus, 1);
      context.setLineDash([5, 4]);
      this.#classes(less, (at) => share[at]!, this.#colours.minus, 1);
      context.setLineDash([]);
      return;
    }
    if (overlay === 'ends') {
      const { pruned } = this.#emphasis;
      const barred = nodes.filter((at) => pruned.has(at));
      const rest = nodes.filter((at) => !pruned.has(at));
      this.#classes(rest, (at) => share[at]!, this.#colours.line, 1);
      context.setLineDash([3, 4]);
      this.#classes(barred, () => 0, this.#colours.minus, 1.4);
      context.setLineDash([]);
      return;
    }
    const weight = overlay === 'policy' && improved !== null ? improved : share;
    this.#classes(nodes, (at) => weight[at]!, this.#colours['line-strong'], 1);
  }

  /** A line of nodes, each joined to its parent. */
  line(nodes: ReadonlySet<number>, colour: string, opacity: number): void {
    if (nodes.size === 0) return;
    const context = this.#context;
    context.strokeStyle = colour;
    context.globalAlpha = opacity;
    context.lineWidth = Math.max(2, Math.min(5, 3.2 * this.#view.k));
    context.beginPath();
    for (const at of nodes) this.#toParent(at);
    context.stroke();
    context.globalAlpha = 1;
  }

  nodes(nodes: readonly number[]): void {
    const context = this.#context;
    const { goodness } = this.#scene;
    const { k } = this.#view;
    const { matches } = this.#emphasis;
    const small = new Map<string, number[]>();
    for (const at of nodes) {
      if (seenRadius(this.#scene, at, k) >= DISC_FROM) continue;
      const colour = valueColour(this.#colours, goodness[at]!);
      const same = small.get(colour);
      if (same === undefined) small.set(colour, [at]);
      else same.push(at);
    }
    for (const [colour, marks] of small) {
      context.fillStyle = colour;
      context.globalAlpha = this.#emphasis.ended === null ? 1 : RECEDED;
      context.beginPath();
      for (const at of marks) {
        const [x, y] = this.#place(at);
        const side = Math.max(1.5, 2 * seenRadius(this.#scene, at, k));
        context.rect(x - side / 2, y - side / 2, side, side);
      }
      context.fill();
    }
    for (const at of nodes) {
      if (seenRadius(this.#scene, at, k) < DISC_FROM) continue;
      context.globalAlpha = matches === null || matches.has(at) ? this.#presence(at) : 0.25;
      this.#disc(at, seenRadius(this.#scene, at, k));
    }
    context.globalAlpha = 1;
  }

  #presence(at: number): number {
    const { ended, pruned } = this.#emphasis;
    if (ended === null || ended.has(at)) return 1;
    return pruned.has(at) ? PRUNED : RECEDED;
  }

  /** The nodes at which games end, however small they are or what lies beside them. */
  ends({ width, height }: Canvas): void {
    const { ended, matches } = this.#emphasis;
    if (ended === null) return;
    const taken = new Set<number>();
    for (const at of ended) {
      const [x, y] = this.#place(at);
      if (x < -40 || x > width + 40 || y < -40 || y > height + 40) continue;
      // From afar one mark for those that would cover each other.
      const place = this.#scene.layout.depth[at]! * 65_536 + Math.round(y / END_LEAST + 64);
      if (taken.has(place)) continue;
      taken.add(place);
      this.#context.globalAlpha = matches === null || matches.has(at) ? 1 : 0.25;
      this.#disc(at, Math.max(END_LEAST, seenRadius(this.#scene, at, this.#view.k)));
    }
    this.#context.globalAlpha = 1;
  }

  /** What must be seen however small: the selected node, the simulation's leaf, matches. */
  special(nodes: readonly number[]): void {
    const { selected, hovered, leaf, matches, simulated } = this.#emphasis;
    for (const at of simulated) this.#ring(at, this.#colours.minus, 2, 2.5);
    if (leaf >= 0) this.#ring(leaf, this.#colours.minus, 5, 2, [3, 3]);
    if (hovered >= 0) this.#ring(hovered, this.#colours['ink-soft'], 3, 1.5);
    if (selected >= 0) {
      this.#ring(selected, this.#colours.surface, 2.5, 2);
      this.#ring(selected, this.#colours.accent, 4.5, 2.5);
    }
    if (matches === null) return;
    for (const at of nodes) if (matches.has(at)) this.#ring(at, this.#colours.caution, 3, 2);
  }

  #disc(at: number, r: number): void {
    const context = this.#context;
    const { goodness, incoming, visible, playback } = this.#scene;
    const kind = playback.record.columns.nodeKind.data[visible.nodes[at]!]!;
    const [x, y] = this.#place(at);
    if (this.#emphasis.pruned.has(at)) this.#bar(at, x, y, r);
    const presence = context.globalAlpha;
    // Edges do not show through what recedes.
    context.globalAlpha = 1;
    context.fillStyle = this.#colours.surface;
    context.beginPath();
    context.arc(x, y, r + 1.5, 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = presence;
    if (kind === LIMIT || kind === DEAD_END) {
      this.#terminal(kind, x, y, r);
      return;
    }
    // An end that is looked at stands out whatever its return, which its words tell.
    const worth = this.#emphasis.ended?.has(at) ? 1 : goodness[at]!;
    context.fillStyle = valueColour(this.#colours, worth);
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fill();
    if (incoming[at]! > 1) {
      context.strokeStyle = this.#colours['ink-soft'];
      context.lineWidth = 0.9;
      context.beginPath();
      context.arc(x, y, r + 2.2, 0, 2 * Math.PI);
      context.stroke();
    }
    if (kind === SOLVED) this.#tick(x, y, r, worth);
    else if (r >= MARK_FROM) this.#gauge(x, y, r, worth);
    const hidden = visible.hidden[at]!;
    if (hidden > 0 && r >= MARK_FROM) this.#folded(x + r, y);
  }

  /** What can be told from the colour of a value: far values are as pale as the ground. */
  #onValue(goodness: number): string {
    return goodness > 0.45 ? this.#colours.surface : this.#colours.ink;
  }

  /** Goodness without colour: so much of the circle. */
  #gauge(x: number, y: number, r: number, goodness: number): void {
    const context = this.#context;
    context.strokeStyle = this.#onValue(goodness);
    context.globalAlpha *= 0.92;
    context.lineWidth = Math.max(1.4, r * 0.18);
    context.beginPath();
    context.arc(
      x,
      y,
      r * 0.66,
      -Math.PI / 2,
      -Math.PI / 2 + 2 * Math.PI * Math.max(0.02, goodness),
    );
    context.stroke();
    context.globalAlpha /= 0.92;
  }

  #tick(x: number, y: number, r: number, goodness: number): void {
    const context = this.#context;
    context.strokeStyle = this.#onValue(goodness);
    context.lineWidth = Math.max(1.5, r * 0.26);
    context.lineJoin = 'round';
    context.beginPath();
    context.moveTo(x - r * 0.45, y + r * 0.02);
    context.lineTo(x - r * 0.1, y + r * 0.38);
    context.lineTo(x + r * 0.48, y - r * 0.36);
    context.stroke();
  }

  /** A game cut off, a hollow square with a cross; a dead end, a hollow diamond. */
  #terminal(kind: number, x: number, y: number, r: number): void {
    const context = this.#context;
    const side = r * 0.86;
    const stands = this.#emphasis.ended !== null;
    context.strokeStyle = this.#colours[stands ? 'ink' : 'ink-soft'];
    context.lineWidth = stands ? 2 : 1.5;
    context.beginPath();
    if (kind === LIMIT) {
      context.rect(x - side, y - side, 2 * side, 2 * side);
      const arm = side * 0.5;
      context.moveTo(x - arm, y - arm);
      context.lineTo(x + arm, y + arm);
      context.moveTo(x + arm, y - arm);
      context.lineTo(x - arm, y + arm);
    } else {
      context.moveTo(x, y - r);
      context.lineTo(x + r, y);
      context.lineTo(x, y + r);
      context.lineTo(x - r, y);
      context.closePath();
    }
    context.stroke();
  }

  /** Across the edge of a move that its value bars from being played. */
  #bar(at: number, x: number, y: number, r: number): void {
    const context = this.#context;
    if (this.#scene.visible.parent[at]! < 0) return;
    const presence = context.globalAlpha;
    context.globalAlpha = 1;
    context.strokeStyle = this.#colours.minus;
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(x - r - 9, y - 5);
    context.lineTo(x - r - 5, y + 5);
    context.stroke();
    context.globalAlpha = presence;
  }

  /** Three dots: there is more behind this node. */
  #folded(x: number, y: number): void {
    const context = this.#context;
    context.fillStyle = this.#colours['ink-soft'];
    context.beginPath();
    for (let dot = 0; dot < 3; dot++) context.rect(x + 4 + dot * 4, y - 1, 2, 2);
    context.fill();
  }

  #ring(at: number, colour: string, distance: number, width: number, dash: number[] = []): void {
    const context = this.#context;
    const [x, y] = this.#place(at);
    const r = Math.max(2, seenRadius(this.#scene, at, this.#view.k));
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.beginPath();
    context.arc(x, y, r + distance, 0, 2 * Math.PI);
    context.stroke();
    context.setLineDash([]);
  }

  #classes(
    nodes: readonly number[],
    weight: (at: number) => number,
    colour: string,
    factor: number,
  ): void {
    const context = this.#context;
    const classes: number[][] = [[], [], [], [], []];
    for (const at of nodes) {
      if (this.#scene.visible.parent[at]! < 0) continue;
      classes[Math.min(4, Math.floor(Math.sqrt(Math.max(0, weight(at))) * 5))]!.push(at);
    }
    const scale = Math.max(0.5, Math.min(1.4, this.#view.k));
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
    const parent = this.#scene.visible.parent[at]!;
    if (parent < 0) return;
    const [ax, ay] = this.#place(parent);
    const [bx, by] = this.#place(at);
    this.#curve(ax, ay, bx, by);
  }

  #curve(ax: number, ay: number, bx: number, by: number): void {
    const context = this.#context;
    context.moveTo(ax, ay);
    if (this.#view.k * this.#scene.column < CURVES_FROM) {
      context.lineTo(bx, by);
      return;
    }
    const middle = (ax + bx) / 2;
    context.bezierCurveTo(middle, ay, middle, by, bx, by);
  }

  #place(at: number): [number, number] {
    const { layout, column } = this.#scene;
    const { k, x, y } = this.#view;
    return [x + layout.depth[at]! * column * k, y + layout.y[at]! * k];
  }
}
