/** The command line of `npm run bench`. */
import { closeSync, openSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { BackendName } from '../src/network/backend.ts';
import { parseSize } from '../src/tensor/size.ts';
import { PRESETS } from '../src/training/presets.ts';
import { GROUPS, ONLY_WHEN_NAMED } from './groups.ts';
import type { GroupOptions } from './row.ts';

const BACKENDS: readonly BackendName[] = ['webgpu', 'wasm', 'cpu'];

export const USAGE = `usage: npm run bench [-- GROUP…] [--json FILE] [--OPTION …]

Measures the groups named, or all but ${ONLY_WHEN_NAMED.join(', ')}: ${Object.keys(GROUPS).join(', ')}.
Rows go to standard output, progress to standard error.

  --json FILE        also write the rows as JSON: a list of {"name", "value", "unit", "config"}
  --sizes N,…        sides of the matrices of the group gpu (1024,2048,4096), or batches of the group replay
  --sizes NxMxP,…    targets of the group agent
  --presets NAME,…   presets of the groups agent and replay: ${PRESETS.map(({ name }) => name).join(', ')}
  --backends NAME,…  backends of the groups agent and soak: ${BACKENDS.join(', ')}
  --minutes N        how long the group soak watches a run (60)
  --csv NAME         samples of the group soak, in NAME.wasm.csv and NAME.webgpu.csv

Exit status: 0 all measured, 1 a group failed, 2 bad arguments.`;

export interface Arguments {
  readonly groups: readonly string[];
  readonly json: string | null;
  readonly options: GroupOptions;
}

/** @returns null when help is asked for; @throws Error with one sentence about what is wrong */
export function readArguments(argv: readonly string[]): Arguments | null {
  const option = { type: 'string' } as const;
  const known = {
    ...{ json: option, csv: option, sizes: option, presets: option },
    ...{ backends: option, minutes: option },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const { values, positionals } = parseArgs({
    ...{ args: [...argv], options: known, allowPositionals: true, strict: false },
  });
  if (values.help) return null;
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) throw new Error(`there is no option ${unknown}; --help lists them`);
  const all = Object.keys(GROUPS);
  for (const group of positionals) {
    if (group !== 'all' && !Object.hasOwn(GROUPS, group)) {
      throw new Error(`there is no group “${group}”: choose ${all.join(', ')} or all`);
    }
  }
  const { json, csv, sizes, presets, backends, minutes } = values;
  const usual = all.filter((group) => !ONLY_WHEN_NAMED.includes(group));
  const groups = positionals.length === 0 ? usual : positionals;
  return {
    groups: [...new Set(groups.flatMap((group) => (group === 'all' ? usual : [group])))],
    json: json === undefined ? null : writable(json),
    options: {
      ...(typeof csv === 'string' ? { csv } : {}),
      ...(sizes === undefined ? {} : readSizes(sizes)),
      ...(presets === undefined ? {} : { presets: readNames('--presets', presets, presetNames) }),
      ...(backends === undefined ? {} : { backends: readNames('--backends', backends, BACKENDS) }),
      ...(minutes === undefined ? {} : { minutes: readMinutes(minutes) }),
    },
  };
}

const presetNames = PRESETS.map(({ name }) => name);

function readSizes(text: unknown): Pick<GroupOptions, 'sizes' | 'targets'> {
  const parts = typeof text === 'string' ? text.split(',') : [];
  if (parts.length > 0 && parts.every((part) => /^\d+x\d+x\d+$/.test(part))) {
    return { targets: parts.map((part) => parseSize(part)) };
  }
  const sizes = parts.map(Number);
  if (sizes.length === 0 || !sizes.every((n) => Number.isInteger(n) && n > 0 && n <= 65536)) {
    throw new Error('--sizes needs whole numbers like 1024,2048, or targets like 2x2x2,3x3x3');
  }
  return { sizes };
}

function readNames<T extends string>(option: string, text: unknown, known: readonly T[]): T[] {
  const parts = typeof text === 'string' ? text.split(',') : [];
  return parts.map((part) => {
    const name = known.find((one) => one === part);
    if (name === undefined) throw new Error(`${option} knows ${known.join(', ')}, not “${part}”`);
    return name;
  });
}

function readMinutes(text: unknown): number {
  const minutes = Number(text);
  if (typeof text !== 'string' || !(minutes >= 2)) {
    throw new Error('--minutes needs a number of at least 2');
  }
  return minutes;
}

function writable(file: unknown): string {
  if (typeof file !== 'string' || file === '') throw new Error('--json needs the name of a file');
  try {
    closeSync(openSync(file, 'a'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`--json ${file} cannot be written: ${reason}`);
  }
  return file;
}
