import { runKernel } from '../../replay/index.ts';
import { kernelNames } from '../ops/fused.ts';
import { BUILTINS, type FusedKernel, GROUP_INDEX, spread, sumOfGroup } from './kernels.ts';
import { addParts } from './reduce.ts';
import { dispose } from './tensors.ts';

const THREADS = 256;

export const quantileLossKernels: FusedKernel[] = [
  {
    // The loss, and the gradient of the quantiles: of all of them at once there is little to compute.
    name: kernelNames.quantileLoss,
    run({ quantiles, targets }) {
      const [rows, q] = quantiles!.shape as [number, number];
      const count = rows * q;
      const parts = Math.ceil(count / THREADS);
      const [gradient, partial] = runKernel({
        label: 'quantile loss',
        code: `${sumOfGroup(THREADS)}
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  let index = ${GROUP_INDEX};
  let at = index * ${THREADS}u + local;
  var loss = 0.0;
  if (at < ${count}u) {
    let level = (f32(at % ${q}u) + 0.5) / ${q.toFixed(1)};
    let error = targets[at / ${q}u] - quantiles[at];
    let weight = select(1.0 - level, level, error > 0.0) / ${count.toFixed(1)};
    let size = abs(error);
    loss = weight * select(size - 0.5, 0.5 * size * size, size <= 1.0);
    gradient[at] = -weight * clamp(error, -1.0, 1.0);
  }
  let sum = sumOfGroup(local, loss);
  if (local == 0u && index < ${parts}u) { partial[index] = sum; }
}`,
        outputs: [
          { name: 'gradient', type: 'f32', shape: [rows, q] },
          { name: 'partial', type: 'f32', shape: [parts] },
        ],
        inputs: [
          { name: 'quantiles', type: 'f32', tensor: quantiles! },
          { name: 'targets', type: 'f32', tensor: targets! },
        ],
        workgroups: spread(parts),
      });
      const [loss] = addParts(partial!, parts, [[]]);
      dispose(partial!);
      return [loss!, gradient!];
    },
  },
];
