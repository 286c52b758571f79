import { parseArgs } from 'node:util';
import { knownToWalks } from '../flips/known-to-walks.ts';
import { STRATEGIES } from '../flips/starts.ts';
import type { BackendChoice } from '../network/backend.ts';
import { type Arithmetic, isArithmetic } from '../tensor/arithmetic.ts';
import { formatSize, LARGEST_SIDE, parseSize, type Size } from '../tensor/size.ts';
import { LARGEST_TRAINED } from '../training/check-config.ts';
import type { PresetName } from '../training/config.ts';
import { PRESETS } from '../training/presets.ts';
import type { FlipsArguments } from './flips/discover-flips.ts';
import type { Paths } from './output.ts';

export interface DiscoverArguments extends Paths {
  /** The targets of the agent, at least one. */
  readonly sizes: readonly Size[];
  readonly arithmetic: Arithmetic;
  /** One for each target; null: the best known ranks */
  readonly targetRanks: readonly number[] | null;
  readonly minutes: number;
  readonly seed: number;
  readonly backend: BackendChoice;
  readonly preset: PresetName;
  /** null: as many as the machine has cores, at most four; one on webgpu */
  readonly replicas: number | null;
  /** The checkpoint to go on from. */
  readonly resume: string | null;
  /** Settings of the config to override, as path=value. */
  readonly set: readonly string[];
}

export const USAGE = `usage: npm run discover -- --size 2x2x2 [options]

Trains an agent from scratch, or searches with flips, and writes the best algorithm found, verified
exactly.

  --size NxMxP[,NxMxP…]   the product of an N×M by an M×P matrix, sides 1 to 5; several are learnt
                          by one agent, each game of one of them; with flips one, sides 1 to 8
  --arithmetic NAME       standard (integers; the default) or z2 (modulo 2)
  --target-rank R[,R…]    stop when ranks of R or less are found (default: the best known)
  --minutes T             stop after T minutes (default 10)
  --seed S                seed of everything random (default 1)
  --backend NAME          auto, webgpu, wasm or cpu (default auto); with flips webgpu is the GPU
                          alone, auto the cores and, modulo 2, a GPU where there is one
  --solver NAME           agent (the default) or flips
  --strategy NAME         with flips: all, plain, grown or cyclic walks (default all)
  --preset NAME           tiny, small, medium, large or paper (default small)
  --replicas N            networks at work side by side (default: one a core, at most 4; 1 on webgpu);
                          with flips threads (default: one a core)
  --out FILE              where to write the algorithm (default: standard output)
  --log FILE              append every event of the run as a line of JSON
  --csv FILE              at the end, write the log as a table
  --json FILE             at the end, write the log as JSON, with config and milestones
  --save FILE             at the end, write a checkpoint: all of the run
  --resume FILE           go on from a checkpoint, or begin with an agent, of the same targets and
                          network
  --agent FILE            at the end, write the agent: its network, small enough to hand on
  --set PATH=VALUE        override a setting of the run, e.g. search.simulations=200; repeatable
  --settings              list the settings, a sentence on each

Exit status: 0 target rank reached, 1 time is up, 2 bad arguments or a failure.`;

/** A timer of Node counts milliseconds in 31 bits, and fires at once beyond. */
const MOST_MINUTES = 30_000;
/** Seeds are unsigned numbers of 32 bits. */
const LARGEST_SEED = 2 ** 32 - 1;
const MOST_REPLICAS = 64;

/**
 * @returns what is asked for where that is not a run: help, or the list of settings
 * @throws Error with one sentence about the first argument that is wrong
 */
export function parseDiscover(
  argv: readonly string[],
): DiscoverArguments | FlipsArguments | 'help' | 'settings' {
  const values = read(argv);
  if (values.help) return 'help';
  if (values.settings) return 'settings';
  const { arithmetic } = values;
  const solver = choice(values.solver, 'solver', ['agent', 'flips']);
  const sizes = sizesOf(values.size, solver === 'flips' ? LARGEST_SIDE : LARGEST_TRAINED);
  if (!isArithmetic(arithmetic)) {
    throw new Error(`--arithmetic ${arithmetic}: choose standard or z2`);
  }
  if (solver === 'flips') return flipsArguments(values, sizes, arithmetic);
  if (values.strategy !== undefined) throw new Error('--strategy belongs to --solver flips');
  return {
    sizes,
    arithmetic,
    targetRanks: ranksOf(values['target-rank'], sizes.length),
    minutes: minutesOf(values.minutes),
    seed: integer(values.seed, 'seed', 0, LARGEST_SEED) ?? 1,
    backend: choice(values.backend, 'backend', ['auto', 'webgpu', 'wasm', 'cpu']),
    preset: choice(
      values.preset,
      'preset',
      PRESETS.map(({ name }) => name),
    ),
    replicas: integer(values.replicas, 'replicas', 1, MOST_REPLICAS),
    out: path(values.out, 'out'),
    log: path(values.log, 'log'),
    csv: path(values.csv, 'csv'),
    json: path(values.json, 'json'),
    save: path(values.save, 'save'),
    agent: path(values.agent, 'agent'),
    resume: path(values.resume, 'resume'),
    set: values.set,
  };
}

/** What walks with flips: --backend webgpu takes the GPU alone, wasm and cpu the cores alone. */
const GPU_OF = { auto: 'auto', webgpu: 'only', wasm: 'none', cpu: 'none' } as const;

/** Options of the agent alone. */
const AGENTS = ['csv', 'json', 'save', 'agent', 'resume'] as const;

function flipsArguments(
  values: ReturnType<typeof read>,
  sizes: readonly Size[],
  arithmetic: Arithmetic,
): FlipsArguments {
  const foreign = AGENTS.find((name) => values[name] !== undefined);
  if (foreign !== undefined || values.set.length > 0) {
    throw new Error(`--${foreign ?? 'set'} belongs to --solver agent`);
  }
  const [size, another] = sizes;
  if (size === undefined || another !== undefined) {
    throw new Error(`--size ${values.size}: a search with flips is of one size`);
  }
  return {
    size,
    arithmetic,
    strategy: choice(values.strategy ?? 'all', 'strategy', STRATEGIES),
    targetRank: ranksOf(values['target-rank'], 1)?.[0] ?? knownToWalks(size, arithmetic),
    minutes: minutesOf(values.minutes),
    seed: integer(values.seed, 'seed', 0, LARGEST_SEED) ?? 1,
    threads: integer(values.replicas, 'replicas', 1, MOST_REPLICAS),
    gpu: GPU_OF[choice(values.backend, 'backend', ['auto', 'webgpu', 'wasm', 'cpu'])],
    out: path(values.out, 'out'),
    log: path(values.log, 'log'),
  };
}

function read(argv: readonly string[]) {
  try {
    return parseArgs({
      args: joinNegative(argv),
      options: {
        size: { type: 'string' },
        arithmetic: { type: 'string', default: 'standard' },
        'target-rank': { type: 'string' },
        minutes: { type: 'string', default: '10' },
        seed: { type: 'string', default: '1' },
        backend: { type: 'string', default: 'auto' },
        solver: { type: 'string', default: 'agent' },
        strategy: { type: 'string' },
        preset: { type: 'string', default: 'small' },
        replicas: { type: 'string' },
        out: { type: 'string' },
        log: { type: 'string' },
        csv: { type: 'string' },
        json: { type: 'string' },
        save: { type: 'string' },
        agent: { type: 'string' },
        resume: { type: 'string' },
        set: { type: 'string', multiple: true, default: [] },
        settings: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new Error(inOneSentence(error));
  }
}

/** '--seed -1' is meant as '--seed=-1', which Node's parser takes for two options. */
function joinNegative(argv: readonly string[]): string[] {
  const joined: string[] = [];
  for (const argument of argv) {
    const last = joined.at(-1);
    if (/^-[\d.]/.test(argument) && last !== undefined && /^--[a-z-]+$/.test(last)) {
      joined[joined.length - 1] = `${last}=${argument}`;
    } else {
      joined.push(argument);
    }
  }
  return joined;
}

/** Node's own messages differ from version to version, and some are of three lines. */
function inOneSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const name = /'([^']*)'/.exec(message)?.[1] ?? '';
  const code = (error as { readonly code?: unknown }).code;
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `there is no option ${name}`;
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `“${name}” belongs to no option`;
  if (/does not take an argument/.test(message)) return `${name} takes no value`;
  return `${name.replace(/ <value>$/, '').replace(/^-\w, /, '')} needs a value`;
}

function sizesOf(text: string | undefined, largest: number): Size[] {
  if (text === undefined) throw new Error('--size is missing: write, e.g., --size 2x2x2');
  const sizes = text.split(',').map((part) => sizeOf(part, largest));
  const twice = sizes.map(formatSize).find((size, i, all) => all.indexOf(size) !== i);
  if (twice !== undefined) throw new Error(`--size ${text}: ${twice} is there twice`);
  return sizes;
}

function sizeOf(text: string, largest: number): Size {
  const wrong = `--size ${text}: write three whole numbers from 1 to ${largest}, like 2x2x3`;
  let size: Size;
  try {
    size = parseSize(text);
  } catch {
    throw new Error(wrong);
  }
  if (Math.max(...size) > largest) throw new Error(wrong);
  return size;
}

/** null where the option is not given; else one rank for each of the targets */
function ranksOf(text: string | undefined, targets: number): number[] | null {
  if (text === undefined) return null;
  const ranks = text
    .split(',')
    .map((part) => integer(part, 'target-rank', 1, Number.MAX_SAFE_INTEGER)!);
  if (ranks.length === targets) return ranks;
  throw new Error(`--target-rank ${text}: give one rank for each of the ${targets} targets`);
}

/** null where the option is not given */
function integer(
  text: string | undefined,
  name: string,
  least: number,
  most: number,
): number | null {
  if (text === undefined) return null;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  const range =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new Error(`--${name} ${text}: give a whole number ${range}`);
}

function minutesOf(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value > 0 && value <= MOST_MINUTES) return value;
  throw new Error(`--minutes ${text}: give a number above 0, at most ${MOST_MINUTES}`);
}

function path(text: string | undefined, name: string): string | null {
  if (text === '') throw new Error(`--${name} needs the name of a file`);
  return text ?? null;
}

function choice<T extends string>(value: string, name: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new Error(`--${name} ${value}: choose ${allowed.join(', ')}`);
  return found;
}
