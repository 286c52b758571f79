import type * as tf from '@tensorflow/tfjs-core';
import type { Kernel } from '../../replay/index.ts';
import { type Operand, operandType } from './operand.ts';
import type { Product } from './product.ts';
import { runProduct, writeQuad } from './product-kernel.ts';
import { addParts } from './reduce.ts';
import { signsQuad, signsType } from './signs.ts';
import { dispose } from './tensors.ts';
import { chooseParts } from './tiles.ts';

/**
 * The gradients of a layer's weights and bias.
 * @param output counts dy only where this is positive
 */
export function gradientW(
  x: tf.TensorInfo,
  dy: tf.TensorInfo | Grids,
  output?: tf.TensorInfo,
): tf.TensorInfo[] {
  const [terms, rows] = x.shape as [number, number];
  const columns = ('first' in dy ? dy.first : dy).shape[1]!;
  const [tile, parts] = chooseParts(rows, columns, terms);
  const size = rows * columns + columns;
  const type = operandType(columns);
  const product: Product = {
    ...{ rows, columns, terms, parts, sumsColumns: true },
    left: { name: 'x', stride: rows, summedAlongRow: false },
    right: {
      ...{ name: 'dy', stride: columns, summedAlongRow: false },
      mask: output && 'output',
      pair: pairOf(dy),
    },
    write: writeQuad('partial', `part * ${size / columns}u + row`, columns),
  };
  const inputs: Kernel['inputs'] = [
    { name: 'x', type: operandType(rows), tensor: x },
    ...inputsOf(dy, type),
    ...(output ? [{ name: 'output', type, tensor: output }] : []),
  ];
  const [partial] = runProduct(
    product,
    {
      label: `dense ${rows}→${columns}, dw`,
      outputs: [{ name: 'partial', type, shape: [parts, size] }],
      inputs,
    },
    `fn writeColumnSums(part: u32, column: u32, value: vec4<f32>) {
    ${writeQuad('partial', `part * ${size / columns}u + ${rows}u`, columns)}
  }`,
    tile,
  );
  const sums = addParts(partial!, parts, [[rows, columns], [columns]]);
  dispose(partial!);
  return sums;
}

/**
 * A gradient that comes in two grids of this size, from where products with tiles read its aligned rows, in
 * words of four numbers.
 */
export interface Grids {
  readonly first: tf.TensorInfo;
  readonly second: tf.TensorInfo;
  readonly size: number;
}

function pairOf(dy: tf.TensorInfo | Grids): Operand['pair'] {
  return 'first' in dy ? { first: 'gridA', second: 'gridB', size: dy.size } : undefined;
}

/** Binds rows, or the two grids that they come in. */
export function rowsOrGrids(
  rows: tf.TensorInfo | Grids,
  type: string,
  [whole, first, second]: readonly [rows: string, first: string, second: string],
): Kernel['inputs'] {
  return 'first' in rows
    ? [
        { name: first, type, tensor: rows.first },
        { name: second, type, tensor: rows.second },
      ]
    : [{ name: whole, type, tensor: rows }];
}

function inputsOf(dy: tf.TensorInfo | Grids, type: string): Kernel['inputs'] {
  return rowsOrGrids(dy, type, ['dy', 'gridA', 'gridB']);
}

/**
 * The gradient of a layer's input.
 * @param where `output`: counts dy only where this is positive; `signs`: gives a gradient only where
 *   the input is positive, see `signs.ts`
 */
export function gradientX(
  dy: tf.TensorInfo | Grids,
  w: tf.TensorInfo,
  where: { readonly output?: tf.TensorInfo | undefined; readonly signs?: tf.TensorInfo } = {},
): tf.TensorInfo[] {
  const { output, signs } = where;
  const [columns, terms] = w.shape as [number, number];
  const rows = 'first' in dy ? 2 * dy.first.shape[0]! : dy.shape[0]!;
  const product: Product = {
    ...{ rows, columns, terms, parts: 1, sumsColumns: false },
    left: {
      ...{ name: 'dy', stride: terms, summedAlongRow: true },
      mask: output && 'output',
      pair: pairOf(dy),
    },
    right: { name: 'w', stride: terms, summedAlongRow: true },
    extra: signs && signsQuad(signs, columns),
    write: `${signs ? 'value = select(vec4<f32>(), value, extra > vec4<f32>());' : ''}
        ${writeQuad('dx', 'row', columns)}`,
  };
  const [type, wide] = [operandType(terms), operandType(columns)];
  return runProduct(product, {
    label: `dense ${columns}→${terms}, dx${'first' in dy ? ' of pair' : ''}`,
    outputs: [{ name: 'dx', type: wide, shape: [rows, columns] }],
    inputs: [
      ...inputsOf(dy, type),
      { name: 'w', type, tensor: w },
      ...(output ? [{ name: 'output', type, tensor: output }] : []),
      ...(signs ? [{ name: 'signs', type: signsType(signs, columns), tensor: signs }] : []),
    ],
  });
}
