import { describe, expect, test } from 'vitest';
import { createRules } from '../game/create-rules.ts';
import { initialParameters, parameterLayout } from '../network/parameters.ts';
import { networkShape } from '../network/shape.ts';
import { seeded } from '../tensor/random.ts';
import { AdamW, clipNorm } from './adamw.ts';
import { tinyRun } from './testing/tiny-run.ts';

const config = tinyRun();
const layout = parameterLayout(config.network, networkShape(createRules([2, 2, 2], 'z2')));
const [RATE, DECAY] = [0.01, 0.1];

/** Gradients that differ from step to step, some of them zero. */
function gradient(step: number): Float32Array {
  const random = seeded(9, step);
  return Float32Array.from({ length: layout.size }, (_, i) =>
    i % 7 === 0 ? 0 : (random.next() - 0.5) * 10 ** ((i % 5) - 3),
  );
}

/** Loshchilov & Hutter 2019, algorithm 2, in doubles, a parameter at a time. */
function slowAdamW(initial: number, gradients: readonly number[], decay: number): number {
  let [theta, m, v] = [initial, 0, 0];
  for (const [i, g] of gradients.entries()) {
    m = 0.9 * m + 0.1 * g;
    v = 0.99 * v + 0.01 * g ** 2;
    const mHat = m / (1 - 0.9 ** (i + 1));
    const vHat = v / (1 - 0.99 ** (i + 1));
    theta -= RATE * (mHat / (Math.sqrt(vHat) + 1e-8) + decay * theta);
  }
  return theta;
}

describe('AdamW', () => {
  const steps = 12;
  const gradients = Array.from({ length: steps }, (_, step) => gradient(step));

  test('moves every parameter as the algorithm says, decaying matrices only', () => {
    const parameters = initialParameters(layout, seeded(1));
    const initial = parameters.slice();
    const optimiser = new AdamW(layout);
    for (const g of gradients) optimiser.update(parameters, g, RATE, DECAY);
    for (const { name, offset, size, decays } of layout.parameters) {
      expect(decays, name).toBe(/\.w$/.test(name));
      for (let i = offset; i < offset + size; i++) {
        const own = gradients.map((g) => g[i]!);
        const expected = slowAdamW(initial[i]!, own, decays ? DECAY : 0);
        expect(Math.abs(parameters[i]! - expected), `${name} ${i}`).toBeLessThan(1e-5);
      }
    }
  });

  test('goes on from a saved state as if it had never stopped', () => {
    const straight = initialParameters(layout, seeded(1));
    const whole = new AdamW(layout);
    for (const g of gradients) whole.update(straight, g, RATE, DECAY);

    const parted = initialParameters(layout, seeded(1));
    const first = new AdamW(layout);
    for (const g of gradients.slice(0, 5)) first.update(parted, g, RATE, DECAY);
    const saved = first.state();
    // The state is a copy: what happens to its owner afterwards does not touch it.
    first.update(new Float32Array(layout.size), gradient(99), RATE, DECAY);
    const second = new AdamW(layout);
    second.restore(saved);
    for (const g of gradients.slice(5)) second.update(parted, g, RATE, DECAY);
    expect(parted).toEqual(straight);
    expect(second.state()).toEqual(whole.state());
  });
});

describe('clipping', () => {
  test('scales a long gradient to the limit and tells its length', () => {
    const long = Float32Array.of(3, 0, -4);
    expect(clipNorm(long, 1)).toBe(5);
    expect(Array.from(long, (x) => Math.round(x * 1e6) / 1e6)).toEqual([0.6, 0, -0.8]);
  });

  test('leaves a short gradient, and none, as they are', () => {
    const short = Float32Array.of(0.3, 0.4);
    expect(clipNorm(short, 1)).toBeCloseTo(0.5, 6);
    expect(short).toEqual(Float32Array.of(0.3, 0.4));
    const none = new Float32Array(2);
    expect(clipNorm(none, 1)).toBe(0);
    expect(none).toEqual(new Float32Array(2));
  });
});
