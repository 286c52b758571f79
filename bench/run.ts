/** `npm run bench`: every benchmark, by group. */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { type Arguments, readArguments, USAGE } from './arguments.ts';
import { type Environment, environment } from './environment.ts';
import { GROUPS } from './groups.ts';
import type { Row } from './row.ts';

async function main(argv: readonly string[]): Promise<number> {
  let given: Arguments | null;
  try {
    given = readArguments(argv);
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
