import type { Plan } from '../../replay/index.ts';

/** Plans by shape; the one not used for longest goes when there are too many. */
export class PlanCache<P extends Pick<Plan, 'memory' | 'dispose'>> {
  readonly #most: number;
  readonly #plans = new Map<string, Promise<P>>();
  readonly #ready = new Set<P>();

  constructor(most = 4) {
    this.#most = most;
  }

  /** The plan of a shape; it is captured when it is first asked for. */
  get(shape: string, make: () => Promise<P>): Promise<P> {
    const known = this.#plans.get(shape);
    this.#plans.delete(shape);
    const plan = known ?? this.#make(shape, make);
    // The last used comes last.
    this.#plans.set(shape, plan);
    for (const [old, unused] of this.#plans) {
      if (this.#plans.size <= this.#most) break;
      this.#plans.delete(old);
      void this.#drop(unused);
    }
    return plan;
  }

  bytes(): number {
    let sum = 0;
    for (const { memory } of this.#ready) sum += memory.total;
    return sum;
  }

  dispose(): void {
    for (const plan of this.#plans.values()) void this.#drop(plan);
    this.#plans.clear();
  }

  async #make(shape: string, make: () => Promise<P>): Promise<P> {
    try {
      const plan = await make();
      this.#ready.add(plan);
      return plan;
    } catch (error) {
      this.#plans.delete(shape);
      throw error;
    }
  }

  async #drop(promise: Promise<P>): Promise<void> {
    // A capture that failed was told to whoever asked for it.
    const plan = await promise.catch(() => null);
    if (plan === null) return;
    this.#ready.delete(plan);
    plan.dispose();
  }
}
