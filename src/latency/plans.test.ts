import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naiveAlgorithm, strassen } from '../algorithm/examples.ts';
import { verifyAlgorithm } from '../algorithm/verify.ts';
import { errorOf, reference } from './check.ts';
import { entry, productEntry } from './entries.ts';
import { misfit } from './fit.ts';
import type { GpuLimits } from './gpu.ts';
import { checkTile, invocations, TILES, TINY_TILE, workgroupBytes } from './kernels/tile.ts';
import { blockExtent, makePlan, variantsFor } from './make-plan.ts';
import { workspaceBytes } from './plan.ts';
import { kronecker, type Scheme, schemeOf, TRIVIAL } from './scheme.ts';
import { half } from './stage.ts';

const STRASSEN = schemeOf(strassen('standard'), 'strassen');

const LIMITS: GpuLimits = {
  maxBufferSize: 2 ** 28,
  maxStorageBufferBindingSize: 2 ** 27,
  maxComputeWorkgroupStorageSize: 16384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupsPerDimension: 65535,
  maxStorageBuffersPerShaderStage: 8,
};

function isAlgorithm({ size, rank, u, v, w }: Scheme): boolean {
  const [n, m, p] = size;
  return verifyAlgorithm({ size: [n, m, p], arithmetic: 'standard', rank, u, v, w }).ok;
}

describe('schemes', () => {
  it('on two levels are algorithms again', () => {
    expect(isAlgorithm(kronecker(STRASSEN, STRASSEN))).toBe(true);
    const flat = schemeOf(naiveAlgorithm([1, 2, 3], 'standard'));
    const both = kronecker(STRASSEN, flat);
    expect(both.size).toEqual([2, 4, 6]);
    expect(both.rank).toBe(42);
    expect(isAlgorithm(both)).toBe(true);
    expect(isAlgorithm(kronecker(flat, STRASSEN))).toBe(true);
  });

  it('modulo 2 are refused, denominators are divided by', () => {
    expect(() => schemeOf(strassen('z2'))).toThrow('modulo 2');
    const { w } = schemeOf({ ...strassen('standard'), denominators: [1, 2, 2] });
    expect(w[0]).toEqual([0.25, 0, 0, 0.25]);
  });
});

describe('plans', () => {
  it('use tiles that divide, with what they say they need', () => {
    for (const tile of [...TILES, TINY_TILE]) {
      expect(() => checkTile(tile)).not.toThrow();
      expect(invocations(tile)).toBeLessThanOrEqual(256);
    }
    expect(workgroupBytes(TILES[3]!, 'f32')).toBe((128 * 5 + 32 * 16) * 16);
    expect(workgroupBytes(TILES[3]!, 'f16')).toBe((128 * 5 + 32 * 16) * 8);
    expect(() => checkTile({ ...TINY_TILE, columnsEach: 6 })).toThrow(RangeError);
  });

  it('have blocks that cover the matrices and are whole tiles', () => {
    const side = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(side, side, side, (n, m, p) => {
        const extent = blockExtent([2, 3, 4], [n, m, p], TINY_TILE);
        expect(2 * extent[0]).toBeGreaterThanOrEqual(n);
        expect(3 * extent[1]).toBeGreaterThanOrEqual(m);
        expect(4 * extent[2]).toBeGreaterThanOrEqual(p);
        expect([extent[0] % 16, extent[1] % 8, extent[2] % 16]).toEqual([0, 0, 0]);
        expect(2 * (extent[0] - 16)).toBeLessThan(n);
      }),
    );
  });

  it('need no workspace where they are fused and the shape fits', () => {
    const request = { scheme: STRASSEN, tile: TINY_TILE, precision: 'f32' as const };
    for (const variant of ['sequence', 'dispatches'] as const) {
      const fits = makePlan({ ...request, variant, shape: [64, 32, 64] });
      expect(workspaceBytes(fits)).toBe(0);
      const odd = makePlan({ ...request, variant, shape: [63, 31, 65] });
      expect(workspaceBytes(odd)).toBeGreaterThan(0);
    }
    const apart = makePlan({ ...request, variant: 'separate', shape: [64, 32, 64] });
    expect(workspaceBytes(apart)).toBe(7 * 4 * (32 * 16 + 16 * 32 + 32 * 32));
  });

  it('that do not fit say why before anything is allocated', () => {
    const plan = (n: number, tile = TINY_TILE) =>
      makePlan({ scheme: STRASSEN, tile, precision: 'f32', variant: 'separate', shape: [n, n, n] });
    expect(misfit(plan(64), LIMITS)).toBeNull();
    expect(misfit(plan(8192), LIMITS)).toMatch(/buffer of 448 MiB, .* at most 128 MiB/);
    expect(misfit(plan(256, TILES[0]!), LIMITS)).toMatch(/bytes of workgroup memory/);
    const few = { ...LIMITS, maxComputeInvocationsPerWorkgroup: 8 };
    expect(misfit(plan(64), few)).toMatch(/workgroups of \d+ invocations/);
  });

  it('of the standard product are exact, or padded and guarded', () => {
    expect(variantsFor(TRIVIAL, [32, 16, 32], TINY_TILE)).toEqual(['exact']);
    expect(variantsFor(TRIVIAL, [33, 16, 32], TINY_TILE)).toEqual(['padded', 'guarded']);
    expect(variantsFor(STRASSEN, [33, 16, 32], TINY_TILE)).toContain('sequence');
    expect(variantsFor(kronecker(STRASSEN, STRASSEN), [64, 64, 64], TINY_TILE)).not.toContain(
      'sequence',
    );
  });
});

describe('the check', () => {
  it('computes entries of the product from the same numbers', () => {
    const shape = [5, 7, 3] as const;
    const { places, values } = reference(shape);
    expect(places).toHaveLength(15);
    for (const corner of [0, 2, 12, 14]) expect(places).toContain(corner);
    for (const [i, place] of places.entries()) {
      const [row, column] = [Math.floor(place / 3), place % 3];
      let sum = 0;
      for (let k = 0; k < 7; k++) sum += entry(1, row * 7 + k) * entry(2, k * 3 + column);
      expect(values[i]).toBe(sum);
      expect(productEntry(shape, row, column)).toBe(sum);
    }
  });

  it('has entries that halves hold exactly, spread evenly, A unlike B', () => {
    const found = Array.from({ length: 4000 }, (_, i) => entry(1, i));
    for (const x of found) {
      expect(x).toBeGreaterThanOrEqual(-1);
      expect(x).toBeLessThan(1);
      expect(Number.isInteger(x * 1024)).toBe(true);
    }
    const mean = found.reduce((sum, x) => sum + x, 0) / found.length;
    expect(Math.abs(mean)).toBeLessThan(0.05);
    const square = found.reduce((sum, x) => sum + x * x, 0) / found.length;
    expect(square).toBeCloseTo(1 / 3, 1);
    expect(found.filter((x, i) => x === entry(2, i)).length).toBeLessThan(40);
  });

  it('finds what is wrong, also what is not a number', () => {
    expect(errorOf([1, 2, 3], [1, 2, 3])).toEqual({ max: 0, mean: 0, samples: 3 });
    expect(errorOf([3, 4], [3, -4]).max).toBeCloseTo(8 / Math.sqrt(12.5));
    expect(errorOf([Number.NaN, 0], [1, 0]).max).toBe(Number.POSITIVE_INFINITY);
  });

  it('reads halves', () => {
    expect([0x3c00, 0xc000, 0x3555, 0x0001, 0x0400, 0x7bff].map(half)).toEqual([
      1,
      -2,
      0.333251953125,
      2 ** -24,
      2 ** -14,
      65504,
    ]);
    expect(half(0x7c00)).toBe(Number.POSITIVE_INFINITY);
    expect(half(0x7e00)).toBeNaN();
  });
});
