import type * as tf from '@tensorflow/tfjs-core';
import { type Kernel, runKernel, webGpuInternals } from '../../replay/index.ts';
import { kernelNames } from '../ops/fused.ts';
import { productCode, workgroupsOf } from './gemm.ts';
import type { FusedKernel } from './kernels.ts';
import { operandType } from './operand.ts';
import { alignPair, rowOfPair } from './pair.ts';
import type { Product } from './product.ts';
import { addParts } from './reduce.ts';
import { isSmall, smallProductCode, smallWorkgroups } from './small-product.ts';
import { dispose } from './tensors.ts';
import { chooseParts, chooseTile } from './tiles.ts';

export const denseKernels: FusedKernel[] = [
  {
    name: kernelNames.dense,
    run: (inputs, { relu = false }) => denseForward(inputs, relu, null),
  },
  {
    name: kernelNames.denseSplitPair,
    run: (inputs, { size = 1 }) => denseForward(inputs, false, size),
  },
  {
    name: kernelNames.denseGradientX,
    run: ({ dy, w, output }) => gradientX(dy!, w!, output, undefined),
  },
  {
    name: kernelNames.denseGradientMaskedX,
    run: ({ dy, w, x }) => gradientX(dy!, w!, undefined, x),
  },
  {
    // Of the aligned rows too, which are written on the way: the gradient of what was added to them.
    name: kernelNames.denseSplitPairGradient,
    run: ({ da, db, w, x }, { size = 1 }) => gradientOfPair([da!, db!], w!, x!, size),
  },
  {
    name: kernelNames.denseGradientW,
    run({ x, dy, output }) {
      const [terms, rows] = x!.shape as [number, number];
      const columns = dy!.shape[1]!;
      const [tile, parts] = chooseParts(rows, columns, terms);
      const size = rows * columns + columns;
      const type = operandType(columns);
      const product: Product = {
        ...{ rows, columns, terms, parts, sumsColumns: true },
        left: { name: 'x', stride: rows, summedAlongRow: false },
        right: {
          ...{ name: 'dy', stride: columns, summedAlongRow: false },
          mask: output && 'output',
        },
        write: writeQuad('partial', `part * ${size / columns}u + row`, columns),
      };
      const inputs: Kernel['inputs'] = [
        { name: 'x', type: operandType(rows), tensor: x! },
        { name: 'dy', type, tensor: dy! },
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
    },
  },
];

/** @param pair the size of the two grids that the aligned rows of the result are written to */
export function denseForward(
  { x, w, b, residual }: Readonly<Record<string, tf.TensorInfo>>,
  relu: boolean,
  pair: number | null,
): tf.TensorInfo[] {
  const [rows, terms] = x!.shape as [number, number];
  const columns = w!.shape[1]!;
  const added = [
    ...(b ? [quadOf('bias', columns, true)] : []),
    ...(residual ? [quadOf('residual', columns, false)] : []),
  ];
  const write =
    pair === null
      ? writeQuad('y', 'row', columns)
      : `${rowOfPair(pair)}
        if (inFirst) { ${writeQuad('gridA', 'pairRow', columns)} }
        else { ${writeQuad('gridB', 'pairRow', columns)} }`;
  const product: Product = {
    ...{ rows, columns, terms, parts: 1, sumsColumns: false },
    left: { name: 'x', stride: terms, summedAlongRow: true },
    right: { name: 'w', stride: columns, summedAlongRow: false },
    extra: added.length > 0 ? added.join(' + ') : undefined,
    write: `${added.length > 0 ? 'value += extra;' : ''}
        ${relu ? 'value = select(value, vec4<f32>(), value < vec4<f32>());' : ''}
        ${write}`,
  };
  const type = operandType(columns);
  return runProduct(product, {
    label: `dense ${terms}→${columns}`,
    outputs: (pair === null ? ['y'] : ['gridA', 'gridB']).map((name) => ({
      ...{ name, type, shape: [pair === null ? rows : rows / 2, columns] },
    })),
    inputs: [
      { name: 'x', type: operandType(terms), tensor: x! },
      { name: 'w', type, tensor: w! },
      ...(b ? [{ name: 'bias', type, tensor: b }] : []),
      ...(residual ? [{ name: 'residual', type, tensor: residual }] : []),
    ],
  });
}

/**
 * @param output counts dy only where this is positive
 * @param input gives a gradient only where this is positive
 */
export function gradientX(
  dy: tf.TensorInfo,
  w: tf.TensorInfo,
  output: tf.TensorInfo | undefined,
  input: tf.TensorInfo | undefined,
): tf.TensorInfo[] {
  const [columns, terms] = w.shape as [number, number];
  const rows = dy.shape[0]!;
  const product: Product = {
    ...{ rows, columns, terms, parts: 1, sumsColumns: false },
    left: {
      ...{ name: 'dy', stride: terms, summedAlongRow: true },
      mask: output && 'output',
    },
    right: { name: 'w', stride: terms, summedAlongRow: true },
    extra: input && quadOf('input', columns, false),
    write: `${input ? 'value = select(vec4<f32>(), value, extra > vec4<f32>());' : ''}
        ${writeQuad('dx', 'row', columns)}`,
  };
  const type = operandType(terms);
  const wide = operandType(columns);
  return runProduct(product, {
    label: `dense ${columns}→${terms}, dx`,
    outputs: [{ name: 'dx', type: wide, shape: [rows, columns] }],
    inputs: [
      { name: 'dy', type, tensor: dy },
      { name: 'w', type, tensor: w },
      ...(output ? [{ name: 'output', type, tensor: output }] : []),
      ...(input ? [{ name: 'input', type: wide, tensor: input }] : []),
    ],
  });
}

/**
 * Of a layer whose aligned rows were written to two grids of this size, the gradients of its input,
 * where that is positive, and of those rows.
 */
function gradientOfPair(
  [first, second]: readonly [tf.TensorInfo, tf.TensorInfo],
  w: tf.TensorInfo,
  input: tf.TensorInfo,
  size: number,
): tf.TensorInfo[] {
  const [columns, terms] = w.shape as [number, number];
  const rows = input.shape[0]!;
  const product: Product = {
    ...{ rows, columns, terms, parts: 1, sumsColumns: false },
    left: {
      ...{ name: 'dy', stride: terms, summedAlongRow: true },
      pair: { first: 'gridA', second: 'gridB', size },
    },
    right: { name: 'w', stride: terms, summedAlongRow: true },
    extra: quadOf('input', columns, false),
    write: `value = select(vec4<f32>(), value, extra > vec4<f32>());
        ${writeQuad('dx', 'row', columns)}`,
  };
  if (terms % 4 !== 0 || isSmall(product)) {
    const dy = alignPair(first, second, size);
    return [...gradientX(dy, w, undefined, input), dy];
  }
  const [type, wide] = ['vec4<f32>', operandType(columns)];
  return runProduct(product, {
    label: `dense ${columns}→${terms}, dx of pair`,
    outputs: [
      { name: 'dx', type: wide, shape: [rows, columns] },
      { name: 'dy', type, shape: [rows, terms] },
    ],
    inputs: [
      { name: 'gridA', type, tensor: first },
      { name: 'gridB', type, tensor: second },
      { name: 'w', type, tensor: w },
      { name: 'input', type: wide, tensor: input },
    ],
  });
}

type Buffers = Pick<Kernel, 'label' | 'outputs' | 'inputs'>;

function runProduct(
  product: Product,
  buffers: Buffers,
  functions = '',
  tile = chooseTile(product.rows, product.columns),
): tf.TensorInfo[] {
  if (isSmall(product) && product.parts === 1) {
    const code = `${smallProductCode(product)}\n${functions}`;
    return runKernel({ ...buffers, code, workgroups: smallWorkgroups(product) });
  }
  const room = webGpuInternals().device.limits.maxComputeWorkgroupStorageSize;
  return runKernel({
    ...buffers,
    code: `${productCode(product, tile, room)}\n${functions}`,
    workgroups: workgroupsOf(product, tile),
  });
}

/** Four numbers of a row-major buffer; of a vector when `shared` by all rows. */
function quadOf(name: string, columns: number, shared: boolean): string {
  const from = shared ? 'column' : `row * ${columns}u + column`;
  if (columns % 4 === 0) return `${name}[(${from}) / 4u]`;
  const one = (i: number) =>
    `${name}[${shared ? '' : `row * ${columns}u + `}min(column + ${i}u, ${columns - 1}u)]`;
  return `vec4<f32>(${[0, 1, 2, 3].map(one).join(', ')})`;
}

function writeQuad(name: string, row: string, columns: number): string {
  if (columns % 4 === 0) return `${name}[((${row}) * ${columns}u + column) / 4u] = value;`;
  return [0, 1, 2, 3]
    .map(
      (i) =>
        `if (column + ${i}u < ${columns}u) { ${name}[(${row}) * ${columns}u + column + ${i}u] = value[${i}]; }`,
    )
    .join('\n');
}
