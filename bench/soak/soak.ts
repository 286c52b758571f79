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
import type { Group, Row } from '../row.ts';
import { buildPage } from './build-page.ts';
import { casesOf, type SoakCase } from './cases.ts';
import { rowsOf } from './report.ts';
import type { Sample } from './sample.ts';
import { watchRun } from './watch-run.ts';

const MINUTES = 60;
const PORT = 4409;
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
