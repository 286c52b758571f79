/** Flips a second, on one core and on all, from the naive decomposition on. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { toTerms } from '../src/algorithm/algorithm.ts';
import { naiveAlgorithm } from '../src/algorithm/examples.ts';
import { WalkMemory } from '../src/flips/fast-walk.ts';
import { generatorOf } from '../src/flips/generator.ts';
import { schemeOf } from '../src/flips/scheme.ts';
import { ARITHMETICS, type Arithmetic } from '../src/tensor/arithmetic.ts';
import { formatSize, type Size } from '../src/tensor/size.ts';
import { flipsGpuRows } from './flips-gpu.ts';
import type { Group, Row } from './row.ts';
import { median } from './timing.ts';

const SIZES: readonly Size[] = [
  [3, 3, 3],
  [4, 4, 4],
  [5, 5, 5],
];
const SEED = 1;
const PLUS_AFTER = 50_000;
const MARGIN = 2;
const REPEATS = 5;
const SECONDS = 1;

interface FlipsBench {
  readonly size: Size;
  readonly arithmetic: Arithmetic;
  readonly walker: number;
}

/** Rates of flips, in one-second runs of one walk, after one that warms up. */
function rates({ size, arithmetic, walker }: FlipsBench): number[] {
  const start = schemeOf(toTerms(naiveAlgorithm(size, arithmetic)), arithmetic);
  const options = { plusAfter: PLUS_AFTER, margin: MARGIN };
  const generator = generatorOf(SEED, walker);
  const walk = new WalkMemory().walk(start, arithmetic, start.rank + 4, generator, options);
  const measured = () => {
    const before = walk.flips;
    const from = performance.now();
    while (performance.now() - from < 1000 * SECONDS) walk.run(20_000);
    return (1000 * (walk.flips - before)) / (performance.now() - from);
  };
  measured();
  return Array.from({ length: REPEATS }, measured);
}

/** The same in threads at once: the sum of what they do. */
async function ratesOfAll(bench: FlipsBench, threads: number): Promise<number[]> {
  const each = await Promise.all(
    Array.from({ length: threads }, (_, walker) => {
      const worker = new Worker(fileURLToPath(import.meta.url), {
        workerData: { flipsBench: { ...bench, walker } },
      });
      return new Promise<number[]>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
      });
    }),
  );
  return each[0]!.map((_, n) => each.reduce((sum, those) => sum + those[n]!, 0));
}

/** What a thread of this benchmark does. */
export function hostFlipsThread(): void {
  parentPort!.postMessage(rates(workerData.flipsBench as FlipsBench));
}

export const flipsBench: Group = async (say) => {
  const rows: Row[] = [];
  const threads = availableParallelism();
  for (const size of SIZES) {
    for (const arithmetic of ARITHMETICS) {
      const name = `flips.${formatSize(size)}.${arithmetic}`;
      const config = { plusAfter: PLUS_AFTER, margin: MARGIN, seed: SEED, repeats: REPEATS };
      const one = rates({ size, arithmetic, walker: 0 });
      say(`${name}: ${one.map((rate) => (rate / 1e6).toFixed(2)).join(', ')} M/s on one core`);
      const row = (cores: string, value: number, used: number): Row => ({
        name: `${name}.wasm.${cores}.flips_per_s`,
        value: Math.round(value),
        unit: '1/s',
        config: { ...config, threads: used },
      });
      rows.push(row('one_core', median(one), 1));
      const all = await ratesOfAll({ size, arithmetic, walker: 0 }, threads);
      rows.push(row('all_cores', median(all), threads));
    }
  }
  return [...rows, ...(await flipsGpuRows(say))];
};
