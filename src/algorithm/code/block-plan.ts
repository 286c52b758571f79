/**
 * A program as work on blocks with as few blocks at once as its order allows: sums of A and of B are
 * made when they are first used and their room is given back after the last use; a product is added
 * to every sum that needs it, and forgotten.
 */
import type { LinearProgram, StraightLineProgram, Sum } from '../straight-line.ts';

/** A block of A, B or C by its number, or a slot of scratch memory of that shape. */
export interface Place {
  readonly kind: 'block' | 'slot';
  readonly index: number;
}

export type Step =
  | {
      /** slot = Σ coefficient · from */
      readonly kind: 'sum';
      readonly side: 'a' | 'b';
      readonly slot: number;
      readonly terms: readonly { readonly coefficient: number; readonly from: Place }[];
    }
  | {
      readonly kind: 'product';
      readonly slot: number;
      readonly left: Place;
      readonly right: Place;
    }
  | {
      /** to = coefficient · slot the first time, to += coefficient · slot later */
      readonly kind: 'add';
      readonly to: Place;
      readonly slot: number;
      readonly coefficient: number;
      readonly isFirst: boolean;
    }
  | { readonly kind: 'clear'; readonly to: Place };

export interface BlockPlan {
  readonly steps: readonly Step[];
  /** Scratch blocks of the shapes of A's, B's and C's blocks. */
  readonly slots: { readonly a: number; readonly b: number; readonly c: number };
}

export function blockPlan(program: StraightLineProgram): BlockPlan {
  const steps: Step[] = [];
  const [a, b, c] = [
    new Pull('a', program.u, steps),
    new Pull('b', program.v, steps),
    new Push(program.w, steps),
  ];
  for (let r = 0; r < program.rank; r++) {
    const [left, right] = [a.factor(r), b.factor(r)];
    const slot = c.slots.take();
    steps.push({ kind: 'product', slot, left, right });
    a.release(r);
    b.release(r);
    c.complete(r, slot);
  }
  return { steps, slots: { a: a.slots.most, b: b.slots.most, c: c.slots.most } };
}

/** Numbers of slots: the lowest free one is taken. */
class Slots {
  most = 0;
  readonly #free: number[] = [];

  take(): number {
    const slot = this.#free.sort((x, y) => y - x).pop();
    return slot ?? this.most++;
  }

  give(slot: number): void {
    this.#free.push(slot);
  }
}

class Pull {
  readonly slots = new Slots();
  readonly #side: 'a' | 'b';
  readonly #program: LinearProgram;
  readonly #steps: Step[];
  /** Of temporaries: how often they are still to be used. */
  readonly #uses: number[];
  readonly #slotOf = new Map<number, number>();
  /** Of the factor at hand, where it is a sum of its own. */
  #own: number | undefined;

  constructor(side: 'a' | 'b', program: LinearProgram, steps: Step[]) {
    this.#side = side;
    this.#program = program;
    this.#steps = steps;
    this.#uses = usesOf(program);
  }

  factor(r: number): Place {
    const sum = this.#program.outputs[r]!;
    this.#own = undefined;
    const only = sum.length === 1 && sum[0]!.coefficient === 1 ? sum[0] : undefined;
    if (only !== undefined) return this.#place(only.value);
    this.#own = this.#compute(sum);
    return { kind: 'slot', index: this.#own };
  }

  /** The factor has been used. */
  release(r: number): void {
    if (this.#own !== undefined) this.slots.give(this.#own);
    else this.#used(this.#program.outputs[r]![0]!.value);
  }

  #place(value: number): Place {
    const { inputs, temporaries } = this.#program;
    if (value < inputs) return { kind: 'block', index: value };
    let slot = this.#slotOf.get(value);
    if (slot === undefined) {
      slot = this.#compute(temporaries[value - inputs]!);
      this.#slotOf.set(value, slot);
    }
    return { kind: 'slot', index: slot };
  }

  #compute(sum: Sum): number {
    const terms = sum.map(({ value, coefficient }) => ({ coefficient, from: this.#place(value) }));
    const slot = this.slots.take();
    this.#steps.push({ kind: 'sum', side: this.#side, slot, terms });
    for (const { value } of sum) this.#used(value);
    return slot;
  }

  #used(value: number): void {
    const slot = this.#slotOf.get(value);
    if (slot === undefined) return;
    this.#uses[value]!--;
    if (this.#uses[value] === 0) this.slots.give(slot);
  }
}

class Push {
  readonly slots = new Slots();
  readonly #steps: Step[];
  readonly #inputs: number;
  /** Of every product and temporary: the sums that it belongs to. */
  readonly #consumers: { readonly to: number; readonly coefficient: number }[][];
  /** Of every temporary and output: the summands that are still to come. */
  readonly #pending: number[];
  readonly #isBegun: boolean[];
  readonly #slotOf = new Map<number, number>();
  readonly #temporaries: number;

  constructor({ inputs, temporaries, outputs }: LinearProgram, steps: Step[]) {
    this.#steps = steps;
    this.#inputs = inputs;
    this.#temporaries = temporaries.length;
    const sums = [...temporaries, ...outputs];
    this.#pending = sums.map((sum) => sum.length);
    this.#isBegun = sums.map(() => false);
    this.#consumers = Array.from({ length: inputs + temporaries.length }, () => []);
    for (const [to, sum] of sums.entries()) {
      for (const { value, coefficient } of sum) this.#consumers[value]!.push({ to, coefficient });
    }
    for (const [z, sum] of outputs.entries()) {
      if (sum.length === 0) steps.push({ kind: 'clear', to: { kind: 'block', index: z } });
    }
  }

  /** A product, or a temporary whose summands have all come, is in the slot. */
  complete(value: number, slot: number): void {
    const full: number[] = [];
    for (const { to, coefficient } of this.#consumers[value]!) {
      const isFirst = !this.#isBegun[to]!;
      this.#isBegun[to] = true;
      this.#steps.push({ kind: 'add', to: this.#place(to), slot, coefficient, isFirst });
      this.#pending[to]!--;
      if (this.#pending[to] === 0 && to < this.#temporaries) full.push(to);
    }
    this.slots.give(slot);
    for (const to of full) this.complete(this.#inputs + to, this.#slotOf.get(to)!);
  }

  #place(to: number): Place {
    if (to >= this.#temporaries) return { kind: 'block', index: to - this.#temporaries };
    const slot = this.#slotOf.get(to) ?? this.slots.take();
    this.#slotOf.set(to, slot);
    return { kind: 'slot', index: slot };
  }
}

function usesOf({ inputs, temporaries, outputs }: LinearProgram): number[] {
  const uses = new Array<number>(inputs + temporaries.length).fill(0);
  for (const { value } of [...temporaries, ...outputs].flat()) uses[value]!++;
  return uses;
}
