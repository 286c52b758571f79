import type { ParameterLayout } from '../network/parameters.ts';

export interface AdamWState {
  /** Steps taken. */
  readonly step: number;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** Decay of the first and second moment, and what keeps a division from zero. */
export const BETA1 = 0.9;
export const BETA2 = 0.99;
export const EPSILON = 1e-8;

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2) over the flat array of
 * parameters. It runs on the coordinator, where the replicas' gradients meet.
 */
export class AdamW {
  readonly #first: Float32Array;
  readonly #second: Float32Array;
  readonly #decays: Uint8Array;
  #step = 0;

  constructor(layout: ParameterLayout) {
    this.#first = new Float32Array(layout.size);
    this.#second = new Float32Array(layout.size);
    this.#decays = new Uint8Array(layout.size);
    for (const { offset, size, decays } of layout.parameters) {
      if (decays) this.#decays.fill(1, offset, offset + size);
    }
  }

  /** Updates the parameters in place. */
  update(
    parameters: Float32Array,
    gradient: Float32Array,
    learningRate: number,
    weightDecay: number,
  ): void {
    this.#step++;
    const first = this.#first;
    const second = this.#second;
    const decays = this.#decays;
    const correction1 = 1 / (1 - BETA1 ** this.#step);
    const correction2 = 1 / (1 - BETA2 ** this.#step);
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i]!;
      const m = BETA1 * first[i]! + (1 - BETA1) * g;
      const v = BETA2 * second[i]! + (1 - BETA2) * g * g;
      first[i] = m;
      second[i] = v;
      const adam = (m * correction1) / (Math.sqrt(v * correction2) + EPSILON);
      const decay = decays[i] === 1 ? weightDecay * parameters[i]! : 0;
      parameters[i] = parameters[i]! - learningRate * (adam + decay);
    }
  }

  state(): AdamWState {
    return { step: this.#step, first: this.#first.slice(), second: this.#second.slice() };
  }

  restore(state: AdamWState): void {
    this.#step = state.step;
    this.#first.set(state.first);
    this.#second.set(state.second);
  }
}

/** Scales the gradient in place to a norm of at most `limit`; gives the norm it had. */
export function clipNorm(gradient: Float32Array, limit: number): number {
  let sum = 0;
  for (let i = 0; i < gradient.length; i++) sum += gradient[i]! * gradient[i]!;
  const norm = Math.sqrt(sum);
  if (norm > limit) {
    const scale = limit / norm;
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! * scale;
  }
  return norm;
}
