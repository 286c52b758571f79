/** The probe's kernels on this machine's GPU, against TensorFlow.js and each other. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readSchemes } from '../src/algorithm/formats/read-schemes.ts';
import { openGpu } from '../src/latency/gpu.ts';
import { OPEN_GATE } from '../src/latency/measure.ts';
import { NAMED_SCHEMES } from '../src/latency/named-schemes.ts';
import { DEFAULT_OPTIONS, runProbe } from '../src/latency/probe.ts';
import { bestScheme, type Entry, type SizeResult } from '../src/latency/results.ts';
import { type Scheme, schemeOf } from '../src/latency/scheme.ts';
import { crossover } from '../src/latency/statistics.ts';
import { provideWebGpu } from '../src/network/node-backend.ts';
import { referenceMatMul } from '../src/network/reference-matmul.ts';
import type { Group, GroupOptions, Row } from './row.ts';

const SIZES = [1024, 2048, 4096];
/** Published schemes, which are no part of the project: measured where the file lies. */
const PUBLISHED = ['3x3x3', '4x4x4', '3x4x5'];

export const gpuBench: Group = async (say, { sizes }: GroupOptions = {}) => {
  await provideWebGpu('webgpu');
  const gpu = await openGpu(navigator.gpu);
  if (gpu.info.software && sizes === undefined) {
    say('gpu left out: a software adapter is no GPU; name --sizes to time it all the same');
    return [];
  }
  const schemes = [...NAMED_SCHEMES, ...published(say)];
  const results: SizeResult[] = [];
  const shapes = (sizes ?? SIZES).map((n) => [n, n, n] as const);
  const request = { schemes, shapes, precision: 'f32' as const, seed: 1, options: DEFAULT_OPTIONS };
  await runProbe(gpu, request, {}, `Node ${process.version}`, {
    gate: OPEN_GATE,
    expect: () => {},
    doing: say,
    result: (result) => {
      results.push(result);
      for (const { name, reason } of result.leftOut) say(`${name} left out: ${reason}`);
    },
    outsider: async (shape) =>
      gpu.info.software ? 'TensorFlow.js would take minutes here' : referenceMatMul(shape),
  });
  const rows = results.flatMap((result) => rowsOf(result, gpu.info));
  const points = results.flatMap((result) => {
    const ratio = bestScheme(result)?.ratio;
    return ratio === null || ratio === undefined ? [] : [[result.shape[0], ratio.ratio] as const];
  });
  const from = crossover(points);
  say(
    from === null
      ? 'no scheme is faster at the largest size'
      : `schemes are faster from ${from} on`,
  );
  return rows;
};

function rowsOf(result: SizeResult, gpu: unknown): Row[] {
  const n = result.shape[0];
  const rows: Row[] = [];
  const add = (name: string, value: number, unit: string, entry: Entry) => {
    const { samples: _, ...facts } = entry;
    rows.push({ name: `probe.${n}.${name}`, value, unit, config: { gpu, ...facts } });
  };
  for (const entry of result.entries) {
    const { name, kind, gflops, error, ratio } = entry;
    if (kind !== 'scheme') {
      add(`${name}_gflops`, gflops, 'effective GFLOP/s', entry);
    } else {
      add(`${name}.gflops`, gflops, 'effective GFLOP/s', entry);
      if (ratio !== null) add(`${name}.over_classic`, ratio.ratio, '×', entry);
    }
    if (error !== null) add(`${name}.rel_error`, error.max, 'of the rms entry', entry);
  }
  const best = bestScheme(result);
  const ratio = best?.ratio;
  if (best !== null && ratio !== null && ratio !== undefined) {
    add('best_over_classic', ratio.ratio, '×', best);
  }
  return rows;
}

const schemesFile = z.record(z.string(), z.unknown());

function published(say: (line: string) => void): Scheme[] {
  const { SCHEMES } = process.env;
  const file = SCHEMES ?? join('..', 'shared', 'data', 'zt_best_le5.json');
  if (!existsSync(file)) {
    say(`${file} is not here: published schemes left out (SCHEMES names another file)`);
    return [];
  }
  const all = schemesFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  return PUBLISHED.flatMap((size) => {
    const bytes = new TextEncoder().encode(JSON.stringify(all[size]));
    const { good } = readSchemes(bytes, `${size}.json`);
    return good.map(({ algorithm }) => schemeOf(algorithm));
  });
}
