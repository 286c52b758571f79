/** Chooses a kernel on the user's device: tries a dozen, keeps the fastest. */
import { check, type Reference } from './check.ts';
import { misfit } from './fit.ts';
import { type Gpu, LostGpu } from './gpu.ts';
import { type Precision, TILES, TINY_TILE, type Tile } from './kernels/tile.ts';
import { makePlan, type PlanRequest, variantsFor } from './make-plan.ts';
import { type Contender, type Gate, quick } from './measure.ts';
import type { Plan, Variant } from './plan.ts';
import type { Scheme } from './scheme.ts';
import type { Prepared, Stage } from './stage.ts';
import type { Timer } from './timer.ts';

export type Shape = readonly [n: number, m: number, p: number];

/** What was chosen before, as text that is kept; the key names everything it depends on. */
export type Choices = Record<string, string>;

export interface Candidate {
  readonly plan: Plan;
  readonly tile: Tile;
}

/** Tiles that the tuner tries: a software adapter's compiler takes seconds for all but small ones. */
export function tilesFor(gpu: Gpu, [n, , p]: Shape): Tile[] {
  if (gpu.info.software) return [TINY_TILE];
  return TILES.filter(
    (tile) =>
      (tile.a !== 'quad' || gpu.info.subgroups) &&
      // More than half of such a tile would be padding.
      (tile.rows <= 32 || (tile.rows < 2 * n && tile.columns < 2 * p)),
  );
}

/**
 * Candidates for a scheme (or the standard product) in the order in which they are worth trying.
 * Those that do not fit are left out; when none fits, `reason` is why the last did not.
 */
export function candidates(
  gpu: Gpu,
  scheme: Scheme,
  shape: Shape,
  precision: Precision,
  tiles: readonly Tile[],
): { fitting: Candidate[]; reason: string } {
  const requests: PlanRequest[] = [];
  for (const [index, tile] of tiles.entries()) {
    for (const variant of variantsFor(scheme, shape, tile)) {
      if (isFirstChoice(variant) || (index === 0 && !gpu.info.software)) {
        requests.push({ scheme, shape, variant, tile, precision });
      }
    }
  }
  const fitting: Candidate[] = [];
  let reason = 'No kernel was made for it.';
  for (const request of requests) {
    const plan = makePlan(request);
    const found = misfit(plan, gpu.limits);
    if (found === null) fitting.push({ plan, tile: request.tile });
    else reason = found;
  }
  const apart = fitting.filter(({ plan }) => isFirstChoice(plan.variant));
  const many = scheme.rank > MANY_PRODUCTS && apart.length > 0;
  return { fitting: many ? apart : fitting, reason };
}

/** Fused kernels of more products take long to compile: they are for where workspace does not fit. */
const MANY_PRODUCTS = 27;

/** The others are tried with the best tile only: they seldom win, and each has to be compiled. */
function isFirstChoice(variant: Variant): boolean {
  return variant === 'exact' || variant === 'padded' || variant === 'separate';
}

export interface Chosen extends Candidate {
  readonly prepared: Prepared;
  readonly seconds: number;
}

/** Enough to tell kernels apart, and short: there are many. */
const TUNING_SPAN = 0.01;

/**
 * Times the candidates that compute the right product and sorts them, the fastest first.
 * @throws Error with the last reason when not one of them works
 */
export async function tune(
  stage: Stage,
  timer: Timer,
  tried: readonly Candidate[],
  expected: Reference,
  gate: Gate,
): Promise<Chosen[]> {
  const chosen: Chosen[] = [];
  let reason: unknown = new Error('No kernel of this scheme fits this GPU.');
  for (const candidate of tried) {
    gate.check();
    try {
      const prepared = await stage.prepare(candidate.plan);
      await check(stage, prepared, expected);
      const only = tried.length === 1;
      const seconds = only ? 0 : await quick(contender('', timer, prepared), TUNING_SPAN, gate);
      chosen.push({ ...candidate, prepared, seconds });
    } catch (error) {
      // One kernel that a driver refuses is no reason to give up; a lost device is.
      gate.check();
      if (error instanceof LostGpu) throw error;
      reason = error;
    }
    gate.step();
  }
  if (chosen.length === 0) throw reason;
  return chosen.sort((x, y) => x.seconds - y.seconds);
}

export function contender(name: string, timer: Timer, prepared: Prepared): Contender {
  return {
    name,
    seconds: (runs) =>
      timer.seconds((pass) => {
        for (let i = 0; i < runs; i++) prepared.record(pass);
      }),
  };
}

/** What a choice depends on: the adapter with its driver, the browser, and the case. */
export function choiceKey(
  gpu: Gpu,
  browser: string,
  scheme: string,
  shape: Shape,
  precision: Precision,
): string {
  const { vendor, architecture, device, description } = gpu.info;
  const adapter = [vendor, architecture, device, description].join(' ');
  return [adapter, browser, precision, scheme, shape.join('x')].join('|');
}

export function writeChoice({ plan, tile }: Candidate): string {
  return JSON.stringify({ variant: plan.variant, tile });
}

/** The candidate that a kept choice names, if it is still one. */
export function readChoice(
  text: string | undefined,
  among: readonly Candidate[],
): Candidate | null {
  if (text === undefined) return null;
  return among.find((candidate) => writeChoice(candidate) === text) ?? null;
}
