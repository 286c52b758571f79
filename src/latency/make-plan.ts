/** Plans of the standard product and of schemes, for any shape. */
import { blockProducts } from './block-products.ts';
import { classOf, classParameters } from './kernels/blocks.ts';
import {
  type ProductKernel,
  productWgsl,
  productWorkgroups,
  type Work,
} from './kernels/product.ts';
import { type Cut, outputsWgsl, sumsWgsl, sumsWorkgroups } from './kernels/sums.ts';
import { invocations, type Precision, type Tile, workgroupBytes } from './kernels/tile.ts';
import type { BufferName, Plan, Step, Variant } from './plan.ts';
import { formsProgram, outputsProgram } from './programs.ts';
import { type Scheme, TRIVIAL } from './scheme.ts';

type Triple = readonly [n: number, m: number, p: number];

export interface PlanRequest {
  readonly scheme: Scheme;
  readonly shape: Triple;
  readonly variant: Variant;
  readonly tile: Tile;
  readonly precision: Precision;
}

/** Written out in full, 23 products took the driver of an H100 22 seconds to compile, 7 took 4. */
const WRITTEN_OUT = 8;

/** @throws RangeError when the variant does not exist for the scheme, shape or tile */
export function makePlan(request: PlanRequest): Plan {
  const { scheme, shape, variant, tile, precision } = request;
  const bytes = precision === 'f32' ? 4 : 2;
  const [n, m, p] = shape;
  const sizes = { a: aligned(n * m * bytes), b: aligned(m * p * bytes), c: aligned(n * p * bytes) };
  const made =
    variant === 'exact' || variant === 'guarded'
      ? { steps: [plainStep(request)], buffers: {} }
      : variant === 'padded' || variant === 'separate'
        ? separate(variant === 'padded' ? { ...request, scheme: TRIVIAL } : request)
        : fused(request);
  return {
    scheme: scheme.name,
    variant,
    tile,
    precision,
    shape,
    buffers: { ...sizes, ...made.buffers },
    steps: made.steps,
  };
}

/** Variants that compute a scheme for a shape with a tile. */
export function variantsFor(scheme: Scheme, shape: Triple, tile: Tile): Variant[] {
  if (scheme.rank === 1) return isExact(shape, tile) ? ['exact'] : ['padded', 'guarded'];
  const variants: Variant[] = ['separate', 'half', 'dispatches'];
  if (scheme.rank <= WRITTEN_OUT) variants.push('sequence');
  return variants;
}

export function isExact([n, m, p]: Triple, tile: Tile): boolean {
  return n % tile.rows === 0 && m % tile.depth === 0 && p % tile.columns === 0;
}

/** Extent of a block: the shape cut into blocks, rounded up to whole tiles. */
export function blockExtent(size: Triple, shape: Triple, tile: Tile): Triple {
  const up = (value: number, step: number) => Math.ceil(value / step) * step;
  return [
    up(Math.ceil(shape[0] / size[0]), tile.rows),
    up(Math.ceil(shape[1] / size[1]), tile.depth),
    up(Math.ceil(shape[2] / size[2]), tile.columns),
  ];
}

interface Made {
  readonly steps: readonly Step[];
  readonly buffers: Partial<Record<BufferName, number>>;
}

function plainStep({ shape, tile, precision, variant }: PlanRequest): Step {
  const kernel: ProductKernel = {
    tile,
    precision,
    extent: shape,
    pitches: [shape[1], shape[2], shape[2]],
    guarded: variant === 'guarded',
    work: { kind: 'batch', strides: [0, 0, 0] },
  };
  return productStep('product', kernel, ['a', 'b', 'c'], 1);
}

function separate({ scheme, shape, tile, precision }: PlanRequest): Made {
  const extent = blockExtent(scheme.size, shape, tile);
  const forms = formSteps(scheme, shape, extent, precision);
  const [n, m, p] = extent;
  const strides = [(n * m) / 4, (m * p) / 4, (n * p) / 4] as const;
  const kernel: ProductKernel = {
    tile,
    precision,
    extent,
    pitches: [m, p, p],
    guarded: false,
    work: { kind: 'batch', strides },
  };
  const outputs = {
    cut: cutOf([shape[0], shape[2]], [scheme.size[0], scheme.size[2]], [n, p]),
    precision,
    program: outputsProgram(scheme),
  };
  return {
    steps: [
      ...forms.steps,
      productStep('products', kernel, ['s', 't', 'm'], scheme.rank),
      additionStep('outputs', outputsWgsl(outputs), ['c', 'm'], sumsWorkgroups(outputs)),
    ],
    buffers: { ...forms.buffers, m: scheme.rank * n * p * (precision === 'f32' ? 4 : 2) },
  };
}

/** One pass over A and one over B: all forms, each a block of its own in s and t. */
function formSteps(scheme: Scheme, shape: Triple, [n, m, p]: Triple, precision: Precision): Made {
  const bytes = precision === 'f32' ? 4 : 2;
  const [blocksN, blocksM, blocksP] = scheme.size;
  const ofA = {
    cut: cutOf([shape[0], shape[1]], [blocksN, blocksM], [n, m]),
    precision,
    program: formsProgram(scheme.u),
  };
  const ofB = {
    cut: cutOf([shape[1], shape[2]], [blocksM, blocksP], [m, p]),
    precision,
    program: formsProgram(scheme.v),
  };
  return {
    steps: [
      additionStep('forms of A', sumsWgsl(ofA), ['a', 's'], sumsWorkgroups(ofA)),
      additionStep('forms of B', sumsWgsl(ofB), ['b', 't'], sumsWorkgroups(ofB)),
    ],
    buffers: { s: scheme.rank * n * m * bytes, t: scheme.rank * m * p * bytes },
  };
}

/** Products added to their blocks of C from registers. */
function fused(request: PlanRequest): Made {
  const { scheme, shape, tile, precision, variant } = request;
  const bytes = precision === 'f32' ? 4 : 2;
  const extent = blockExtent(scheme.size, shape, tile);
  const [, m, p] = extent;
  const whole = scheme.size.map((blocks, i) => blocks * extent[i]!) as [number, number, number];
  const formed = variant === 'half';
  const exact = whole.every((side, i) => side === shape[i]);
  const before: Step[] = [];
  const after: Step[] = [];
  const buffers: Partial<Record<BufferName, number>> = {};
  let names: readonly [BufferName, BufferName, BufferName] = ['a', 'b', 'c'];
  if (formed) {
    const forms = formSteps(scheme, shape, extent, precision);
    before.push(...forms.steps);
    Object.assign(buffers, forms.buffers);
    names = ['s', 't', 'c'];
  }
  if (!exact) {
    // The matrices with a border of zeros; half has made its forms from the matrices themselves.
    if (!formed) {
      const pad = formSteps(TRIVIAL, shape, whole, precision);
      before.push(...pad.steps);
      Object.assign(buffers, pad.buffers);
      names = ['s', 't', 'c'];
    }
    const crop = {
      cut: cutOf([shape[0], shape[2]], [1, 1], [whole[0], whole[2]]),
      precision,
      program: outputsProgram(TRIVIAL),
    };
    after.push(additionStep('crop', outputsWgsl(crop), ['c', 'z'], sumsWorkgroups(crop)));
    buffers.z = whole[0] * whole[2] * bytes;
    names = [names[0], names[1], 'z'];
  }
  const products = blockProducts(scheme, extent, formed);
  const kernel = (work: Work): ProductKernel => ({
    tile,
    precision,
    extent,
    pitches: [formed ? m : whole[1], formed ? p : whole[2], whole[2]],
    guarded: false,
    work,
  });
  const multiplied =
    variant === 'dispatches' || (formed && scheme.rank > WRITTEN_OUT)
      ? products.map((product, r) =>
          productStep(
            `product ${r + 1}`,
            kernel({ kind: 'class', counts: classOf(product) }),
            names,
            1,
            classParameters(product),
          ),
        )
      : [productStep('products', kernel({ kind: 'sequence', products }), names, 1)];
  return { steps: [...before, ...multiplied, ...after], buffers };
}

function cutOf(
  [rows, columns]: readonly [number, number],
  [down, across]: readonly [number, number],
  [blockRows, blockColumns]: readonly [number, number],
): Cut {
  return { rows, columns, down, across, blockRows, blockColumns };
}

function productStep(
  label: string,
  kernel: ProductKernel,
  entries: readonly BufferName[],
  z: number,
  uniform?: ArrayBuffer,
): Step {
  return {
    label,
    wgsl: productWgsl(kernel),
    entries,
    workgroups: [...productWorkgroups(kernel), z],
    invocations: invocations(kernel.tile),
    workgroupBytes: workgroupBytes(kernel.tile, kernel.precision),
    ...(uniform === undefined ? {} : { uniform }),
  };
}

function additionStep(
  label: string,
  wgsl: string,
  entries: readonly BufferName[],
  workgroups: readonly [number, number],
): Step {
  return {
    label,
    wgsl,
    entries,
    workgroups: [...workgroups, 1],
    invocations: 256,
    workgroupBytes: 0,
  };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}
