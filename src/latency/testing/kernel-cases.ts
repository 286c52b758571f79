/**
 * What is computed to test the kernels, on any adapter: every variant of a plan, everything that the
 * generator can do differently, and one scheme that is wrong. Knows neither Node nor a page.
 */
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { naiveAlgorithm, strassen } from '../../algorithm/examples.ts';
import { readSchemes } from '../../algorithm/formats/read-schemes.ts';
import { liftToIntegers } from '../../algorithm/lift/lift.ts';
import { check, reference } from '../check.ts';
import type { Gpu } from '../gpu.ts';
import { TINY_TILE, type Tile } from '../kernels/tile.ts';
import { makePlan, variantsFor } from '../make-plan.ts';
import type { Variant } from '../plan.ts';
import { kronecker, type Scheme, schemeOf, TRIVIAL } from '../scheme.ts';
import { Stage } from '../stage.ts';

type Shape = readonly [number, number, number];

export interface KernelCase {
  /** scheme, shape, variant and kind of tile, separated by spaces */
  readonly name: string;
  readonly scheme: Scheme;
  readonly shape: Shape;
  readonly variant: Variant;
  readonly tile: Tile;
}

/** Errors are relative, over all entries of C (see `ErrorOfPlan`). */
export type Outcome =
  | { readonly case: string; readonly max: number; readonly mean: number }
  | { readonly case: string; readonly failure: string };

/** Without workgroup memory, whose barriers a software adapter takes seconds to compile. */
const PLAIN: Tile = {
  ...TINY_TILE,
  rows: 4,
  columns: 16,
  depth: 4,
  rowsEach: 1,
  a: 'direct',
  b: 'direct',
  patch: 4,
  unroll: 1,
};

/** One tile for everything the generator can do differently. */
const KINDS: readonly Tile[] = [
  { ...TINY_TILE, depth: 4, unroll: 1 },
  { ...TINY_TILE, depth: 4, buffers: 2, pad: 0 },
  { ...TINY_TILE, depth: 4, a: 'turned' },
  { ...TINY_TILE, depth: 8, a: 'turned', prefetch: false, unroll: 1, band: 1 },
  { ...TINY_TILE, depth: 4, buffers: 2, prefetch: false, a: 'turned', pad: 0 },
  { ...TINY_TILE, depth: 16, a: 'quad', rowsEach: 2, rows: 8 },
];

function kernelCase(scheme: Scheme, shape: Shape, variant: Variant, tile: Tile): KernelCase {
  const name = `${scheme.name} ${shape.join('x')} ${variant} ${tile.a}${tile.buffers}${tile.prefetch}`;
  return { name, scheme, shape, variant, tile };
}

/** Every kind of tile, on the standard product and on two products added to one block. */
export function tileCases(): KernelCase[] {
  // Two products one after another into the same block: what the second must not overtake.
  const two = schemeOf(naiveAlgorithm([1, 2, 1], 'standard'), 'two');
  return [
    ...KINDS.flatMap((tile) => {
      const even: Shape = [2 * tile.rows, 2 * tile.depth, 3 * tile.columns];
      return [
        kernelCase(TRIVIAL, even, 'exact', tile),
        kernelCase(two, even, 'sequence', { ...tile, unroll: 1 }),
      ];
    }),
    kernelCase(TRIVIAL, [21, 13, 35], 'guarded', KINDS[0]!),
  ];
}

/**
 * Every variant of every scheme for an even and an odd shape, after one that is no algorithm and has
 * to be found out.
 * @param published the text of zt_best_le5.json, null where it is absent
 */
export function schemeCases(published: string | null): KernelCase[] {
  const single = schemeOf(strassen('standard'), 'strassen');
  const wrong: Scheme = {
    ...single,
    name: 'wrong',
    w: single.w.map((row, r) => (r === 3 ? [1, 0, 0, 0] : row)),
  };
  const schemes = [
    TRIVIAL,
    single,
    kronecker(single, single, 'strassen2'),
    ...(published === null ? [] : publishedSchemes(published)),
  ];
  return [
    kernelCase(wrong, [16, 8, 64], 'separate', PLAIN),
    ...schemes.flatMap((scheme) => {
      const [n, m, p] = scheme.size;
      const shapes: Shape[] = [
        [8 * n, 8 * m, 32 * p],
        [8 * n - 3, 4 * m + 1, 16 * p - 5],
      ];
      return shapes.flatMap((shape) =>
        variantsFor(scheme, shape, PLAIN).map((variant) =>
          kernelCase(scheme, shape, variant, PLAIN),
        ),
      );
    }),
  ];
}

function publishedSchemes(text: string): Scheme[] {
  const all: Record<string, unknown> = JSON.parse(text);
  const read = (size: string): Algorithm => {
    const bytes = new TextEncoder().encode(JSON.stringify(all[size]));
    return readSchemes(bytes, `${size}.json`).good[0]!.algorithm;
  };
  const three = read('3x3x3');
  const odd = (rows: Algorithm['u']) => rows.map((row) => row.map((c) => c & 1));
  const modulo2: Algorithm = {
    size: three.size,
    rank: three.rank,
    arithmetic: 'z2',
    u: odd(three.u),
    v: odd(three.v),
    w: odd(three.w),
  };
  const lifted = liftToIntegers(modulo2);
  if (lifted.kind === 'failed') throw new Error(`Not lifted: ${lifted.reason}`);
  return [
    schemeOf(three),
    schemeOf(lifted.algorithm, 'lifted 3x3x3:23'),
    schemeOf(read('4x4x4')),
    schemeOf(read('3x4x5')),
  ];
}

export async function runCase(gpu: Gpu, { name, ...request }: KernelCase): Promise<Outcome> {
  let stage: Stage | undefined;
  try {
    const plan = makePlan({ ...request, precision: 'f32' });
    stage = await Stage.create(gpu, [plan]);
    const [n, , p] = request.shape;
    const everywhere = reference(request.shape, n * p);
    const { max, mean } = await check(stage, await stage.prepare(plan), everywhere);
    return { case: name, max, mean };
  } catch (error) {
    return { case: name, failure: error instanceof Error ? error.message : String(error) };
  } finally {
    stage?.dispose();
  }
}
