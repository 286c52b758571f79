import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { provideTestGpu, skipWithoutWebGpu } from '../../replay/testing.ts';
import { startBackend } from '../backend.ts';
import { numbers, relativeError } from '../ops/testing.ts';
import { gradientX } from './dense-gradients.ts';
import { denseOfNormGradient } from './dense-of-norm.ts';
import { pairRows } from './grid-rows.ts';
import { normalise, normGradient } from './layer-norm.ts';
import { TILES } from './tiles.ts';

describe.skipIf(skipWithoutWebGpu())('the gradient of a layer and the norm before it', () => {
  beforeAll(async () => {
    await provideTestGpu();
    await startBackend('webgpu', '');
  }, 300_000);

  const cases = TILES.flatMap((tile) =>
    [null, 3].map((pair) => ({
      name: `${tile.rows}×${tile.columns}, buffers: ${tile.buffers}`,
      tile,
      pair,
    })),
  );
  it.each(cases)(
    'is the same in one kernel, tile $name, pair of $pair',
    { timeout: 300_000 },
    async ({ tile, pair }) => {
      // Whole grids, and rows beyond the last whole tile.
      const rows = 18 * Math.ceil((tile.rows + 1) / 18);
      const [channels, columns] = [tile.columns, 20];
      const tensor = (seed: number, ...shape: number[]) =>
        tf.tensor(numbers(tf.util.sizeFromShape(shape), seed), shape);
      const x = tensor(1, rows, channels);
      const [gain, bias] = [tensor(2, channels), tensor(3, channels)];
      const [normal, statistics] = normalise({ x }, gain, bias);
      const tensors = {
        ...{ x, gain, statistics: statistics! },
        ...{ w: tensor(4, channels, columns), dy: tensor(5, rows, columns) },
        skip: tensor(6, rows, channels),
      };
      const read = (all: tf.TensorInfo[]) =>
        Promise.all(
          all.map((info) => tf.engine().makeTensorFromTensorInfo(info).data<'float32'>()),
        );
      const [dNormal] = gradientX(tensors.dy, tensors.w);
      const expected = await read(
        normGradient({ ...tensors, dy: dNormal! }, pair === null ? null : pairRows(pair)),
      );
      const actual = await read(denseOfNormGradient(tensors, pair, tile));
      expect(actual).toHaveLength(expected.length);
      for (const [i, numbersOf] of expected.entries()) {
        expect(relativeError(actual[i]!, numbersOf)).toBeLessThan(1e-5);
      }
      tf.dispose([...Object.values(tensors), normal!, dNormal!, bias] as tf.Tensor[]);
    },
  );
});
