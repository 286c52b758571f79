/**
 * Something that comes once or never, and ends what others wait for: the death of a worker, the failure
 * of a run, the end of its time.
 *
 * `Promise.race` with a promise that stays open looks the same, but such a promise keeps every race it
 * was part of, with what each was won with, as long as it lives: a gradient a step, a checkpoint a minute.
 */
export class Interruption {
  readonly #waiting = new Set<(reason: unknown) => void>();
  #come: { readonly reason: unknown } | null = null;

  /** Rejects all that wait now or later; only the first reason counts. */
  come(reason: unknown): void {
    if (this.#come !== null) return;
    this.#come = { reason };
    for (const reject of this.#waiting) reject(reason);
    this.#waiting.clear();
  }

  /** Settles as the call does, or rejects when the interruption comes first. */
  guard<R>(call: PromiseLike<R>): Promise<R> {
    return new Promise((resolve, reject) => {
      if (this.#come === null) this.#waiting.add(reject);
      else reject(this.#come.reason);
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          this.#waiting.delete(reject);
          settle(value);
        };
      call.then(settled(resolve), settled(reject));
    });
  }

  /** How many calls are waited for. */
  get waiting(): number {
    return this.#waiting.size;
  }
}
