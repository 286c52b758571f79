import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { quantileLevel, quantileLoss } from './ops/index.ts';
import { numbers, useWay as switchTo } from './ops/testing.ts';
import { slowQuantileLoss } from './testing/loss.ts';
import { riskSeeking } from './value.ts';

describe('quantile levels', () => {
  test('are the midpoints of equal parts', () => {
    expect([0, 1, 2, 3].map((i) => quantileLevel(i, 4))).toEqual([1 / 8, 3 / 8, 5 / 8, 7 / 8]);
  });
});

describe('the risk-seeking value', () => {
  test('is the mean of the quantiles above level 3/4', () => {
    const eight = Float32Array.of(-8, -7, -6, -5, -4, -3, -2, -1, -80, -7, -6, -5, -4, -3, -4, -2);
    expect(Array.from(riskSeeking(eight, 2))).toEqual([-1.5, -3]);
    expect(Array.from(riskSeeking(Float32Array.of(-9, -9, -9, -2), 1))).toEqual([-2]);
    // Level 3/4 itself is not above 3/4.
    expect(Array.from(riskSeeking(Float32Array.of(-6, -5, -4, -3, -2, -1), 1))).toEqual([-1]);
  });

  test('is the highest quantile where none lies above the level', () => {
    expect(Array.from(riskSeeking(Float32Array.of(-3, -1), 1))).toEqual([-1]);
    expect(Array.from(riskSeeking(Float32Array.of(-3), 1))).toEqual([-3]);
  });

  test('takes in all quantiles at risk 0', () => {
    expect(Array.from(riskSeeking(Float32Array.of(-4, -3, -2, -1), 1, 0))).toEqual([-2.5]);
  });
});

describe.each(['cpu', 'wasm fused'] as const)('the quantile loss on %s', (way) => {
  beforeAll(() => switchTo(way));

  test('is that of plain loops', () => {
    const finite = fc.float({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }).chain((q) =>
          fc.array(fc.tuple(finite, fc.array(finite, { minLength: q, maxLength: q })), {
            minLength: 1,
            maxLength: 4,
          }),
        ),
        (rows) => {
          const q = rows[0]![1].length;
          const expected = rows
            .flatMap(([target, quantiles]) =>
              quantiles.map((quantile, i) => slowQuantileLoss(quantile, target, i, q)),
            )
            .reduce((sum, loss) => sum + loss / (q * rows.length), 0);
          const loss = tf.tidy(() =>
            quantileLoss(
              tf.tensor2d(rows.map(([, quantiles]) => quantiles)),
              tf.tensor2d(rows.map(([target]) => [target])),
            ).dataSync(),
          );
          expect(loss[0]).toBeCloseTo(expected, 4);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('pulls each quantile by its level, linearly within 1, and no harder beyond', () => {
    const [rows, q] = [6, 4];
    const quantiles = numbers(rows * q, 4).map((x) => 3 * x);
    const targets = numbers(rows, 5);
    const gradient = tf.tidy(() =>
      tf
        .grad((x) => quantileLoss(x as tf.Tensor2D, tf.tensor2d(targets, [rows, 1])))(
          tf.tensor2d(quantiles, [rows, q]),
        )
        .dataSync(),
    );
    for (let i = 0; i < rows * q; i++) {
      const error = targets[Math.floor(i / q)]! - quantiles[i]!;
      const level = quantileLevel(i % q, q);
      const pull = -Math.max(-1, Math.min(1, error)) * (error > 0 ? level : 1 - level);
      expect(gradient[i]).toBeCloseTo(pull / (rows * q), 6);
    }
  });

  test('is least at the quantiles of the returns', () => {
    // Of the returns −1 … −9, spread evenly; the Huber part rounds corners, hence the tolerance.
    const returns = Array.from({ length: 181 }, (_, i) => -1 - i / 20);
    const loss = (offset: number) =>
      tf.tidy(() => {
        const quantiles = [0, 1, 2, 3].map((i) => -10 + 9 * quantileLevel(i, 4) + 0.5 + offset);
        const rows = tf.tensor2d(returns.map(() => quantiles));
        return quantileLoss(rows, tf.tensor2d(returns.map((x) => [x]))).dataSync()[0]!;
      });
    expect(loss(0)).toBeLessThan(loss(1.5));
    expect(loss(0)).toBeLessThan(loss(-1.5));
  });
});
