/** What the samples of a run say. */
import { estimateCost } from '../../src/training/estimate-cost.ts';
import type { Row } from '../row.ts';
import type { SoakCase } from './cases.ts';
import type { Column } from './sample.ts';
import { type Line, lineThrough } from './slope.ts';
import type { Watched } from './watch-run.ts';

/** The share of the time in which caches fill and code is compiled, which the lines leave out. */
const SETTLING = 1 / 6;

/** What must not grow, and its unit; the others are counts of what was done. */
const COLUMNS: Readonly<Record<Exclude<Column, 'steps' | 'games' | 'experience'>, string>> = {
  reported_bytes: 'bytes',
  tensors: '1',
  tensor_bytes: 'bytes',
  wasm_bytes: 'bytes',
  gpu_buffers: '1',
  gpu_bytes: 'bytes',
  page_bytes: 'bytes',
  workers_bytes: 'bytes',
  renderer_rss: 'bytes',
  gpu_process_rss: 'bytes',
  dom_nodes: '1',
  listeners: '1',
};

/** How each column changes in an hour, and what the run held against what was estimated. */
export function rowsOf(one: SoakCase, watched: Watched, minutes: number): Row[] {
  const { backend, changed, config } = one;
  const { before, samples, device, browser } = watched;
  const settled = samples.filter((sample) => sample.minutes >= SETTLING * minutes);
  const last = samples.at(-1)!;
  const common = {
    ...{ minutes, samples: settled.length, from: SETTLING * minutes, device, browser },
    ...{ size: config.targets[0]!.size, arithmetic: config.arithmetic, seed: config.seed },
    ...{ changed, replicas: 1, steps: last.steps, games: last.games },
  };
  const name = (what: string) => `soak.${config.preset}.${backend}.${what}`;
  const rows: Row[] = [];
  for (const [column, unit] of Object.entries(COLUMNS) as [Column, string][]) {
    const line = lineThrough(settled.map((sample) => [sample.minutes, sample[column]]));
    if (line === null || line.most === 0) continue;
    rows.push({
      name: name(`${column}_per_hour`),
      value: line.perHour,
      unit: unit === '1' ? '1/h' : `${unit}/h`,
      config: { ...common, ...line, before: before[column], flat: isFlat(line) },
    });
  }
  const { total } = estimateCost(config, 1, backend === 'webgpu');
  // What the run's own workers hold; a sample without an answer tells nothing.
  const held = samples
    .map((sample) => sample.wasm_bytes + sample.gpu_bytes + sample.workers_bytes)
    .filter((bytes) => Number.isFinite(bytes));
  const most = Math.max(...held);
  const rss = Math.max(...samples.map((sample) => sample.renderer_rss)) - before.renderer_rss;
  rows.push(
    {
      name: name('held_over_estimate_pct'),
      value: (100 * most) / total,
      unit: '%',
      config: { ...common, held: most, estimate: total },
    },
    { name: name('renderer_rss_growth'), value: rss, unit: 'bytes', config: common },
  );
  return rows;
}

/** A change that is within a hundredth an hour, or that chance explains. */
function isFlat({ perHour, error, mean }: Line): boolean {
  return Math.abs(perHour) <= Math.max(0.01 * mean, 2 * error);
}
