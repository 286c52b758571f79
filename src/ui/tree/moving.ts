import type { Scene } from './scene.ts';

const MOVING_MS = 260;

/** Nodes on their way from one layout to the next. */
export class Moving {
  readonly #from: Float32Array;
  readonly #to: Float32Array;
  readonly #since: number;

  /** From where the nodes were, new ones from their parents, to where the scene has them. */
  constructor(before: Scene, scene: Scene, now: number) {
    this.#to = scene.layout.y.slice();
    this.#from = this.#to.slice();
    this.#since = now;
    for (let at = 0; at < this.#to.length; at++) {
      const was = before.visible.index[scene.visible.nodes[at]!] ?? -1;
      const parent = scene.visible.parent[at]!;
      if (was >= 0) this.#from[at] = before.layout.y[was]!;
      else if (parent >= 0) this.#from[at] = this.#from[parent]!;
    }
  }

  /** Puts the scene's nodes where they are at that time; false when they have arrived. */
  advance(scene: Scene, now: number): boolean {
    const share = Math.min(1, (now - this.#since) / MOVING_MS);
    const eased = 1 - (1 - share) ** 3;
    for (let at = 0; at < this.#to.length; at++) {
      scene.layout.y[at] = this.#from[at]! + (this.#to[at]! - this.#from[at]!) * eased;
    }
    return share < 1;
  }
}
