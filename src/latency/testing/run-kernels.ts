/**
 * Runs kernels on whatever adapter Dawn finds under Node and writes a line of JSON for each case:
 * {"adapter"} first, then {"case", "max"} or {"case", "failure"}. Started by kernels.test.ts, in a
 * process of its own, because the loader of a software adapter wants its environment at the start.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { naiveAlgorithm, strassen } from '../../algorithm/examples.ts';
import { readSchemes } from '../../algorithm/formats/read-schemes.ts';
import { liftToIntegers } from '../../algorithm/lift/lift.ts';
import { check, reference } from '../check.ts';
import { type Gpu, openGpu } from '../gpu.ts';
import { TINY_TILE, type Tile } from '../kernels/tile.ts';
import { makePlan, variantsFor } from '../make-plan.ts';
import type { Variant } from '../plan.ts';
import { kronecker, type Scheme, schemeOf, TRIVIAL } from '../scheme.ts';
import { Stage } from '../stage.ts';

type Shape = readonly [number, number, number];

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

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function run(gpu: Gpu, scheme: Scheme, shape: Shape, variant: Variant, tile: Tile) {
  const name = `${scheme.name} ${shape.join('x')} ${variant} ${tile.a}${tile.buffers}${tile.prefetch}`;
  let stage: Stage | undefined;
  try {
    const plan = makePlan({ scheme, shape, variant, tile, precision: 'f32' });
    stage = await Stage.create(gpu, [plan]);
    const error = await check(stage, await stage.prepare(plan), reference(shape));
    say({ case: name, max: error.max });
  } catch (error) {
    say({ case: name, failure: error instanceof Error ? error.message : String(error) });
  } finally {
    stage?.dispose();
  }
}

function publishedSchemes(file: string | undefined): Scheme[] {
  if (file === undefined || !existsSync(file)) return [];
  const all: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'));
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

async function main(): Promise<void> {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const dawn = create([]);
  // Dawn's object may not be collected while its devices are used.
  Object.assign(globalThis, { dawn });
  const gpu = await openGpu(dawn);
  say({ adapter: gpu.info.description });
  const single = schemeOf(strassen('standard'), 'strassen');
  // Two products one after another into the same block: what the second must not overtake.
  const two = schemeOf(naiveAlgorithm([1, 2, 1], 'standard'), 'two');
  for (const tile of KINDS) {
    const even: Shape = [2 * tile.rows, 2 * tile.depth, 3 * tile.columns];
    await run(gpu, TRIVIAL, even, 'exact', tile);
    await run(gpu, two, even, 'sequence', { ...tile, unroll: 1 });
  }
  await run(gpu, TRIVIAL, [21, 13, 35], 'guarded', KINDS[0]!);
  // What is no algorithm has to be found out.
  const wrong = {
    ...single,
    name: 'wrong',
    w: single.w.map((row, r) => (r === 3 ? [1, 0, 0, 0] : row)),
  };
  await run(gpu, wrong, [16, 8, 64], 'separate', PLAIN);
  const schemes = [
    single,
    kronecker(single, single, 'strassen2'),
    ...publishedSchemes(process.argv[2]),
  ];
  for (const scheme of [TRIVIAL, ...schemes]) {
    const [n, m, p] = scheme.size;
    const shapes: Shape[] = [
      [8 * n, 8 * m, 32 * p],
      [8 * n - 3, 4 * m + 1, 16 * p - 5],
    ];
    for (const shape of shapes) {
      for (const variant of variantsFor(scheme, shape, PLAIN)) {
        await run(gpu, scheme, shape, variant, PLAIN);
      }
    }
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    say({ adapter: null, reason: error instanceof Error ? error.message : String(error) });
    process.exit(0);
  },
);
