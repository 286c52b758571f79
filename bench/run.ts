/** `npm run bench`: every benchmark, by group. */
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { type Environment, environment } from './environment.ts';
import { GROUPS } from './groups.ts';
import type { GroupOptions, Row } from './row.ts';

const USAGE = `usage: npm run bench [-- GROUP…] [--sizes N,N,…] [--json FILE]

Measures the groups named, or all: ${Object.keys(GROUPS).join(', ')}.
Rows go to standard output, progress to standard error.

  --json FILE   also write the rows as JSON: a list of {"name", "value", "unit", "config"}
  --sizes N,…   sides of the matrices of the group gpu (1024,2048,4096)

Exit status: 0 all measured, 1 a group failed, 2 bad arguments.`;

interface Arguments {
  readonly groups: readonly string[];
  readonly json: string | null;
  readonly options: GroupOptions;
}

/** @returns null when help is asked for; @throws Error with one sentence about what is wrong */
function parse(argv: readonly string[]): Arguments | null {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      json: { type: 'string' },
      sizes: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
    allowPositionals: true,
    strict: false,
  });
  if (values.help) return null;
  const unknown = Object.keys(values).find((name) => !['json', 'sizes', 'help'].includes(name));
  if (unknown !== undefined) throw new Error(`there is no option ${unknown}; --help lists them`);
  const all = Object.keys(GROUPS);
  for (const group of positionals) {
    if (group !== 'all' && !Object.hasOwn(GROUPS, group)) {
      throw new Error(`there is no group “${group}”: choose ${all.join(', ')} or all`);
    }
  }
  const { json, sizes } = values;
  if (json !== undefined && (typeof json !== 'string' || json === '')) {
    throw new Error('--json needs the name of a file');
  }
  if (json !== undefined) needWritable(json);
  const groups = positionals.length === 0 || positionals.includes('all') ? all : positionals;
  const options = sizes === undefined ? {} : { sizes: readSizes(sizes) };
  return { groups: [...new Set(groups)], json: json ?? null, options };
}

function readSizes(text: unknown): number[] {
  const sizes = typeof text === 'string' ? text.split(',').map(Number) : [];
  if (sizes.length === 0 || !sizes.every((n) => Number.isInteger(n) && n > 0 && n <= 65536)) {
    throw new Error('--sizes needs whole numbers like 1024,2048');
  }
  return sizes;
}

function needWritable(file: string): void {
  try {
    closeSync(openSync(file, 'a'));
  } catch (error) {
    throw new Error(`--json ${file} cannot be written: ${sentence(error)}`);
  }
}

async function main(argv: readonly string[]): Promise<number> {
  let given: Arguments | null;
  try {
    given = parse(argv);
  } catch (error) {
    say(`bench: ${sentence(error)}`);
    return 2;
  }
  if (given === null) {
    console.log(USAGE);
    return 0;
  }
  const here = environment();
  console.log(
    `${here.cpu}, ${here.cores} cores, ${here.memoryGiB} GiB, ${here.system}, Node ${here.node}, commit ${here.commit}, load ${here.load}`,
  );
  return measure(given, here);
}

async function measure({ groups, json, options }: Arguments, here: Environment): Promise<number> {
  const rows: Row[] = [];
  let failed = 0;
  for (const name of groups) {
    say(`${name} …`);
    try {
      const group = await GROUPS[name]!();
      for (const row of await group(say, options)) {
        rows.push({ ...row, config: { ...row.config, environment: here } });
        console.log(`${row.name.padEnd(64)} ${readable(row.value).padStart(12)} ${row.unit}`);
      }
    } catch (error) {
      failed++;
      say(`bench: the group ${name} failed: ${sentence(error)}`);
    }
    // After each group, so that what was measured outlasts an interruption.
    if (json !== null) writeFileSync(json, `${JSON.stringify(rows, null, 1)}\n`);
  }
  return failed > 0 ? 1 : 0;
}

/** Four digits, and all of those before the point. */
function readable(value: number): string {
  const rounded = Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
  return rounded.toLocaleString('en', { maximumSignificantDigits: 15 });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

if (isMainThread) {
  main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
} else {
  // Threads of a benchmark are started from this file too.
  import('./flips.ts').then(({ hostFlipsThread }) => hostFlipsThread());
}
