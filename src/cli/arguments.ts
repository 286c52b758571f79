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
  /** null: as many as the machine has cores, at most four */
  readonly replicas: number | null;
  readonly out: string | null;
  readonly log: string | null;
  /** Settings of the config to override, as path=value. */
  readonly set: readonly string[];
  readonly help: boolean;
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

/** @throws Error with one sentence about the first argument that is wrong */
export function parseDiscover(argv: readonly string[]): DiscoverArguments {
  const { values } = parseArgs({
    args: [...argv],
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
  });
  const help = values.help;
  if (values.size === undefined && !help) throw new Error('--size is missing, e.g. --size 2x2x2');
  const size = parseSize(values.size ?? '2x2x2');
  if (Math.max(...size) > 5)
    throw new Error(`--size ${values.size}: the agent plays sides up to 5`);
  const { arithmetic } = values;
  if (!isArithmetic(arithmetic)) {
    throw new Error(`--arithmetic ${arithmetic}: choose standard or z2`);
  }
  if (values.solver !== 'agent') throw new Error(`--solver ${values.solver}: choose agent`);
  return {
    size,
    arithmetic,
    targetRank: values['target-rank'] === undefined ? null : integer(values, 'target-rank', 1),
    minutes: positive(values.minutes, 'minutes'),
    seed: integer(values, 'seed', 0),
    backend: choice(values.backend, 'backend', ['auto', 'webgpu', 'wasm', 'cpu']),
    preset: choice(values.preset, 'preset', ['small', 'medium', 'paper']),
    replicas: values.replicas === undefined ? null : integer(values, 'replicas', 1),
    out: values.out ?? null,
    log: values.log ?? null,
    set: values.set,
    help,
  };
}

function integer(
  values: Readonly<Record<string, unknown>>,
  name: 'target-rank' | 'seed' | 'replicas',
  least: number,
): number {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < least) {
    throw new Error(`--${name} ${values[name]}: give a whole number of at least ${least}`);
  }
  return value;
}

function positive(text: string, name: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new Error(`--${name} ${text}: give a positive number`);
  }
  return value;
}

function choice<T extends string>(value: string, name: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new Error(`--${name} ${value}: choose ${allowed.join(', ')}`);
  return found;
}
