/**
 * Whether a run leaks: the production build trains in a browser for an hour, with WebAssembly and with
 * WebGPU beside each other, and everything that could grow is looked at twice a minute.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAdapter } from '../../src/network/adapter.ts';
import { provideWebGpu } from '../../src/network/node-backend.ts';
import { estimateCost } from '../../src/training/estimate-cost.ts';
import type { Group, Row } from '../row.ts';
import { buildPage } from './build-page.ts';
import { casesOf, type SoakCase } from './cases.ts';
import type { Column, Sample } from './sample.ts';
import { type Line, lineThrough } from './slope.ts';
import { type Watched, watchRun } from './watch-run.ts';

const MINUTES = 60;
const PORT = 4409;
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

export const soakBench: Group = async (say, { minutes = MINUTES, backends, csv } = {}) => {
  await provideWebGpu('auto');
  const adapter = await findAdapter();
  const cases = casesOf(adapter?.software ?? true).filter(
    ({ backend }) => backends === undefined || backends.includes(backend),
  );
  const folder = await mkdtemp(join(tmpdir(), 'tensorgame-soak-'));
  say('soak: building the page');
  await buildPage(folder);
  const { preview } = await import('vite');
  const server = await preview({
    logLevel: 'error',
    build: { outDir: folder },
    preview: { port: PORT, open: false },
  });
  const address = server.resolvedUrls?.local[0] ?? `http://localhost:${PORT}/`;
  try {
    const all = cases.map(async (one): Promise<Row[]> => {
      const tell = samplesTo(csv, one, say);
      return rowsOf(one, await watchRun(address, one, minutes, tell), minutes);
    });
    return (await Promise.all(all)).flat();
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
};

/** Writes samples of a case to a file of its own as they come. */
function samplesTo(csv: string | undefined, { backend }: SoakCase, say: (line: string) => void) {
  const file = csv === undefined ? undefined : `${csv}.${backend}.csv`;
  let header = true;
  return (sample: Sample) => {
    say(`soak.${backend} ${sample.minutes.toFixed(1)} min, step ${sample.steps}`);
    if (file === undefined) return;
    if (header) writeFileSync(file, `${Object.keys(sample).join(',')}\n`);
    header = false;
    appendFileSync(file, `${Object.values(sample).join(',')}\n`);
  };
}

function rowsOf(one: SoakCase, watched: Watched, minutes: number): Row[] {
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
