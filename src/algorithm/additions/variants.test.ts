import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../tensor/random.ts';
import type { Algorithm } from '../algorithm.ts';
import { laderman, winograd } from '../classical/formulas.ts';
import { glued, moduloTwo, product } from '../compose/compose.ts';
import { naiveAlgorithm, strassen } from '../examples.ts';
import { publishedAlgorithms } from '../published.test-data.ts';
import { carriesOut, countAdditions } from '../straight-line.ts';
import { verifyAlgorithm } from '../verify.ts';
import { detour } from './detour.ts';
import { flipped, rebased } from './moves.ts';
import { reduceWithVariants, searchingVariants } from './search.ts';
import {
  improved,
  programOfVariant,
  totalCost,
  type Variant,
  variantOf,
  withFewerNegations,
} from './variant.ts';

const wide = glued(strassen('standard'), naiveAlgorithm([2, 2, 1], 'standard'), 'p');
const algorithms = [
  strassen('standard'),
  winograd(),
  wide,
  laderman(),
  naiveAlgorithm([2, 3, 2], 'standard'),
  ...publishedAlgorithms().filter(({ rank }) => rank <= 38),
];
const any = fc.constantFrom(...algorithms, ...algorithms.map(moduloTwo));

function expectRight(variant: Variant, rank: number) {
  expect(verifyAlgorithm(variant.algorithm)).toEqual({ ok: true });
  expect(variant.algorithm.rank).toBe(rank);
  expect(carriesOut(programOfVariant(variant), variant.algorithm)).toBe(true);
}

describe('moves between algorithms of a rank', () => {
  it.each([
    ['flips', flipped],
    ['changes of basis', rebased],
  ])('%s keep algorithm and programs right', (_, move) => {
    let moved = 0;
    fc.assert(
      fc.property(any, fc.nat(), (algorithm, seed) => {
        const random = seeded(seed);
        let variant = improved(variantOf(algorithm), [0, 1, 2], 3, random);
        for (let i = 0; i < 8; i++) {
          const next = move(variant, random);
          if (next === undefined) continue;
          moved++;
          expectRight(next, algorithm.rank);
          const coefficients = [next.algorithm.u, next.algorithm.v, next.algorithm.w].flat(2);
          expect(coefficients.every((c) => Math.abs(c) <= 1)).toBe(true);
          variant = improved(next, [0, 1, 2], 1, random);
          expect(totalCost(variant)).toBeLessThanOrEqual(totalCost(next));
          expectRight(variant, algorithm.rank);
        }
      }),
      { numRuns: 25 },
    );
    expect(moved).toBeGreaterThan(20);
  });

  it('signs can be moved so that no factor of A or B is negative throughout', () => {
    fc.assert(
      fc.property(any, fc.nat(), (algorithm, seed) => {
        const random = seeded(seed);
        const moved = rebased(variantOf(algorithm), random) ?? variantOf(algorithm);
        const before = improved(moved, [0, 1, 2], 3, random);
        const after = withFewerNegations(before);
        expectRight(after, algorithm.rank);
        expect(totalCost(after)).toBe(totalCost(before));
        const { u, v } = programOfVariant(after);
        for (const sum of [...u.outputs, ...v.outputs, ...u.temporaries, ...v.temporaries]) {
          expect(sum.some(({ coefficient }) => coefficient > 0)).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('Strassen has no flips: its terms share no factor', () => {
    for (let seed = 0; seed < 20; seed++) {
      expect(flipped(variantOf(strassen('standard')), seeded(seed))).toBeUndefined();
    }
  });

  it('detours lead to algorithms of no higher rank', () => {
    let reached = 0;
    fc.assert(
      fc.property(any, fc.nat(), (algorithm, seed) => {
        const other = detour(algorithm, seeded(seed), 5000, seed % 2 === 0 ? 0 : 1000);
        if (other === undefined) return;
        reached++;
        expect(verifyAlgorithm(other)).toEqual({ ok: true });
        expect(other.rank).toBeLessThanOrEqual(algorithm.rank);
      }),
      { numRuns: 60 },
    );
    expect(reached).toBeGreaterThan(20);
  });

  it('detours keep to what they can hold', () => {
    const large = product(laderman(), naiveAlgorithm([2, 2, 2], 'standard'));
    expect(detour(large, seeded(1), 10)).toBeUndefined();
    const two = strassen('standard');
    const doubled = { ...two, u: two.u.map((row) => row.map((c) => 2 * c)) };
    expect(detour(doubled, seeded(1), 10)).toBeUndefined();
  });
});

describe('fewer additions by other algorithms of the rank', () => {
  it.each<[string, Algorithm, number]>([
    ['Strassen: 15, as Winograd', strassen('standard'), 15],
    ['2×2×3 from Strassen: 17', wide, 17],
    ['Strassen modulo 2: 15', strassen('z2'), 15],
  ])('%s', (_, algorithm, goal) => {
    const { program, additions, algorithm: found } = reduceWithVariants(algorithm, { goal });
    expect(additions.total).toBeLessThanOrEqual(goal);
    expect(countAdditions(program)).toEqual(additions);
    expect(verifyAlgorithm(found)).toEqual({ ok: true });
    expect(found.rank).toBe(algorithm.rank);
    expect(carriesOut(program, found)).toBe(true);
    expect(found.provenance).toMatchObject({ variantOf: null, seed: 1 });
  });

  it('other starts are taken where they need fewer additions', () => {
    const starts = [winograd(), strassen('standard')];
    const { algorithm } = reduceWithVariants(strassen('standard'), { goal: 15, starts, rounds: 1 });
    expect(algorithm).toEqual(winograd());
    expect(() => reduceWithVariants(strassen('standard'), { starts: [wide] })).toThrow('size');
    expect(() => reduceWithVariants(winograd(), { starts: [strassen('z2')] })).toThrow('size');
    const higher = naiveAlgorithm([2, 2, 2], 'standard');
    expect(() => reduceWithVariants(winograd(), { starts: [higher] })).toThrow('rank');
  });

  it('is determined by its seed and can be stopped', () => {
    const options = { seed: 4, rounds: 3 };
    const rounds = [...searchingVariants(wide, options)];
    expect(rounds.map(({ round }) => round)).toEqual([1, 2, 3]);
    expect(reduceWithVariants(wide, options)).toEqual(rounds[2]);
  });

  it('an algorithm with other coefficients is reduced as it is', () => {
    const two = strassen('standard');
    const doubled = {
      ...two,
      u: two.u.map((row) => row.map((c) => 2 * c)),
      denominators: [2, 1, 1] as const,
    };
    const { algorithm, program } = reduceWithVariants(doubled, { rounds: 1 });
    expect(algorithm).toEqual(doubled);
    expect(carriesOut(program, doubled)).toBe(true);
  });

  it('refuses what is no algorithm', () => {
    const { w, ...rest } = strassen('standard');
    expect(() => reduceWithVariants({ ...rest, w: w.toReversed() })).toThrow(RangeError);
  });
});
