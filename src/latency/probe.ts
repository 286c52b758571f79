/** One run of the probe: schemes against the classic kernel and TensorFlow.js over sizes. */
import type { Random } from '../tensor/random.ts';
import { seeded } from '../tensor/random.ts';
import { check, type ErrorOfPlan, reference } from './check.ts';
import { type Gpu, LostGpu } from './gpu.ts';
import { type Precision, type Tile, tileName } from './kernels/tile.ts';
import {
  type Contender,
  type Gate,
  MEASURE,
  type Measured,
  type MeasureOptions,
  measure,
} from './measure.ts';
import { workspaceBytes } from './plan.ts';
import type { Entry, LeftOut, SizeResult } from './results.ts';
import { roomFor } from './room.ts';
import { flops, type Scheme, TRIVIAL } from './scheme.ts';
import { Stage } from './stage.ts';
import { ratioOf, spread } from './statistics.ts';
import { createTimer, type Timer } from './timer.ts';
import {
  type Candidate,
  type Choices,
  type Chosen,
  candidates,
  choiceKey,
  contender,
  readChoice,
  type Shape,
  tilesFor,
  tune,
  writeChoice,
} from './tuner.ts';

export interface ProbeRequest {
  readonly schemes: readonly Scheme[];
  readonly shapes: readonly Shape[];
  readonly precision: Precision;
  readonly seed: number;
  readonly options: MeasureOptions;
  /** Tiles to try instead of those that suit the adapter. */
  readonly tiles?: readonly Tile[];
}

export const DEFAULT_OPTIONS = MEASURE;

/** What a run tells while it goes on. */
export interface ProbeHooks {
  readonly gate: Gate;
  /** So many more steps are now known to be coming. */
  expect(steps: number): void;
  /** What is being done, in words. */
  doing(what: string): void;
  result(result: SizeResult): void;
  /** TensorFlow.js at this shape, on a device of its own; or in one sentence why it is left out. */
  outsider(shape: Shape): Promise<Outsider | string>;
}

export interface Outsider extends Contender {
  dispose(): void;
}

/** A contender of ours, with its kernel chosen. */
interface Entrant {
  readonly name: string;
  readonly kind: 'classic' | 'scheme';
  readonly chosen: Chosen;
}

/**
 * Runs the probe. Choices of the tuner are read from and written to `choices`.
 * @throws LostGpu when the device goes away, and whatever the gate throws when cancelled
 */
export async function runProbe(
  gpu: Gpu,
  request: ProbeRequest,
  choices: Choices,
  browser: string,
  hooks: ProbeHooks,
): Promise<void> {
  if (request.precision === 'f16' && !gpu.info.f16) {
    throw new RangeError('This GPU or browser has no 16-bit floats (shader-f16): choose f32.');
  }
  const timer = createTimer(gpu);
  const random = seeded(request.seed);
  try {
    for (const shape of request.shapes) {
      hooks.gate.check();
      hooks.result(
        await probeShape({ gpu, request, choices, browser, hooks, timer, random }, shape),
      );
    }
  } finally {
    timer.dispose();
  }
}

interface Run {
  readonly gpu: Gpu;
  readonly request: ProbeRequest;
  readonly choices: Choices;
  readonly browser: string;
  readonly hooks: ProbeHooks;
  readonly timer: Timer;
  readonly random: Random;
}

async function probeShape(run: Run, shape: Shape): Promise<SizeResult> {
  const { request, hooks } = run;
  const { precision } = request;
  const named = shape.join('×');
  const expected = reference(shape, 256, seeded(request.seed));
  hooks.doing(`choosing kernels for ${named}`);
  const tiles = request.tiles ?? tilesFor(run.gpu, shape);
  const leftOut: LeftOut[] = [];
  const classic = await classicTiles(run, shape, tiles, expected);
  const best = classic.slice(0, 3);
  const groups = [
    {
      scheme: TRIVIAL,
      kind: 'classic' as const,
      fitting: [{ plan: best[0]!.plan, tile: best[0]!.tile }],
    },
    ...request.schemes.flatMap((scheme) => {
      const { fitting, reason } = candidates(
        run.gpu,
        scheme,
        shape,
        precision,
        best.map(({ tile }) => tile),
      );
      if (fitting.length === 0) leftOut.push({ name: scheme.name, reason });
      return fitting.length === 0 ? [] : [{ scheme, kind: 'scheme' as const, fitting }];
    }),
  ].map((group) => ({ ...group, fitting: narrowed(run, group.scheme, shape, group.fitting) }));
  hooks.expect(groups.reduce((sum, { fitting }) => sum + fitting.length, 0));
  const { stage, kept } = await roomFor(run.gpu, groups);
  for (const { scheme } of groups) {
    if (!kept.some((group) => group.scheme === scheme)) {
      leftOut.push({
        name: scheme.name,
        reason: 'The GPU has not enough memory left for it at this size.',
      });
    }
  }
  try {
    const entrants: Entrant[] = [];
    for (const { scheme, kind, fitting } of kept) {
      hooks.doing(`choosing a kernel for ${scheme.name} at ${named}`);
      try {
        const chosen = (await tune(stage, run.timer, fitting, expected, hooks.gate))[0]!;
        run.choices[keyOf(run, scheme, shape)] = writeChoice(chosen);
        entrants.push({ name: scheme.name, kind, chosen });
      } catch (error) {
        hooks.gate.check();
        if (error instanceof LostGpu || kind === 'classic') throw error;
        leftOut.push({
          name: scheme.name,
          reason: error instanceof Error ? error.message : String(error),
        });
      }
    }
    const errors = new Map<string, ErrorOfPlan>();
    for (const { name, chosen } of entrants) {
      errors.set(name, await check(stage, chosen.prepared, expected));
    }
    const entries = await timeAll(run, shape, entrants, errors, leftOut);
    return { shape, precision, leftOut, entries };
  } finally {
    stage.dispose();
  }
}

/** The classic kernels that work at a shape, the fastest first. */
async function classicTiles(
  run: Run,
  shape: Shape,
  tiles: readonly Tile[],
  expected: ReturnType<typeof reference>,
): Promise<Chosen[]> {
  const { gpu, request, hooks, timer } = run;
  const { fitting, reason } = candidates(gpu, TRIVIAL, shape, request.precision, tiles);
  if (fitting.length === 0) throw new RangeError(`${shape.join('×')} does not fit: ${reason}`);
  const tried = narrowed(run, TRIVIAL, shape, fitting);
  hooks.expect(tried.length);
  const stage = await Stage.create(
    gpu,
    tried.map(({ plan }) => plan),
  );
  try {
    const chosen = await tune(stage, timer, tried, expected, hooks.gate);
    // Schemes may still want another tile, of those that were not tried again.
    const others = fitting
      .filter(({ tile }) => chosen.every((known) => known.tile !== tile))
      .map((candidate) => ({ ...chosen[0]!, ...candidate }));
    return [...chosen, ...others];
  } finally {
    stage.dispose();
  }
}

function keyOf({ gpu, browser, request }: Run, scheme: Scheme, shape: Shape): string {
  return choiceKey(gpu, browser, scheme.name, shape, request.precision);
}

/** The candidate chosen before, alone, where there is one. */
function narrowed(
  run: Run,
  scheme: Scheme,
  shape: Shape,
  fitting: readonly Candidate[],
): Candidate[] {
  const known = readChoice(run.choices[keyOf(run, scheme, shape)], fitting);
  return known === null ? [...fitting] : [known];
}

async function timeAll(
  { request, hooks, timer, random }: Run,
  shape: Shape,
  entrants: readonly Entrant[],
  errors: ReadonlyMap<string, ErrorOfPlan>,
  leftOut: LeftOut[],
): Promise<Entry[]> {
  const answer = await hooks.outsider(shape);
  const outsider = typeof answer === 'string' ? null : answer;
  if (typeof answer === 'string') leftOut.push({ name: 'tfjs', reason: answer });
  try {
    hooks.doing(`timing ${shape.join('×')}`);
    const contenders: Contender[] = entrants.map(({ name, chosen }) =>
      contender(name, timer, chosen.prepared),
    );
    if (outsider !== null) contenders.push(outsider);
    hooks.expect(contenders.length * request.options.rounds);
    const measured = await measure(contenders, request.options, random, hooks.gate);
    const classic = measured[0]!;
    return measured.map((found, i) => {
      const entrant = entrants[i];
      const plan = entrant?.chosen.plan;
      return {
        ...timing(found, shape),
        kind: entrant?.kind ?? 'tfjs',
        variant: plan?.variant ?? null,
        tile: plan === undefined ? null : tileName(plan.tile),
        workspace: plan === undefined ? null : workspaceBytes(plan),
        error: errors.get(found.name) ?? null,
        method: entrant === undefined ? 'wall clock' : timer.method,
        ratio:
          i === 0 || found.kept.length === 0 || classic.kept.length === 0
            ? null
            : ratioOf(classic.kept, found.kept, random.fork()),
      };
    });
  } finally {
    outsider?.dispose();
  }
}

function timing(found: Measured, shape: Shape) {
  const { name, samples, runs, dropped, warmUp, settled, drift, kept } = found;
  const seconds = spread(kept);
  const gflops = flops(shape) / seconds.median / 1e9;
  return { name, samples, runs, dropped, warmUp, settled, drift, seconds, gflops };
}
