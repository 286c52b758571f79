import { parseArgs } from 'node:util';
import type { BackendChoice } from '../network/backend.ts';
import { type Arithmetic, isArithmetic } from '../tensor/arithmetic.ts';
import { parseSize, type Size } from '../tensor/size.ts';
import type { PresetName } from '../training/config.ts';

export interface DiscoverArguments {
  readonly size: Size;
  readonly arithmetic: Arithmetic;
  /** null: the best known rank */
  readonly targetRank: number | null;
  readonly minutes: number;
  readonly seed: number;
  readonly backend: BackendChoice;
  readonly preset: PresetName;
  /** null: as many as the machine has cores, at most four; one on webgpu */
  readonly replicas: number | null;
  readonly out: string | null;
  readonly log: string | null;
  /** Settings of the config to override, as path=value. */
  readonly set: readonly string[];
}

export const USAGE = `usage: npm run discover -- --size 2x2x2 [options]

Trains an agent from scratch and writes the best algorithm it finds, verified exactly.

  --size NxMxP            the product of an N×M by an M×P matrix, sides 1 to 5
  --arithmetic NAME       standard (integers; the default) or z2 (modulo 2)
  --target-rank R         stop when a rank of R or less is found (default: the best known)
  --minutes T             stop after T minutes (default 10)
  --seed S                seed of everything random (default 1)
  --backend NAME          auto, webgpu, wasm or cpu (default auto)
  --solver NAME           agent (the only one so far)
  --preset NAME           small, medium or paper (default small)
  --replicas N            networks at work side by side (default: one a core, at most 4; 1 on webgpu)
  --out FILE              where to write the algorithm (default: standard output)
  --log FILE              append every event of the run as a line of JSON
  --set PATH=VALUE        override a setting of the run, e.g. search.simulations=200; repeatable

Exit status: 0 target rank reached, 1 time is up, 2 bad arguments or a failure.`;

/** The largest side the agent plays: beyond it a residual's state does not fit. */
const LARGEST_SIDE = 5;
/** A timer of Node counts milliseconds in 31 bits, and fires at once beyond. */
const MOST_MINUTES = 30_000;
/** Seeds are unsigned numbers of 32 bits. */
const LARGEST_SEED = 2 ** 32 - 1;
const MOST_REPLICAS = 64;

/**
 * @returns null when help is asked for
 * @throws Error with one sentence about the first argument that is wrong
 */
export function parseDiscover(argv: readonly string[]): DiscoverArguments | null {
  const values = read(argv);
  if (values.help) return null;
  const { arithmetic, solver } = values;
  const size = sizeOf(values.size);
  if (!isArithmetic(arithmetic)) {
    throw new Error(`--arithmetic ${arithmetic}: choose standard or z2`);
  }
  if (solver === 'flips') {
    throw new Error('--solver flips: the flip-graph search is not built yet; choose agent');
  }
  if (solver !== 'agent') throw new Error(`--solver ${solver}: choose agent`);
  return {
    size,
    arithmetic,
    targetRank: integer(values['target-rank'], 'target-rank', 1, Number.MAX_SAFE_INTEGER),
    minutes: minutesOf(values.minutes),
    seed: integer(values.seed, 'seed', 0, LARGEST_SEED) ?? 1,
    backend: choice(values.backend, 'backend', ['auto', 'webgpu', 'wasm', 'cpu']),
    preset: choice(values.preset, 'preset', ['small', 'medium', 'paper']),
    replicas: integer(values.replicas, 'replicas', 1, MOST_REPLICAS),
    out: path(values.out, 'out'),
    log: path(values.log, 'log'),
    set: values.set,
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
        preset: { type: 'string', default: 'small' },
        replicas: { type: 'string' },
        out: { type: 'string' },
        log: { type: 'string' },
        set: { type: 'string', multiple: true, default: [] },
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

function sizeOf(text: string | undefined): Size {
  if (text === undefined) throw new Error('--size is missing: write, e.g., --size 2x2x2');
  const wrong = `--size ${text}: write three whole numbers from 1 to ${LARGEST_SIDE}, like 2x2x3`;
  let size: Size;
  try {
    size = parseSize(text);
  } catch {
    throw new Error(wrong);
  }
  if (Math.max(...size) > LARGEST_SIDE) throw new Error(wrong);
  return size;
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
