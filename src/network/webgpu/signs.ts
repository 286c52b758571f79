/**
 * Where the result of a relu is positive, for the gradient: bits, so that there is little to read. A
 * product notes them as it is written: int32 [⌈N / 4⌉, c / 4] holds for each block of 4 × 4 numbers bit
 * 4·i + j of its row i and column j. Where blocks do not fit, the result itself, float32, tells its signs.
 */

import type * as tf from '@tensorflow/tfjs-core';
import { operandType } from './operand.ts';
import type { Place, Product } from './product.ts';
import { quadOf } from './product-kernel.ts';
import { isSmall } from './small-product.ts';

/** Whether this product can note the signs of its result in bits. */
export function notesSigns(product: Product): boolean {
  return product.columns % 4 === 0 && !isSmall(product);
}

export function shapeOfSigns(rows: number, columns: number): number[] {
  return [Math.ceil(rows / 4), columns / 4];
}

/** WGSL that adds `extra` to what a thread has summed, applies relu, and writes `y` and `signs`. */
export function writeWithSigns(rows: number, columns: number): (place: Place) => string {
  const words = columns / 4;
  const line = (sum: string, i: number) => `{
      let row = top + ${i}u;
      var value = ${sum} + extraAt(row, column);
      value = select(value, vec4<f32>(), value < vec4<f32>());
      let bits = select(vec4<u32>(), vec4<u32>(${[0, 1, 2, 3].map((j) => `${1 << (4 * i + j)}u`).join(', ')}), value > vec4<f32>());
      block |= bits.x | bits.y | bits.z | bits.w;
      if (row < ${rows}u && column < ${columns}u) { y[row * ${words}u + column / 4u] = value; }
    }`;
  return ({ tile, rowOf, columnOf, sumOf }) => {
    const blocks: string[] = [];
    for (let i = 0; i < tile.threadRows; i += 4) {
      for (let j = 0; j < tile.threadColumns / 4; j++) {
        blocks.push(`{
    let top = ${rowOf(i)};
    let column = ${columnOf(j)};
    var block = 0u;
    ${[0, 1, 2, 3].map((k) => line(sumOf(i + k, j), k)).join('\n    ')}
    if (top < ${rows}u && column < ${columns}u) { signs[top / 4u * ${words}u + column / 4u] = block; }
  }`);
      }
    }
    return blocks.join('\n  ');
  };
}

/** WGSL for four numbers at `row` and `column` that are positive where the result is. */
export function signsQuad({ dtype }: tf.TensorInfo, columns: number): string {
  if (dtype !== 'int32') return quadOf('signs', columns, 'row');
  const block = `signs[row / 4u * ${columns / 4}u + column / 4u]`;
  return `vec4<f32>((vec4<u32>(${block} >> (4u * (row % 4u))) >> vec4<u32>(0u, 1u, 2u, 3u)) & vec4<u32>(1u))`;
}

/** The type of the elements of `signs`. */
export function signsType({ dtype }: tf.TensorInfo, columns: number): string {
  return dtype === 'int32' ? 'u32' : operandType(columns);
}
