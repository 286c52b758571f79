import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { runKernel } from '../../replay/index.ts';
import { provideTestGpu, skipWithoutWebGpu } from '../../replay/testing.ts';
import { startBackend } from '../backend.ts';
import { numbers, relativeError } from '../ops/testing.ts';
import { productCode, workgroupsOf } from './gemm.ts';
import type { Product } from './product.ts';
import { chooseParts, chooseTile, TILES, type Tile } from './tiles.ts';

const rows = fc.integer({ min: 1, max: 200_000 });
const sides = fc.integer({ min: 1, max: 3000 });
const LEAST_ROOM = 16384;

function productOf(
  [rows, columns, terms]: readonly [number, number, number],
  turned: readonly [boolean, boolean],
  parts: number,
): Product {
  return {
    ...{ rows, columns, terms, parts, sumsColumns: false },
    left: { name: 'x', stride: turned[0] ? terms : rows, summedAlongRow: turned[0] },
    right: { name: 'w', stride: turned[1] ? terms : columns, summedAlongRow: turned[1] },
    write: 'y[row] = value;',
  };
}

/** Bytes of workgroup memory that a shader declares. */
function bytesOf(code: string): number {
  const sizes = [...code.matchAll(/var<workgroup> \w+: array<vec4<f32>, (\d+)>/g)];
  expect(sizes).toHaveLength(2);
  return sizes.reduce((sum, [, words]) => sum + 16 * Number(words), 0);
}

function nameOf({ rows, columns, buffers }: Tile): string {
  return `${rows}×${columns}${buffers === 2 ? ' in two buffers' : ''}`;
}

describe('a shader for a product', () => {
  it('takes no more workgroup memory than there is, whatever the product', () => {
    const room = fc.constantFrom(LEAST_ROOM, 32768, 49152);
    const turned = fc.tuple(fc.boolean(), fc.boolean());
    fc.assert(
      fc.property(fc.tuple(rows, sides, sides), turned, room, (shape, turns, bytes) => {
        const [high, columns, terms] = shape;
        const [tile, parts] = chooseParts(high, columns, terms);
        for (const [choice, count] of [
          [chooseTile(high, columns), 1],
          [tile, parts],
        ] satisfies [Tile, number][]) {
          const code = productCode(productOf(shape, turns, count), choice, bytes);
          expect(bytesOf(code)).toBeLessThanOrEqual(bytes);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('leaves a word empty where an operand is transposed, if there is room', () => {
    const product = productOf([32768, 128, 64], [true, true], 1);
    const tile = chooseTile(32768, 128);
    expect(bytesOf(productCode(product, tile, 49152))).toBe(
      bytesOf(productCode(product, tile, LEAST_ROOM)) + 2 * 16 * tile.depth,
    );
  });
});

describe('the pieces of a product', () => {
  it('cover it and all of its sum', () => {
    fc.assert(
      fc.property(sides, sides, fc.integer({ min: 1, max: 300_000 }), (high, columns, terms) => {
        const [tile, parts] = chooseParts(high, columns, terms);
        const shape = [high, columns, terms] as const;
        const [across, down, deep] = workgroupsOf(productOf(shape, [false, false], parts), tile);
        expect(across * tile.columns).toBeGreaterThanOrEqual(columns);
        expect(down * tile.rows).toBeGreaterThanOrEqual(high);
        expect(deep).toBe(parts);
        // A part is a whole number of pieces.
        const perPart = Math.ceil(Math.ceil(terms / parts) / tile.depth) * tile.depth;
        expect(perPart * parts).toBeGreaterThanOrEqual(terms);
      }),
    );
  });
});

describe.skipIf(skipWithoutWebGpu())('on WebGPU', () => {
  beforeAll(async () => {
    await provideTestGpu();
    await startBackend('webgpu', '');
  }, 300_000);

  // Sides beyond the tile's, so that more than one workgroup works, and not on whole tiles only.
  it.each(TILES.map((tile) => ({ name: nameOf(tile), tile })))(
    'the tile $name gives the product',
    { timeout: 300_000 },
    async ({ tile }) => {
      const shape = [tile.rows + 3, tile.columns + 8, 20] as const;
      const [rows, columns, terms] = shape;
      const [x, w] = [numbers(rows * terms, 1), numbers(columns * terms, 2)];
      const product = {
        ...productOf(shape, [true, true], 1),
        write: `y[(row * ${columns}u + column) / 4u] = value;`,
      };
      const tensors = [tf.tensor2d(x, [rows, terms]), tf.tensor2d(w, [columns, terms])] as const;
      const type = 'vec4<f32>';
      const [y] = runKernel({
        label: 'product',
        code: productCode(product, tile, LEAST_ROOM),
        outputs: [{ name: 'y', type, shape: [rows, columns] }],
        inputs: [
          { name: 'x', type, tensor: tensors[0] },
          { name: 'w', type, tensor: tensors[1] },
        ],
        workgroups: workgroupsOf(product, tile),
      });
      const result = tf.engine().makeTensorFromTensorInfo(y!);
      const expected = Float32Array.from({ length: rows * columns }, (_, i) => {
        const [row, column] = [Math.floor(i / columns), i % columns];
        let sum = 0;
        for (let t = 0; t < terms; t++) sum += x[row * terms + t]! * w[column * terms + t]!;
        return sum;
      });
      expect(relativeError(await result.data<'float32'>(), expected)).toBeLessThan(1e-5);
      tf.dispose([result, ...tensors]);
    },
  );

  it.each(TILES.map((tile) => ({ name: nameOf(tile), tile })))(
    'the tile $name gives the product and the sums of columns in parts',
    { timeout: 300_000 },
    async ({ tile }) => {
      const [rows, columns, terms, parts] = [tile.rows, tile.columns + 8, 40, 2];
      const [x, dy] = [numbers(terms * rows, 1), numbers(terms * columns, 2)];
      const line = `(part * ${rows + 1}u + row) * ${columns}u + column`;
      const product = {
        ...productOf([rows, columns, terms], [false, false], parts),
        sumsColumns: true,
        write: `y[(${line}) / 4u] = value;`,
      };
      const tensors = [tf.tensor2d(x, [terms, rows]), tf.tensor2d(dy, [terms, columns])] as const;
      const type = 'vec4<f32>';
      const [y] = runKernel({
        label: 'product',
        code: `${productCode(product, tile, LEAST_ROOM)}
fn writeColumnSums(part: u32, column: u32, value: vec4<f32>) {
  let row = ${rows}u;
  y[(${line}) / 4u] = value;
}`,
        outputs: [{ name: 'y', type, shape: [parts, (rows + 1) * columns] }],
        inputs: [
          { name: 'x', type, tensor: tensors[0] },
          { name: 'w', type, tensor: tensors[1] },
        ],
        workgroups: workgroupsOf(product, tile),
      });
      const result = tf.sum(tf.engine().makeTensorFromTensorInfo(y!), 0);
      const expected = Float32Array.from({ length: (rows + 1) * columns }, (_, i) => {
        const [row, column] = [Math.floor(i / columns), i % columns];
        let sum = 0;
        for (let t = 0; t < terms; t++) {
          sum += (row < rows ? x[t * rows + row]! : 1) * dy[t * columns + column]!;
        }
        return sum;
      });
      expect(relativeError(await result.data<'float32'>(), expected)).toBeLessThan(1e-5);
      tf.dispose([result, ...tensors]);
    },
  );
});
