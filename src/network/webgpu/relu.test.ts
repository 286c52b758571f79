import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { provideTestGpu, skipWithoutWebGpu } from '../../replay/testing.ts';
import { startBackend } from '../backend.ts';
import { numbers, relativeError } from '../ops/testing.ts';
import { denseForward } from './dense.ts';
import { gradientX } from './dense-gradients.ts';
import { reluForward } from './relu.ts';
import { TILES } from './tiles.ts';

describe.skipIf(skipWithoutWebGpu())('a layer with relu', () => {
  beforeAll(async () => {
    await provideTestGpu();
    await startBackend('webgpu', '');
  }, 300_000);

  it.each(TILES.map((tile) => ({ name: `${tile.rows}×${tile.columns}`, tile })))(
    'notes where it is positive, tile $name, and its gradient is zero elsewhere',
    { timeout: 300_000 },
    async ({ tile }) => {
      // Rows beyond the last whole block, columns beyond the last whole tile.
      const [rows, columns, terms] = [tile.rows + 2, tile.columns + 4, 72];
      const tensor = (seed: number, ...shape: number[]) =>
        tf.tensor(numbers(tf.util.sizeFromShape(shape), seed), shape);
      const [x, w] = [tensor(1, rows, terms), tensor(2, terms, columns)];
      const [bias, dy] = [tensor(3, columns), tensor(4, rows, 8)];
      const down = tensor(5, columns, 8);
      const read = (info: tf.TensorInfo) =>
        (tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor).data<'float32'>();
      const [y, signs] = reluForward(x, w, bias, tile);
      const [plain] = denseForward({ x, w, b: bias }, true, null);
      expect(signs.dtype).toBe('int32');
      const [fromBits] = gradientX(dy, down, { signs });
      const [fromResult] = gradientX(dy, down, { signs: plain! });
      const [result, expected] = [await read(y), await read(plain!)];
      expect(relativeError(result, expected)).toBeLessThan(1e-6);
      expect(await read(fromBits!)).toEqual(await read(fromResult!));
      tf.dispose([x, w, bias, dy, down]);
      tf.dispose(tf.engine().makeTensorFromTensorInfo(signs));
    },
  );
});
