import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { capture, pack } from '../../replay/index.ts';
import { provideTestGpu, skipWithoutWebGpu } from '../../replay/testing.ts';
import { startBackend } from '../backend.ts';
import { numbers, relativeError } from '../ops/testing.ts';
import { addParts } from './reduce.ts';

/** Parts, and the shapes of what lies side by side in each: few and many, of rows long and short. */
const CASES: readonly { readonly count: number; readonly shapes: readonly number[][] }[] = [
  { count: 3, shapes: [[4, 16], [16]] },
  { count: 300, shapes: [[8], [8]] },
  { count: 1, shapes: [[12]] },
  { count: 70, shapes: [[65, 4], [4]] },
  // In words of one number: never put off.
  { count: 5, shapes: [[3, 3], [3]] },
  ...Array.from({ length: 8 }, (_, i) => ({ count: 4 + i, shapes: [[4 * i + 4]] })),
];

const sizesOf = (shapes: readonly number[][]) =>
  shapes.map((shape) => tf.util.sizeFromShape(shape));
const total = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);

describe.skipIf(skipWithoutWebGpu())('sums of parts within a capture', () => {
  beforeAll(async () => {
    await provideTestGpu();
    await startBackend('webgpu', '');
  }, 300_000);

  const parts = CASES.map(({ count, shapes }, i) => numbers(count * total(sizesOf(shapes)), i + 1));
  /** Twice the sums, one case after the other. */
  const expected = CASES.map(({ count, shapes }, i) => {
    const size = total(sizesOf(shapes));
    return Float32Array.from({ length: size }, (_, at) => {
      let sum = 0;
      for (let part = 0; part < count; part++) sum += 2 * parts[i]![part * size + at]!;
      return sum;
    });
  });
  const sumsOf = (i: number) => {
    const { count, shapes } = CASES[i]!;
    const doubled = tf.mul(tf.tensor1d(parts[i]!), 2);
    return addParts(doubled, count, shapes).map((info) =>
      tf.engine().makeTensorFromTensorInfo(info),
    );
  };

  it('are made together when they are packed, wherever they lie', {
    timeout: 300_000,
  }, async () => {
    let starts: number[] = [];
    const plan = await capture({}, () => {
      // Backwards, as gradients come.
      const all = CASES.map((_, i) => CASES.length - 1 - i)
        .map(sumsOf)
        .reverse()
        .flat();
      const { tensor, offsets } = pack(all);
      starts = offsets;
      return { tensor };
    });
    const { tensor } = await plan.run();
    const sizes = CASES.flatMap(({ shapes }) => sizesOf(shapes));
    const read = sizes.map((size, i) =>
      (tensor as Float32Array).subarray(starts[i], starts[i]! + size),
    );
    const values = Float32Array.from(read.flatMap((some) => [...some]));
    const wanted = Float32Array.from(expected.flatMap((some) => [...some]));
    expect(relativeError(values, wanted)).toBeLessThan(1e-5);
    // A multiplication each, the sums of threes by themselves, and twelve by sevens: eight buffers a dispatch.
    expect(plan.dispatches).toBe(CASES.length + 1 + 2);
    plan.dispose();
  });

  it('are made before they are read, and packed all the same', { timeout: 300_000 }, async () => {
    const plan = await capture({}, () => {
      const [first, second] = sumsOf(0);
      const [third] = sumsOf(2);
      const more = tf.add(second!, 1);
      return { more, ...{ tensor: pack([first!, third!]).tensor } };
    });
    const { more, tensor } = await plan.run();
    const [sums, others] = [expected[0]!, expected[2]!];
    expect(
      relativeError(
        more as Float32Array,
        sums.slice(64).map((x) => x + 1),
      ),
    ).toBeLessThan(1e-5);
    expect(relativeError((tensor as Float32Array).slice(0, 64), sums.slice(0, 64))).toBeLessThan(
      1e-5,
    );
    expect(relativeError((tensor as Float32Array).slice(64, 76), others)).toBeLessThan(1e-5);
    plan.dispose();
  });

  it('are what they are outside of one', { timeout: 300_000 }, async () => {
    for (const [i] of CASES.entries()) {
      const sums = sumsOf(i);
      const read = await Promise.all(sums.map((sum) => sum.data<'float32'>()));
      const values = Float32Array.from(read.flatMap((some) => [...some]));
      expect(relativeError(values, expected[i]!)).toBeLessThan(1e-5);
      tf.dispose(sums);
    }
  });
});
