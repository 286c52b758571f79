import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selfAttention } from './index.ts';
import { numbers, useWay } from './testing.ts';

const [groups, heads, length, channels] = [2, 2, 7, 8];
const shape: [number, number] = [groups * length, 3 * channels];
const options = { groups, heads, causal: true };

/** Whether a row of the 2-D tensor comes after the given place in its group. */
const isLater = (row: number, place: number) => row % length > place;

describe.each(['cpu', 'wasm plain', 'wasm fused'] as const)('causal attention on %s', (way) => {
  beforeAll(() => useWay(way));

  it('lets nothing of later rows through, to the bit', () => {
    const data = numbers(shape[0] * shape[1], 1);
    const before = selfAttention(tf.tensor2d(data, shape), options).dataSync();
    for (let place = 0; place < length; place++) {
      const changed = data.map((x, i) =>
        isLater(Math.floor(i / shape[1]), place) ? 1000 * x + 77 : x,
      );
      const after = selfAttention(tf.tensor2d(changed, shape), options).dataSync();
      for (let i = 0; i < before.length; i++) {
        if (!isLater(Math.floor(i / channels), place)) expect(after[i]).toBe(before[i]);
      }
    }
  });

  it('lets no gradient into later rows, to the bit', () => {
    const qkv = tf.tensor2d(numbers(shape[0] * shape[1], 1), shape);
    const place = 3;
    const weights = numbers(shape[0] * channels, 2).map((x, i) =>
      isLater(Math.floor(i / channels), place) ? 0 : x,
    );
    const dy = tf.tensor2d(weights, [shape[0], channels]);
    const gradient = tf
      .grad((x) => selfAttention(x as tf.Tensor2D, options))(qkv, dy)
      .dataSync();
    for (let i = 0; i < gradient.length; i++) {
      if (isLater(Math.floor(i / shape[1]), place)) expect(Math.abs(gradient[i]!)).toBe(0);
    }
    expect(gradient.some((x) => x !== 0)).toBe(true);
  });
});
