import type * as tf from '@tensorflow/tfjs-core';
import { runKernel } from '../../replay/index.ts';
import { kernelNames } from '../ops/fused.ts';
import { gradientW } from './dense-gradients.ts';
import { inGrid, namesOf, sampleRows } from './grid-rows.ts';
import { type FusedKernel, perIndex, wordsOf } from './kernels.ts';
import { operandType } from './operand.ts';
import type { Product } from './product.ts';
import { quadOf, runProduct, writeQuad } from './product-kernel.ts';
import { addParts } from './reduce.ts';
import { dispose } from './tensors.ts';

const THREADS = 256;

export const embedKernels: FusedKernel[] = [
  {
    name: kernelNames.embedGrids,
    run: ({ x, w, b, positions }, { count = 1 }) => embed(x!, w!, b!, positions!, count),
  },
  {
    name: kernelNames.embedGridsGradient,
    run({ x, da, db, dc }, { count = 1 }) {
      const tokens = joinGrids([da!, db!, dc!], count);
      const [rows, channels] = tokens.shape as [number, number];
      // What a sample gives is a part of the sum over all of them.
      const [dPositions] = addParts(tokens, count, [[rows / count, channels]]);
      const [dw, dBias] = gradientW(x!, tokens, undefined);
      dispose(tokens);
      return [dw!, dBias!, dPositions!];
    },
  },
];

function embed(
  x: tf.TensorInfo,
  w: tf.TensorInfo,
  b: tf.TensorInfo,
  positions: tf.TensorInfo,
  count: number,
): tf.TensorInfo[] {
  const [rows, terms] = x.shape as [number, number];
  const columns = w.shape[1]!;
  const tokens = rows / count;
  const grids = sampleRows(tokens);
  const product: Product = {
    ...{ rows, columns, terms, parts: 1, sumsColumns: false },
    left: { name: 'x', stride: terms, summedAlongRow: true },
    right: { name: 'w', stride: columns, summedAlongRow: false },
    extra: `${quadOf('bias', columns, null)} + ${quadOf('positions', columns, `(row % ${tokens}u)`)}`,
    write: `value += extra;
        ${grids.find}
        ${inGrid(namesOf(grids), (name) => writeQuad(name, 'gridRow', columns))}`,
  };
  const type = operandType(columns);
  return runProduct(product, {
    label: `embed ${terms}→${columns}`,
    outputs: namesOf(grids).map((name) => ({ name, type, shape: [rows / 3, columns] })),
    inputs: [
      { name: 'x', type: operandType(terms), tensor: x },
      { name: 'w', type, tensor: w },
      { name: 'bias', type, tensor: b },
      { name: 'positions', type, tensor: positions },
    ],
  });
}

/** Rows of three grids as tokens, sample by sample. */
function joinGrids(grids: readonly tf.TensorInfo[], count: number): tf.TensorInfo {
  const [length, channels] = grids[0]!.shape as [number, number];
  const rows = 3 * length;
  const { type, words } = wordsOf(channels);
  const from = sampleRows(rows / count);
  const names = namesOf(from);
  const [tokens] = runKernel({
    label: 'join grids',
    ...perIndex(
      rows * words,
      THREADS,
      `let row = at / ${words}u;
  ${from.find}
  ${inGrid(names, (name) => `tokens[at] = ${name}[gridRow * ${words}u + at % ${words}u];`)}`,
    ),
    outputs: [{ name: 'tokens', type, shape: [rows, channels] }],
    inputs: grids.map((tensor, i) => ({ name: names[i]!, type, tensor })),
  });
  return tokens!;
}
