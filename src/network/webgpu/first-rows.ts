import { runKernel } from '../../replay/index.ts';
import { kernelNames } from '../ops/fused.ts';
import { type FusedKernel, perIndex, wordsOf } from './kernels.ts';
import { share } from './tensors.ts';

const THREADS = 256;

export const firstRowsKernels: FusedKernel[] = [
  {
    name: kernelNames.firstRows,
    run({ x }, { count = 1 }) {
      const [rows, channels] = x!.shape as [number, number];
      const { type, words } = wordsOf(channels);
      const [first] = runKernel({
        label: 'first rows',
        ...perIndex(
          count * words,
          THREADS,
          `first[at] = x[at / ${words}u * ${(rows / count) * words}u + at % ${words}u];`,
        ),
        outputs: [{ name: 'first', type, shape: [count, channels] }],
        inputs: [{ name: 'x', type, tensor: x! }],
      });
      return [first!, share(x!)];
    },
  },
  {
    name: kernelNames.firstRowsGradient,
    run({ first, all }, { count = 1 }) {
      const [rows, channels] = all!.shape as [number, number];
      const { type, words } = wordsOf(channels);
      const line = (rows / count) * words;
      return runKernel({
        label: 'first rows, gradient',
        ...perIndex(
          rows * words,
          THREADS,
          `var value = all[at];
  if (at % ${line}u < ${words}u) { value += first[at / ${line}u * ${words}u + at % ${line}u]; }
  dx[at] = value;`,
        ),
        outputs: [{ name: 'dx', type, shape: [rows, channels] }],
        inputs: [
          { name: 'first', type, tensor: first! },
          { name: 'all', type, tensor: all! },
        ],
      });
    },
  },
];
