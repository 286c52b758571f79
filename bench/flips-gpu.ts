/** Flips a second of thousands of walks on a GPU, where a real one answers. */
import { toTerms } from '../src/algorithm/algorithm.ts';
import { naiveAlgorithm } from '../src/algorithm/examples.ts';
import { generatorOf } from '../src/flips/generator.ts';
import { GpuWalks } from '../src/flips/gpu/gpu-walks.ts';
import { schemeOf } from '../src/flips/scheme.ts';
import { Walk } from '../src/flips/walk.ts';
import { NoGpu, openGpu } from '../src/latency/gpu.ts';
import { adapterName } from '../src/network/adapter.ts';
import { provideWebGpu } from '../src/network/node-backend.ts';
import { formatSize, type Size } from '../src/tensor/size.ts';
import type { Row } from './row.ts';
import { median } from './timing.ts';

const CASES: readonly { readonly size: Size; readonly walkers: number }[] = [
  { size: [3, 3, 3], walkers: 67_584 },
  { size: [4, 4, 4], walkers: 33_792 },
  { size: [5, 5, 5], walkers: 16_896 },
];
const OPTIONS = { plusAfter: 50_000, margin: 2 };
const SEED = 1;
const REPEATS = 5;
/** Tries of a walk in a dispatch. */
const TRIES = 20_000;
const NEVER = 0xffffffff;

export async function flipsGpuRows(say: (line: string) => void): Promise<Row[]> {
  await provideWebGpu('auto');
  const gpu = await openGpu(globalThis.navigator?.gpu).catch((error: unknown) => {
    if (error instanceof NoGpu) return null;
    throw error;
  });
  if (gpu === null || gpu.info.software) {
    say('flips on a GPU left out: no real adapter answers');
    gpu?.device.destroy();
    return [];
  }
  const rows: Row[] = [];
  for (const { size, walkers } of CASES) {
    const start = schemeOf(toTerms(naiveAlgorithm(size, 'z2')), 'z2');
    const capacity = 32 * Math.ceil(start.rank / 32);
    const entries = size[0] * size[1];
    const walks = await GpuWalks.create(gpu.device, { walkers, capacity, entries });
    const state = new Walk(start, 'z2', capacity, generatorOf(SEED, 0), OPTIONS).state();
    walks.load(
      Array.from({ length: walkers }, (_, walker) => ({
        walker,
        state: { ...state, generator: Array.from(generatorOf(SEED, walker)) },
        options: OPTIONS,
      })),
    );
    const flipsOf = async () => (await walks.summary()).flips.reduce((sum, flips) => sum + flips);
    await walks.dispatch(NEVER, 0, TRIES);
    const rates: number[] = [];
    for (let n = 0; n < REPEATS; n++) {
      const before = await flipsOf();
      const from = performance.now();
      await walks.dispatch(NEVER, 0, TRIES);
      const seconds = (performance.now() - from) / 1000;
      rates.push(((await flipsOf()) - before) / seconds);
    }
    walks.dispose();
    const name = `flips.${formatSize(size)}.z2.webgpu.flips_per_s`;
    const device = adapterName(gpu.info);
    say(`${name}: ${rates.map((rate) => (rate / 1e9).toFixed(2)).join(', ')} G/s on ${device}`);
    rows.push({
      name,
      value: Math.round(median(rates)),
      unit: '1/s',
      config: { ...OPTIONS, seed: SEED, walkers, kernel: walks.kernel, device, repeats: REPEATS },
    });
  }
  gpu.device.destroy();
  return rows;
}
