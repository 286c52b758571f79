import { type Kernel, runKernel } from '../../replay/index.ts';
import { kernelNames } from '../ops/fused.ts';
import { BUILTINS, type FusedKernel, GROUP_INDEX, spread } from './kernels.ts';

const THREADS = 256;
const GRIDS = ['a', 'b', 'c'];

export const gridKernels: FusedKernel[] = [
  {
    name: kernelNames.splitGrids,
    run({ tokens }, { count = 1 }) {
      const [rows, channels] = tokens!.shape as [number, number];
      const shape = [rows / 3, channels];
      const { type, code, workgroups } = perWord(
        rows / 3 / count,
        count,
        channels,
        (grid, at) => `${grid}[i] = tokens[${at}];`,
      );
      return runKernel({
        ...{ label: 'split grids', code, workgroups },
        outputs: GRIDS.map((name) => ({ name, type, shape })),
        inputs: [{ name: 'tokens', type, tensor: tokens! }],
      });
    },
  },
  {
    name: kernelNames.joinGrids,
    run({ a, b, c }, { count = 1 }) {
      const [rows, channels] = a!.shape as [number, number];
      const { type, code, workgroups } = perWord(
        rows / count,
        count,
        channels,
        (grid, at) => `tokens[${at}] = ${grid}[i];`,
      );
      return runKernel({
        ...{ label: 'join grids', code, workgroups },
        outputs: [{ name: 'tokens', type, shape: [3 * rows, channels] }],
        inputs: [a, b, c].map((grid, i) => ({ name: GRIDS[i]!, type, tensor: grid! })),
      });
    },
  },
];

/** A thread for each word of a grid, `i`, and a line for each grid with where the word is among the tokens. */
function perWord(
  rows: number,
  count: number,
  channels: number,
  line: (grid: string, at: string) => string,
): Pick<Kernel, 'code' | 'workgroups'> & { type: string } {
  const width = channels % 4 === 0 ? 4 : 1;
  // Words of a sample's grid.
  const words = (rows * channels) / width;
  return {
    type: width === 4 ? 'vec4<f32>' : 'f32',
    code: `
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  let i = (${GROUP_INDEX}) * ${THREADS}u + local;
  if (i >= ${count * words}u) { return; }
  let first = i / ${words}u * ${3 * words}u + i % ${words}u;
  ${GRIDS.map((grid, g) => line(grid, `first + ${g * words}u`)).join('\n  ')}
}`,
    workgroups: spread(Math.ceil((count * words) / THREADS)),
  };
}
