import type * as tf from '@tensorflow/tfjs-core';
import { runKernel, webGpuInternals } from '../../replay/index.ts';
import { kernelNames } from '../ops/fused.ts';
import { denseForward } from './dense.ts';
import { type Grids, gradientX, rowsOrGrids } from './dense-gradients.ts';
import { productCode, workgroupsOf } from './gemm.ts';
import { pairRows } from './grid-rows.ts';
import type { FusedKernel } from './kernels.ts';
import { normalise, normGradient } from './layer-norm.ts';
import { normGradientOfSums, sharesCode, sharesOf } from './norm-of-sums.ts';
import { operandType } from './operand.ts';
import { alignPair } from './pair.ts';
import { addParts } from './reduce.ts';
import { dispose, share } from './tensors.ts';
import { chooseTile, type Tile } from './tiles.ts';

export const denseOfNormKernels: FusedKernel[] = [
  {
    name: kernelNames.denseOfNorm,
    run({ x, gain, bias, w, layerBias }) {
      const [normal, statistics] = normalise({ x: x! }, gain!, bias!);
      const [y] = denseForward({ x: normal!, w: w!, b: layerBias! }, false, null);
      return [y!, share(x!), statistics!, normal!];
    },
  },
  {
    name: kernelNames.denseOfPairNorm,
    run({ a, b, gain, bias, w, layerBias }, { size = 1 }) {
      const [normal, statistics, x] = normalise(
        { grids: [a!, b!], rows: pairRows(size) },
        gain!,
        bias!,
      );
      const [y] = denseForward({ x: normal!, w: w!, b: layerBias! }, false, null);
      return [y!, x!, statistics!, normal!];
    },
  },
  {
    name: kernelNames.denseOfNormGradient,
    run: (inputs) => denseOfNormGradient(tensorsOf(inputs), null),
  },
  {
    name: kernelNames.denseOfPairNormGradient,
    run: (inputs, { size = 1 }) => denseOfNormGradient(tensorsOf(inputs), size),
  },
];

/**
 * The gradient dy [N, o] of a layer w [c, o], and what the norm before it took: x [N, c], its gain and
 * its statistics; `skip` [N, c] is added to the gradient of x.
 */
export type Tensors = Readonly<
  Record<'dy' | 'w' | 'x' | 'gain' | 'statistics', tf.TensorInfo> & {
    skip: tf.TensorInfo | Grids;
  }
>;

function tensorsOf(inputs: Readonly<Record<string, tf.TensorInfo>>): Tensors {
  const { dy, w, x, gain, statistics, skip } = inputs;
  return { dy: dy!, w: w!, x: x!, gain: gain!, statistics: statistics!, skip: skip! };
}

/**
 * The gradients of x, gain and bias; that of x in two grids of size `pair` where it is given. Where a
 * tile holds whole rows of x, the gradient of the norm is made from that of the layer before it ever
 * leaves the registers.
 */
export function denseOfNormGradient(
  tensors: Tensors,
  pair: number | null,
  tile = chooseTile(tensors.x.shape[0]!, tensors.x.shape[1]!),
): tf.TensorInfo[] {
  const { dy, w, x, statistics, skip } = tensors;
  const [channels, terms] = w.shape as [number, number];
  const rows = x.shape[0]!;
  const room = roomBeside(tile);
  const grids = 'first' in skip ? skip : null;
  if (!normFits(rows, channels, tile)) {
    const [dNormal] = gradientX(dy, w);
    const plain = 'first' in skip ? alignPair(skip.first, skip.second, skip.size) : skip;
    const gradients = normGradient(
      { ...tensors, skip: plain, dy: dNormal! },
      pair === null ? null : pairRows(pair),
    );
    dispose(dNormal!);
    if (grids) dispose(plain);
    return gradients;
  }
  const product = {
    ...{ rows, columns: channels, terms, parts: 1, sumsColumns: false },
    left: { name: 'dy', stride: terms, summedAlongRow: true },
    right: { name: 'w', stride: terms, summedAlongRow: true },
    write: normGradientOfSums(rows, channels, pair, grids?.size ?? null),
  };
  const workgroups = workgroupsOf(product, tile);
  const parts = workgroups[1];
  const [wide, narrow] = ['vec4<f32>', operandType(terms)];
  const gradients = runKernel({
    label: `dense ${channels}→${terms}, dx, layer norm`,
    code: `${sharesCode(tile)}\n${productCode(product, tile, room)}`,
    outputs: [
      ...(pair === null ? ['dx'] : ['da', 'db']).map((name) => ({
        ...{ name, type: wide, shape: [pair === null ? rows : rows / 2, channels] },
      })),
      { name: 'partial', type: wide, shape: [parts, 2 * channels] },
    ],
    inputs: [
      { name: 'dy', type: narrow, tensor: dy },
      { name: 'w', type: narrow, tensor: w },
      { name: 'x', type: wide, tensor: x },
      { name: 'statistics', type: 'vec2<f32>', tensor: statistics },
      ...rowsOrGrids(skip, wide, ['skip', 'skipA', 'skipB']),
    ],
    workgroups,
  });
  const partial = gradients.pop()!;
  const sums = addParts(partial, parts, [[channels], [channels]]);
  dispose(partial);
  return [...gradients, ...sums];
}

/** Whether a tile's product can end with the gradient of a norm: it has whole rows, and room. */
export function normFits(
  rows: number,
  channels: number,
  tile = chooseTile(rows, channels),
): boolean {
  return tile.columns === channels && roomBeside(tile) >= 0;
}

/** Bytes of workgroup memory for a tile's product that the norm leaves; negative: it does not fit. */
function roomBeside(tile: Tile): number {
  const room = webGpuInternals().device.limits.maxComputeWorkgroupStorageSize;
  const left = room - 16 * sharesOf(tile);
  return left - 4 * tile.buffers * tile.depth * (tile.rows + tile.columns) < 0 ? -1 : left;
}
