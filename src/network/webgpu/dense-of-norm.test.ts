import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { provideTestGpu, skipWithoutWebGpu } from '../../replay/testing.ts';
import { startBackend } from '../backend.ts';
import { numbers, relativeError } from '../ops/testing.ts';
import { gradientX } from './dense-gradients.ts';
import { denseOfNormGradient } from './dense-of-norm.ts';
import { pairRows } from './grid-rows.ts';
import { normalise, normGradient } from './layer-norm.ts';
import { alignPair } from './pair.ts';
import { TILES } from './tiles.ts';

describe.skipIf(skipWithoutWebGpu())('the gradient of a layer and the norm before it', () => {
  beforeAll(async () => {
    await provideTestGpu();
    await startBackend('webgpu', '');
  }, 300_000);

  // Columns: sums of more than one piece, and of several.
  const cases = TILES.flatMap((tile) =>
    (
      [
        [null, null, 20],
        [3, null, 20],
        [null, 3, 68],
      ] as const
    ).map(([pair, skipPair, columns]) => ({
      ...{ tile, pair, skipPair, columns },
      name: `${tile.rows}×${tile.columns}, buffers: ${tile.buffers}`,
    })),
  );
  it.each(cases)(
    'is the same in one kernel, tile $name, pair of $pair, skip in a pair of $skipPair',
    { timeout: 300_000 },
    async ({ tile, pair, skipPair, columns }) => {
      // Whole grids, and rows beyond the last whole tile.
      const rows = 18 * Math.ceil((tile.rows + 1) / 18);
      const channels = tile.columns;
      const tensor = (seed: number, ...shape: number[]) =>
        tf.tensor(numbers(tf.util.sizeFromShape(shape), seed), shape);
      const x = tensor(1, rows, channels);
      const [gain, bias] = [tensor(2, channels), tensor(3, channels)];
      const [normal, statistics] = normalise({ x }, gain, bias);
      const [first, second] = [tensor(6, rows / 2, channels), tensor(7, rows / 2, channels)];
      const grids = skipPair === null ? null : { first, second, size: skipPair };
      const tensors = {
        ...{ x, gain, statistics: statistics! },
        ...{ w: tensor(4, channels, columns), dy: tensor(5, rows, columns) },
        skip: grids ? alignPair(first, second, grids.size) : tensor(6, rows, channels),
      };
      const read = (all: tf.TensorInfo[]) =>
        Promise.all(
          all.map((info) => tf.engine().makeTensorFromTensorInfo(info).data<'float32'>()),
        );
      const [dNormal] = gradientX(tensors.dy, tensors.w);
      const expected = await read(
        normGradient({ ...tensors, dy: dNormal! }, pair === null ? null : pairRows(pair)),
      );
      const actual = await read(
        denseOfNormGradient({ ...tensors, skip: grids ?? tensors.skip }, pair, tile),
      );
      expect(actual).toHaveLength(expected.length);
      for (const [i, numbersOf] of expected.entries()) {
        expect(relativeError(actual[i]!, numbersOf)).toBeLessThan(1e-5);
      }
      const made = [...Object.values(tensors), normal!, dNormal!, bias, first, second];
      tf.dispose(made as tf.Tensor[]);
    },
  );
});
