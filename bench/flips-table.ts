/**
 * The table of docs/flips.md: for every size what the search with flips reaches from the naive
 * decomposition, and when. A program of one file, whose threads are started from the same file:
 *
 *   node scripts/run-node.mjs bench/flips-table.ts --sizes 3x3x3,4x4x4 --arithmetic standard \
 *     --seeds 1,2,3 --minutes 10 --threads 2 --at-once 1 --json rows.json
 *
 * `--at-once` runs so many searches beside each other, of `--threads` each. Rows are written after each
 * search: {"size","arithmetic","seed","threads","known","rank","reached","seconds","flips","history"},
 * with the seconds and flips at which the rank was found, and a line of the machine.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { stringifyAlgorithm } from '../src/algorithm/file.ts';
import { runFlips } from '../src/cli/flips/run-flips.ts';
import { hostSearch, isSearchThread } from '../src/cli/flips/thread.ts';
import { knownToWalks } from '../src/flips/known-to-walks.ts';
import { type Arithmetic, isArithmetic } from '../src/tensor/arithmetic.ts';
import { formatSize, parseSize, type Size } from '../src/tensor/size.ts';

export interface TableRow {
  readonly size: string;
  readonly arithmetic: Arithmetic;
  readonly seed: number;
  readonly threads: number;
  readonly known: number;
  /** The best rank found, and after how much of the search. */
  readonly rank: number;
  readonly reached: boolean;
  readonly seconds: number;
  readonly flips: number;
  /** Seconds the search ran in all. */
  readonly ran: number;
  /** [rank, seconds] of every better one */
  readonly history: readonly (readonly [number, number])[];
}

interface Task {
  readonly size: Size;
  readonly arithmetic: Arithmetic;
  readonly seed: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string' },
      arithmetic: { type: 'string', default: 'standard' },
      seeds: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '10' },
      threads: { type: 'string', default: String(availableParallelism()) },
      'at-once': { type: 'string', default: '1' },
      json: { type: 'string', default: 'flips-table.json' },
      /** A folder for the algorithms. */
      out: { type: 'string' },
    },
  });
  if (values.sizes === undefined) throw new Error('--sizes is missing: write, e.g., 3x3x3,4x4x4');
  const sizes = values.sizes.split(',').map(parseSize);
  const arithmetics = values.arithmetic.split(',').filter(isArithmetic);
  const seeds = values.seeds.split(',').map(Number);
  const tasks = seeds.flatMap((seed) =>
    arithmetics.flatMap((arithmetic) => sizes.map((size): Task => ({ size, arithmetic, seed }))),
  );
  const threads = Number(values.threads);
  const rows: TableRow[] = [];
  const machine = {
    cpu: cpus()[0]?.model.trim(),
    cores: availableParallelism(),
    node: process.version,
  };
  const work = async () => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      const row = await searched(task, threads, Number(values.minutes), values.out ?? null);
      rows.push(row);
      console.error(
        `${row.size} ${row.arithmetic} seed ${row.seed}: ${row.rank} of ${row.known} after ${row.seconds} s`,
      );
      writeFileSync(values.json, `${JSON.stringify({ machine, rows }, null, 1)}\n`);
    }
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
}

async function searched(
  { size, arithmetic, seed }: Task,
  threads: number,
  minutes: number,
  folder: string | null,
): Promise<TableRow> {
  const known = knownToWalks(size, arithmetic);
  const history: (readonly [number, number])[] = [];
  let last = { rank: size[0] * size[1] * size[2], seconds: 0, flips: 0 };
  const run = {
    size,
    arithmetic,
    seed,
    threads,
    minutes,
    strategy: 'all',
    targetRank: known,
    gpu: 'none',
  } as const;
  const outcome = await runFlips(
    run,
    {
      onFound: (algorithm, seconds, flips) => {
        const { rank } = algorithm;
        const rounded = Math.round(100 * seconds) / 100;
        last = { rank, seconds: rounded, flips };
        history.push([rank, rounded]);
        if (folder === null) return;
        const name = `${formatSize(size)}-${arithmetic}-${rank}-seed${seed}.json`;
        writeFileSync(`${folder}/${name}`, stringifyAlgorithm(algorithm));
      },
      onRound: () => {},
      onReady: () => {},
    },
    new AbortController().signal,
  );
  return {
    ...{ size: formatSize(size), arithmetic, seed, threads, known, ...last, history },
    reached: outcome.reached,
    ran: Math.round(100 * outcome.seconds) / 100,
  };
}

if (isSearchThread()) hostSearch();
else void main();
