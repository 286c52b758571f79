import type * as tf from '@tensorflow/tfjs-core';
import { runKernel } from '../../replay/index.ts';
import { kernelNames } from '../ops/fused.ts';
import { LAYER_NORM_EPSILON } from '../ops/layer-norm.ts';
import { type GridRows, inGrid, namesOf, sampleRows } from './grid-rows.ts';
import { BUILTINS, type FusedKernel, GROUP_INDEX, powerOfTwoIn, spread } from './kernels.ts';
import { addParts } from './reduce.ts';
import { dispose } from './tensors.ts';

const THREADS = 256;
/** Workgroups that sum the gradients of gain and bias, each for its share of the rows. */
const MOST_PARTS = 528;

/** How a workgroup divides rows of c numbers: some threads a row, each with every so-manieth word. */
function planOf(channels: number) {
  const width = channels % 4 === 0 ? 4 : 1;
  const words = channels / width;
  // Few words need no other thread, and no barrier.
  const threadsPerRow = words <= 2 ? 1 : powerOfTwoIn(words, 32);
  return {
    words,
    threadsPerRow,
    wordsPerThread: words / threadsPerRow,
    rowsPerGroup: THREADS / threadsPerRow,
    type: width === 4 ? 'vec4<f32>' : 'f32',
    sum: (word: string) => (width === 4 ? `dot(${word}, vec4<f32>(1.0))` : word),
    dot: (a: string, b: string) => (width === 4 ? `dot(${a}, ${b})` : `${a} * ${b}`),
  };
}

/** The rows to be normalised: as they are, or from grids, put together on the way. */
type Source =
  | { readonly x: tf.TensorInfo }
  | { readonly grids: readonly tf.TensorInfo[]; readonly rows: GridRows };

/**
 * Gives the normal rows, the mean and the inverse deviation of each and, from grids, the rows themselves.
 * After the statistics, where rows are in words of four, comes the gain: some gradient can bind no
 * further buffer.
 */
export function normalise(
  source: Source,
  gain: tf.TensorInfo,
  bias: tf.TensorInfo,
): tf.TensorInfo[] {
  const from = 'grids' in source ? source : null;
  const grids = 'grids' in source ? source.grids : [source.x];
  const [length, channels] = grids[0]!.shape as [number, number];
  const rows = grids.length * length;
  const names = from ? namesOf(from.rows) : ['x'];
  const { words, threadsPerRow, wordsPerThread, rowsPerGroup, type, sum, dot } = planOf(channels);
  const each = (line: (i: number) => string) =>
    Array.from({ length: wordsPerThread }, (_, i) => line(i)).join('\n  ');
  const word = (i: number) => `thread + ${i * threadsPerRow}u`;
  const gainRows = channels % 4 === 0 ? channels / 2 : 0;
  return runKernel({
    label: `layer norm ${channels}`,
    code: `
var<workgroup> shares: array<vec2<f32>, ${THREADS}>;
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  let thread = local % ${threadsPerRow}u;
  let row = (${GROUP_INDEX}) * ${rowsPerGroup}u + local / ${threadsPerRow}u;
  let start = min(row, ${rows - 1}u) * ${words}u;
  ${
    from
      ? `${each((i) => `var x${i} = ${type}();`)}
  if (row < ${rows}u) {
    ${from.rows.find}
    ${inGrid(names, (name) => each((i) => `x${i} = ${name}[gridRow * ${words}u + ${word(i)}];`))}
    ${each((i) => `x[start + ${word(i)}] = x${i};`)}
  }`
      : each((i) => `let x${i} = x[start + ${word(i)}];`)
  }
  // Mean and sum of squared deviations of this thread's numbers, then of twice as many each time.
  let mean = (${Array.from({ length: wordsPerThread }, (_, i) => sum(`x${i}`)).join(' + ')}) / ${(channels / threadsPerRow).toFixed(1)};
  ${each((i) => `let d${i} = x${i} - mean;`)}
  let own = vec2<f32>(mean, ${Array.from({ length: wordsPerThread }, (_, i) => dot(`d${i}`, `d${i}`)).join(' + ')});
  ${
    threadsPerRow === 1
      ? 'let all = own;'
      : `shares[local] = own;
  workgroupBarrier();
  for (var step = 1u; step < ${threadsPerRow}u; step *= 2u) {
    let mine = shares[local];
    let other = shares[local ^ step];
    let apart = other.x - mine.x;
    let count = f32(step) * ${(channels / threadsPerRow).toFixed(1)};
    workgroupBarrier();
    shares[local] = vec2<f32>(0.5 * (mine.x + other.x), mine.y + other.y + 0.5 * count * apart * apart);
    workgroupBarrier();
  }
  let all = shares[local];`
  }
  let inverse = inverseSqrt(all.y / ${channels.toFixed(1)} + ${LAYER_NORM_EPSILON});
  ${
    gainRows > 0
      ? `if (${GROUP_INDEX} == 0u) {
    for (var i = local; i < ${words}u; i += ${THREADS}u) {
      statistics[${rows}u + 2u * i] = gain[i].xy;
      statistics[${rows + 1}u + 2u * i] = gain[i].zw;
    }
  }`
      : ''
  }
  if (row >= ${rows}u) { return; }
  ${each((i) => `y[start + ${word(i)}] = (x${i} - all.x) * inverse * gain[${word(i)}] + bias[${word(i)}];`)}
  if (thread == 0u) { statistics[row] = vec2<f32>(all.x, inverse); }
}`,
    outputs: [
      { name: 'y', type, shape: [rows, channels] },
      { name: 'statistics', type: 'vec2<f32>', shape: [rows + gainRows, 2] },
      ...(from ? [{ name: 'x', type, shape: [rows, channels] }] : []),
    ],
    inputs: [
      ...grids.map((tensor, i) => ({ name: names[i]!, type, tensor })),
      { name: 'gain', type, tensor: gain },
      { name: 'bias', type, tensor: bias },
    ],
    workgroups: spread(Math.ceil(rows / rowsPerGroup)),
  });
}

export const layerNormKernels: FusedKernel[] = [
  {
    name: kernelNames.layerNorm,
    run: ({ x, gain, bias }) => normalise({ x: x! }, gain!, bias!),
  },
  {
    name: kernelNames.layerNormGradient,
    run: (inputs) => normGradient(inputs, null),
  },
  {
    name: kernelNames.layerNormOfGrids,
    run({ a, b, c, gain, bias }, { count = 1 }) {
      const grids = [a!, b!, c!];
      return normalise({ grids, rows: sampleRows((3 * a!.shape[0]!) / count) }, gain!, bias!);
    },
  },
  {
    name: kernelNames.layerNormOfGridsGradient,
    run({ x, ...tensors }, { count = 1 }) {
      return normGradient({ x: x!, ...tensors }, sampleRows(x!.shape[0]! / count));
    },
  },
];

/**
 * The gradients of rows, gain and bias; `skip` is added to the rows', which come in grids where these are
 * given.
 */
export function normGradient(
  { dy, x, gain, statistics, skip }: Readonly<Record<string, tf.TensorInfo>>,
  grids: GridRows | null,
): tf.TensorInfo[] {
  const [rows, channels] = x!.shape as [number, number];
  const { words, threadsPerRow, wordsPerThread, rowsPerGroup, type, sum, dot } = planOf(channels);
  const turns = Math.ceil(rows / rowsPerGroup);
  const parts = Math.min(MOST_PARTS, Math.ceil(turns / 2));
  const turnsPerPart = Math.ceil(turns / parts);
  const each = (line: (i: number) => string) =>
    Array.from({ length: wordsPerThread }, (_, i) => line(i)).join('\n    ');
  const word = (i: number) => `thread + ${i * threadsPerRow}u`;
  const shared = THREADS * wordsPerThread;
  const names = grids ? namesOf(grids, 'd') : ['dx'];
  const gradients = runKernel({
    label: `layer norm ${channels}, gradient`,
    code: `
var<workgroup> shares: array<vec2<f32>, ${THREADS}>;
var<workgroup> column: array<${type}, ${shared}>;
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  let thread = local % ${threadsPerRow}u;
  let line = local / ${threadsPerRow}u;
  ${each((i) => `let gain${i} = gain[${word(i)}];\n  var dGain${i} = ${type}();\n  var dBias${i} = ${type}();`)}
  for (var turn = 0u; turn < ${turnsPerPart}u; turn++) {
    let row = (group.x * ${turnsPerPart}u + turn) * ${rowsPerGroup}u + line;
    let inside = row < ${rows}u;
    let start = min(row, ${rows - 1}u) * ${words}u;
    let known = statistics[min(row, ${rows - 1}u)];
    ${each((i) => `let normal${i} = (x[start + ${word(i)}] - known.x) * known.y;`)}
    ${each((i) => `let dy${i} = select(${type}(), dy[start + ${word(i)}], inside);`)}
    ${each((i) => `dGain${i} += dy${i} * normal${i};\n    dBias${i} += dy${i};`)}
    ${each((i) => `let g${i} = dy${i} * gain${i};`)}
    let own = vec2<f32>(${Array.from({ length: wordsPerThread }, (_, i) => sum(`g${i}`)).join(' + ')}, ${Array.from({ length: wordsPerThread }, (_, i) => dot(`g${i}`, `normal${i}`)).join(' + ')});
    ${
      threadsPerRow === 1
        ? 'let all = own;'
        : `workgroupBarrier();
    shares[local] = own;
    workgroupBarrier();
    for (var step = 1u; step < ${threadsPerRow}u; step *= 2u) {
      let both = shares[local] + shares[local ^ step];
      workgroupBarrier();
      shares[local] = both;
      workgroupBarrier();
    }
    let all = shares[local];`
    }
    let means = all / ${channels.toFixed(1)};
    if (inside) {
      ${each((i) => `let dx${i} = known.y * (g${i} - means.x - normal${i} * means.y)${skip ? ` + skip[start + ${word(i)}]` : ''};`)}
      ${
        grids
          ? `${grids.find}
      ${inGrid(names, (name) => each((i) => `${name}[gridRow * ${words}u + ${word(i)}] = dx${i};`))}`
          : each((i) => `dx[start + ${word(i)}] = dx${i};`)
      }
    }
  }
  ${['Gain', 'Bias']
    .map(
      (name, which) => `
  workgroupBarrier();
  ${each((i) => `column[line * ${words}u + ${word(i)}] = d${name}${i};`)}
  workgroupBarrier();
  for (var at = local; at < ${words}u; at += ${THREADS}u) {
    var total = ${type}();
    for (var i = 0u; i < ${rowsPerGroup}u; i++) { total += column[i * ${words}u + at]; }
    partial[group.x * ${2 * words}u + ${which * words}u + at] = total;
  }`,
    )
    .join('')}
}`,
    outputs: [
      ...names.map((name) => ({ name, type, shape: [rows / names.length, channels] })),
      { name: 'partial', type, shape: [parts, 2 * channels] },
    ],
    inputs: [
      { name: 'dy', type, tensor: dy! },
      { name: 'x', type, tensor: x! },
      { name: 'gain', type, tensor: gain! },
      { name: 'statistics', type: 'vec2<f32>', tensor: statistics! },
      ...(skip ? [{ name: 'skip', type, tensor: skip }] : []),
    ],
    workgroups: [parts, 1, 1],
  });
  const partial = gradients.pop()!;
  const sums = addParts(partial, parts, [[channels], [channels]]);
  dispose(partial);
  return [...gradients, ...sums];
}
