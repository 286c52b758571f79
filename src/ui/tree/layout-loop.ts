/** Milliseconds between two layouts of a tree that is growing. */
const LAYOUT_EVERY = 140;

/** Has the tree laid out anew when it is asked to: one layout at a time, and not too often. */
export class LayoutLoop {
  readonly #layout: () => Promise<void> | null;
  #busy = false;
  #wanted = false;
  #began = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param layout lays out what is shown when it begins; null: nothing is */
  constructor(layout: () => Promise<void> | null) {
    this.#layout = layout;
  }

  soon(): void {
    if (this.#busy) {
      this.#wanted = true;
      return;
    }
    const wait = this.#began + LAYOUT_EVERY - performance.now();
    clearTimeout(this.#timer);
    if (wait <= 0) void this.#run();
    else this.#timer = setTimeout(() => void this.#run(), wait);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    const work = this.#layout();
    if (work === null) return;
    this.#busy = true;
    this.#began = performance.now();
    try {
      await work;
    } finally {
      this.#busy = false;
      if (this.#wanted) {
        this.#wanted = false;
        this.soon();
      }
    }
  }
}
