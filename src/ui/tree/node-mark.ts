import { DEAD_END, LIMIT, SOLVED } from '../../search/store.ts';
import { valueColour } from './colours.ts';
import type { Drawing } from './drawing.ts';
import { placeOf } from './view.ts';

/** Marks inside a disc have room from this radius on. */
const MARK_FROM = 5.5;

/** Draws one node near by: a disc that tells its value without colour too, or the sign of an end. */
export class NodeMark {
  readonly #drawing: Drawing;

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
  }

  /** @param r radius in CSS pixels */
  draw(at: number, r: number): void {
    const context = this.#drawing.context;
    const { goodness, incoming, visible, playback } = this.#drawing.scene;
    const kind = playback.record.columns.nodeKind.data[visible.nodes[at]!]!;
    const [x, y] = placeOf(this.#drawing.scene, this.#drawing.view, at);
    if (this.#drawing.emphasis.pruned.has(at)) this.#bar(at, x, y, r);
    const presence = context.globalAlpha;
    // Edges do not show through what recedes.
    context.globalAlpha = 1;
    context.fillStyle = this.#drawing.colours.surface;
    context.beginPath();
    context.arc(x, y, r + 1.5, 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = presence;
    if (kind === LIMIT || kind === DEAD_END) {
      this.#terminal(kind, x, y, r);
      return;
    }
    // An end that is looked at stands out whatever its return, which its words tell.
    const worth = this.#drawing.emphasis.ended?.has(at) ? 1 : goodness[at]!;
    context.fillStyle = valueColour(this.#drawing.colours, worth);
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fill();
    if (incoming[at]! > 1) {
      context.strokeStyle = this.#drawing.colours['ink-soft'];
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
    return goodness > 0.45 ? this.#drawing.colours.surface : this.#drawing.colours.ink;
  }

  /** Goodness without colour: so much of the circle. */
  #gauge(x: number, y: number, r: number, goodness: number): void {
    const context = this.#drawing.context;
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
    const context = this.#drawing.context;
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
    const context = this.#drawing.context;
    const side = r * 0.86;
    const stands = this.#drawing.emphasis.ended !== null;
    context.strokeStyle = this.#drawing.colours[stands ? 'ink' : 'ink-soft'];
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
    const context = this.#drawing.context;
    if (this.#drawing.scene.visible.parent[at]! < 0) return;
    const presence = context.globalAlpha;
    context.globalAlpha = 1;
    context.strokeStyle = this.#drawing.colours.minus;
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(x - r - 9, y - 5);
    context.lineTo(x - r - 5, y + 5);
    context.stroke();
    context.globalAlpha = presence;
  }

  /** Three dots: there is more behind this node. */
  #folded(x: number, y: number): void {
    const context = this.#drawing.context;
    context.fillStyle = this.#drawing.colours['ink-soft'];
    context.beginPath();
    for (let dot = 0; dot < 3; dot++) context.rect(x + 4 + dot * 4, y - 1, 2, 2);
    context.fill();
  }
}
