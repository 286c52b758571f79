import type * as tf from '@tensorflow/tfjs-core';
import { type Kernel, runKernel } from '../../replay/index.ts';
import { kernelNames } from '../ops/fused.ts';
import { type FusedKernel, perIndex, wordsOf } from './kernels.ts';

const THREADS = 256;

export const pairKernels: FusedKernel[] = [
  {
    name: kernelNames.alignPair,
    run: ({ a, b }, { size = 1 }) => [alignPair(a!, b!, size)],
  },
  {
    name: kernelNames.splitPair,
    run({ x }, { size = 1 }) {
      const [both, channels] = x!.shape as [number, number];
      const rows = both / 2;
      const { type, words } = wordsOf(channels);
      return runKernel({
        label: 'split pair',
        ...perPairOfWords(rows, words, size, 'a[start] = x[first];\n  b[at] = x[second];'),
        outputs: [
          { name: 'a', type, shape: [rows, channels] },
          { name: 'b', type, shape: [rows, channels] },
        ],
        inputs: [{ name: 'x', type, tensor: x! }],
      });
    },
  },
];

export function alignPair(a: tf.TensorInfo, b: tf.TensorInfo, size: number): tf.TensorInfo {
  const [rows, channels] = a.shape as [number, number];
  const { type, words } = wordsOf(channels);
  const [x] = runKernel({
    label: 'align pair',
    ...perPairOfWords(rows, words, size, 'x[first] = a[start];\n  x[second] = b[at];'),
    outputs: [{ name: 'x', type, shape: [2 * rows, channels] }],
    inputs: [
      { name: 'a', type, tensor: a },
      { name: 'b', type, tensor: b },
    ],
  });
  return x!;
}

/**
 * A thread for each word of b, at `at`: token (r, i) of a sample; `first` and `second` are where the
 * aligned grids hold a's token (i, r), which lies at `start`, and b's token (r, i).
 */
function perPairOfWords(
  rows: number,
  words: number,
  size: number,
  body: string,
): Pick<Kernel, 'code' | 'workgroups'> {
  return perIndex(
    rows * words,
    THREADS,
    `let word = at % ${words}u;
  let token = at / ${words}u;
  let line = token / ${size}u;
  let i = token % ${size}u;
  let r = line % ${size}u;
  let sample = line / ${size}u;
  let start = ((sample * ${size}u + i) * ${size}u + r) * ${words}u + word;
  let first = (line * ${2 * size}u + i) * ${words}u + word;
  let second = first + ${size * words}u;
  ${body}`,
  );
}
