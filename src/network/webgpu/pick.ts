import { runKernel } from '../../replay/index.ts';
import { kernelNames } from '../ops/fused.ts';
import { BUILTINS, type FusedKernel, GROUP_INDEX, perIndex, spread } from './kernels.ts';

const THREADS = 64;

export const pickKernels: FusedKernel[] = [
  {
    name: kernelNames.pickLogProbability,
    run({ logits, labels }) {
      if (labels!.dtype !== 'int32') throw new Error('pickLogProbability: labels must be int32');
      const [rows, classes] = logits!.shape as [number, number];
      return runKernel({
        label: 'pick',
        code: `
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  let row = (${GROUP_INDEX}) * ${THREADS}u + local;
  if (row >= ${rows}u) { return; }
  let start = row * ${classes}u;
  var greatest = logits[start];
  for (var i = 1u; i < ${classes}u; i++) { greatest = max(greatest, logits[start + i]); }
  var total = 0.0;
  for (var i = 0u; i < ${classes}u; i++) { total += exp(logits[start + i] - greatest); }
  let norm = greatest + log(total);
  let label = labels[row];
  normaliser[row] = norm;
  // As the plain composition does, a label that is no class picks nothing.
  y[row] = 0.0;
  if (label >= 0 && label < ${classes}) { y[row] = logits[start + u32(label)] - norm; }
}`,
        outputs: [
          { name: 'y', type: 'f32', shape: [rows] },
          { name: 'normaliser', type: 'f32', shape: [rows] },
        ],
        inputs: [
          { name: 'logits', type: 'f32', tensor: logits! },
          { name: 'labels', type: 'i32', tensor: labels! },
        ],
        workgroups: spread(Math.ceil(rows / THREADS)),
      });
    },
  },
  {
    name: kernelNames.pickLogProbabilityGradient,
    run({ dy, logits, labels, normaliser }) {
      const [rows, classes] = logits!.shape as [number, number];
      return runKernel({
        label: 'pick, gradient',
        ...perIndex(
          rows * classes,
          THREADS,
          `let row = at / ${classes}u;
  let chosen = select(0.0, 1.0, labels[row] == i32(at % ${classes}u));
  dLogits[at] = dy[row] * (chosen - exp(logits[at] - normaliser[row]));`,
        ),
        outputs: [{ name: 'dLogits', type: 'f32', shape: [rows, classes] }],
        inputs: [
          { name: 'dy', type: 'f32', tensor: dy! },
          { name: 'logits', type: 'f32', tensor: logits! },
          { name: 'labels', type: 'i32', tensor: labels! },
          { name: 'normaliser', type: 'f32', tensor: normaliser! },
        ],
      });
    },
  },
];
