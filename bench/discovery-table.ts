/**
 * The table of discoveries: runs `discover` for each job, as many beside each other as there are
 * threads (and GPUs) for, and writes a row of JSON for each as it ends. Failures are rows too.
 */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { RunLogSnapshot } from '../src/training/run-log.ts';
import { type Job, jobs } from './discovery-jobs.ts';

const USAGE = `usage: node discovery-table.cjs --out FOLDER [options]     (made by scripts/bundle-discovery.mjs)

  --jobs FILE       a list of jobs as JSON (see bench/discovery-jobs.ts); default: the whole table
  --only REGEXP     of the table, the jobs whose name matches
  --minutes T       time of each job of the table (default 5)
  --threads N       replicas of each job of the table (default 2)
  --backend NAME    of the table's jobs: wasm (default), webgpu or cpu
  --preset NAME     of the table's jobs (default small)
  --cores N         threads in use at a time (default: all)
  --gpus N          webgpu jobs at a time (default 1)
  --list            only list the jobs

In FOLDER: rows.json, and for each job NAME.json (log), NAME.algorithm.json, NAME.agent, NAME.txt.`;

interface DiscoveryRow {
  readonly name: string;
  readonly config: Job;
  readonly seed: number;
  /** Best verified rank of each target. */
  readonly reached: Readonly<Record<string, number>>;
  /** Seconds of running time at which each rank was first found, by target and rank. */
  readonly seconds: Readonly<Record<string, number>>;
  readonly steps: number;
  readonly games: number;
  /** Of the last report. */
  readonly samplesPerSecond: number;
  readonly evaluationsPerSecond: number;
  /** 0 target rank reached, 1 time was up, else a failure. */
  readonly exit: number | null;
  readonly machine: string;
  readonly error?: string;
}

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    jobs: { type: 'string' },
    only: { type: 'string', default: '' },
    minutes: { type: 'string', default: '5' },
    threads: { type: 'string', default: '2' },
    backend: { type: 'string', default: 'wasm' },
    preset: { type: 'string', default: 'small' },
    cores: { type: 'string', default: String(availableParallelism()) },
    gpus: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function listOfJobs(): Job[] {
  if (values.jobs !== undefined) return JSON.parse(readFileSync(values.jobs, 'utf8')) as Job[];
  const { backend } = values;
  if (backend !== 'wasm' && backend !== 'webgpu' && backend !== 'cpu') {
    throw new Error(`--backend ${backend}: choose wasm, webgpu or cpu`);
  }
  const only = new RegExp(values.only);
  return jobs({
    minutes: Number(values.minutes),
    threads: backend === 'webgpu' ? 1 : Number(values.threads),
    backend,
    preset: values.preset,
  }).filter(({ name }) => only.test(name));
}

const here = dirname(fileURLToPath(import.meta.url));

/** The exit status of the job's process; its files lie in the folder. */
function run(job: Job, folder: string): Promise<number | null> {
  const path = (kind: string) => join(folder, `${job.name}.${kind}`);
  const argv = [
    ...['--size', job.sizes, '--arithmetic', job.arithmetic, '--seed', String(job.seed)],
    ...['--minutes', String(job.minutes), '--backend', job.backend, '--preset', job.preset],
    ...['--replicas', String(job.threads), '--out', path('algorithm.json')],
    ...['--json', path('json'), '--agent', path('agent')],
    ...(job.targetRank === undefined ? [] : ['--target-rank', job.targetRank]),
    ...(job.set ?? []).flatMap((setting) => ['--set', setting]),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(here, 'discover.cjs'), ...argv], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const text = createWriteStream(path('txt'));
    text.write(`discover ${argv.join(' ')}\n`);
    child.stderr.pipe(text);
    child.on('error', reject);
    child.on('close', (code) => resolve(code));
  });
}

function rowOf(job: Job, folder: string, exit: number | null): DiscoveryRow {
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores`;
  const row = { name: job.name, config: job, seed: job.seed, exit, machine };
  try {
    const log = JSON.parse(
      readFileSync(join(folder, `${job.name}.json`), 'utf8'),
    ) as RunLogSnapshot;
    const reached: Record<string, number> = {};
    const seconds: Record<string, number> = {};
    for (const { target, rank, seconds: at } of log.milestones) {
      reached[target] = rank;
      seconds[`${target}:${rank}`] = Math.round(10 * at) / 10;
    }
    const last = log.rows.at(-1);
    return {
      ...{ ...row, reached, seconds, steps: last?.step ?? 0, games: last?.games ?? 0 },
      samplesPerSecond: last?.samplesPerSecond ?? 0,
      evaluationsPerSecond:
        log.rows.findLast((each) => each.evaluationsPerSecond > 0)?.evaluationsPerSecond ?? 0,
    };
  } catch (error) {
    const text = readFileSync(join(folder, `${job.name}.txt`), 'utf8').trim();
    return {
      ...{ ...row, reached: {}, seconds: {}, steps: 0, games: 0 },
      ...{ samplesPerSecond: 0, evaluationsPerSecond: 0 },
      error: text.split('\n').at(-1) ?? String(error),
    };
  }
}

async function main(): Promise<void> {
  const list = listOfJobs();
  if (values.help || values.list || values.out === undefined) {
    console.log(values.list ? list.map(({ name }) => name).join('\n') : USAGE);
    return;
  }
  const folder = values.out;
  mkdirSync(folder, { recursive: true });
  const rows: DiscoveryRow[] = [];
  const waiting = [...list];
  let cores = Number(values.cores);
  let gpus = Number(values.gpus);
  await new Promise<void>((resolve, reject) => {
    let running = 0;
    const startWhatFits = () => {
      for (let i = 0; i < waiting.length; ) {
        const job = waiting[i]!;
        const gpu = job.backend === 'webgpu' ? 1 : 0;
        // A job that is larger than the machine runs alone.
        if ((running > 0 && job.threads > cores) || gpu > gpus) {
          i++;
          continue;
        }
        waiting.splice(i, 1);
        cores -= job.threads;
        gpus -= gpu;
        running++;
        run(job, folder).then((exit) => {
          cores += job.threads;
          gpus += gpu;
          running--;
          const row = rowOf(job, folder, exit);
          rows.push(row);
          writeFileSync(join(folder, 'rows.json'), `${JSON.stringify(rows, null, 1)}\n`);
          console.log(`${job.name}: ${JSON.stringify(row.seconds)}${row.error ?? ''}`);
          startWhatFits();
        }, reject);
      }
      if (running === 0) resolve();
    };
    startWhatFits();
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
