import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toTerms } from '../algorithm/algorithm.ts';
import { naiveAlgorithm, strassen } from '../algorithm/examples.ts';
import { LocalEvaluator } from '../search/local-evaluator.ts';
import { ARITHMETICS } from '../tensor/arithmetic.ts';
import { mapTerm, randomBasis } from '../tensor/basis.ts';
import { seeded } from '../tensor/random.ts';
import { leastTerms } from '../tensor/rank.ts';
import { dimensions, type Size } from '../tensor/size.ts';
import { matmul } from '../tensor/target.ts';
import { canonical, FACTORS, isZeroTerm, sumOfTerms, type Term } from '../tensor/term.ts';
import { Actor } from './actor.ts';
import { rulesOf } from './game-rules.ts';
import {
  bitsOfTerm,
  dependentTerms,
  lineOfTerms,
  mergedTerms,
  newTerms,
  spansOf,
  takeApart,
  termsOfLine,
  withoutTerms,
} from './rework.ts';
import { tinyRun } from './testing/tiny-run.ts';

const shape = [2, 3, 2] as const;

const factor = (length: number) =>
  fc
    .array(fc.integer({ min: -1, max: 1 }), { minLength: length, maxLength: length })
    .map((coefficients) => Int8Array.from(coefficients));
const term: fc.Arbitrary<Term> = fc.record({ u: factor(2), v: factor(3), w: factor(2) });
const arithmetic = fc.constantFrom(...ARITHMETICS);

describe('taking an algorithm apart', () => {
  const terms = toTerms(naiveAlgorithm([2, 2, 3], 'z2'));

  test('leaves every term on one of two sides, at least two of them outside', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { kept, out } = takeApart(terms, seeded(seed));
        expect(out.length).toBeGreaterThanOrEqual(2);
        expect(new Set([...kept, ...out])).toEqual(new Set(terms));
        expect(kept.length + out.length).toBe(terms.length);
      }),
    );
  });

  test('takes any number out, and two that have something in common more often than by chance', () => {
    const random = seeded(1);
    const counts = new Map<number, number>();
    let pairs = 0;
    let related = 0;
    for (let i = 0; i < 4000; i++) {
      const { out } = takeApart(terms, random);
      counts.set(out.length, (counts.get(out.length) ?? 0) + 1);
      if (out.length > 2) continue;
      pairs++;
      const [a, b] = out as [Term, Term];
      if ([a.u, a.v, a.w].some((f, mode) => `${f}` === `${[b.u, b.v, b.w][mode]}`)) related++;
    }
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    // By chance 4 of the 11 others: 2 with the same u, 1 with the same v, 1 with the same w.
    expect(related / pairs).toBeGreaterThan(0.55);
    // Three times two terms for one time six; blocks of six add to the sixes.
    expect(counts.get(2)! / counts.get(5)!).toBeGreaterThan(1.5);
  });

  test.each([
    [[2, 2, 3], 0.05],
    [[2, 2, 4], 0.025],
    [[3, 3, 3], 0.03],
  ] as const)('takes blocks of 2×2×2 out of %j', (size, share) => {
    // They are what an algorithm of fewer terms is nearest to. By chance one draw in hundreds is one.
    const naive = toTerms(naiveAlgorithm(size, 'z2'));
    const random = seeded(1);
    let blocks = 0;
    for (let i = 0; i < 2000; i++) {
      const { out } = takeApart(naive, random);
      const distinct = FACTORS.map((mode) => new Set(out.map((term) => `${term[mode]}`)).size);
      if (out.length === 8 && distinct.every((count) => count === 4)) blocks++;
    }
    expect(blocks / 2000).toBeGreaterThan(share);
  });

  test('finds a block among terms that have nothing to do with it, in any basis', () => {
    const random = seeded(3);
    const shape: [number, number, number] = [8, 8, 8];
    const wide = (factor: Int8Array, from: number) => {
      const long = new Int8Array(8);
      long.set(factor, from);
      return long;
    };
    const block = toTerms(naiveAlgorithm([2, 2, 2], 'z2')).map(({ u, v, w }) => ({
      u: wide(u, 0),
      v: wide(v, 0),
      w: wide(w, 0),
    }));
    const unit = (i: number) => wide(Int8Array.of(1), i);
    const others = [4, 5, 6, 7].map((i) => ({ u: unit(i), v: unit(i), w: unit(i) }));
    const basis = randomBasis(shape, {
      arithmetic: 'z2',
      style: 'dense',
      offDiagonal: 0.5,
      random,
    });
    const all = [...block, ...others].map((one) => mapTerm(one, basis, 'z2'));
    const wanted = new Set(all.slice(0, 8));
    let found = 0;
    for (let i = 0; i < 1000; i++) {
      const { out } = takeApart(all, random);
      if (out.length === 8 && out.every((one) => wanted.has(one))) found++;
    }
    expect(found / 1000).toBeGreaterThan(0.05);
  });
});

describe('terms that depend on each other', () => {
  test('are found where they have a factor in common', () => {
    const [u, a, b] = [Int8Array.of(1, 1, 0), Int8Array.of(0, 1, 1), Int8Array.of(1, 0, 1)];
    const sum = Int8Array.of(1, 1, 0);
    const [x, y, z] = [0, 1, 2].map((i) => Int8Array.from([0, 1, 2], (j) => (i === j ? 1 : 0)));
    const terms = [
      { u, v: x!, w: a },
      { u: a, v: b, w: b },
      { u, v: y!, w: b },
      { u: b, v: a, w: x! },
      { u, v: z!, w: sum },
    ];
    expect(dependentTerms(terms.map(bitsOfTerm))).toEqual([new Set([0, 2, 4])]);
    const { kept, out } = withoutTerms(terms, new Set([0, 2, 4]));
    expect(out).toEqual([terms[0], terms[2], terms[4]]);
    expect(kept).toEqual([terms[1], terms[3]]);
    expect(dependentTerms(toTerms(strassen('z2')).map(bitsOfTerm))).toEqual([]);
    expect(dependentTerms(toTerms(naiveAlgorithm([2, 2, 2], 'z2')).map(bitsOfTerm))).toEqual([]);
  });

  test('have a sum of fewer terms, modulo 2', () => {
    fc.assert(
      fc.property(fc.array(term, { minLength: 2, maxLength: 8 }), (drawn) => {
        const terms = drawn
          .map((one) => canonical(one, 'z2'))
          .filter((one) => !isZeroTerm(one, 'z2'));
        for (const set of dependentTerms(terms.map(bitsOfTerm))) {
          const { out } = withoutTerms(terms, set);
          expect(leastTerms(sumOfTerms(shape, out, 'z2'), 'z2')).toBeLessThan(out.length);
        }
      }),
    );
  });
});

test('terms are new where they were not there before', () => {
  const terms = toTerms(strassen('standard'));
  const naive = toTerms(naiveAlgorithm([2, 2, 2], 'standard'));
  expect(newTerms(terms, terms)).toBe(0);
  expect(newTerms(terms, naive)).toBe(7);
  expect(newTerms(terms, [...naive, ...terms.slice(2)])).toBe(2);
});

test('spans are those of the factors', () => {
  const terms = toTerms(naiveAlgorithm([2, 2, 2], 'z2'));
  expect(spansOf(terms)).toEqual([4, 4, 4]);
  expect(spansOf(terms.slice(0, 1))).toEqual([1, 1, 1]);
  expect(spansOf(terms.slice(0, 2))).toEqual([1, 2, 2]);
});

describe('merging', () => {
  test('keeps the sum, leaves no two that go together, and stays within the coefficients', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 8 }), arithmetic, (drawn, arithmetic) => {
        const terms = drawn
          .map((one) => canonical(one, arithmetic))
          .filter(({ u, v, w }) => [u, v, w].every((f) => f.some((c) => c !== 0)));
        const merged = mergedTerms(terms, arithmetic, 1);
        expect(sumOfTerms(shape, merged, arithmetic)).toEqual(sumOfTerms(shape, terms, arithmetic));
        expect(merged.length).toBeLessThanOrEqual(terms.length);
        for (const { u, v, w } of merged) {
          for (const c of [...u, ...v, ...w]) expect(Math.abs(c)).toBeLessThanOrEqual(1);
        }
        expect(mergedTerms(merged, arithmetic, 1)).toHaveLength(merged.length);
      }),
    );
  });

  test('cancels what is there twice modulo 2', () => {
    const terms = toTerms(strassen('z2'));
    expect(mergedTerms([...terms, ...terms.slice(0, 3)], 'z2', 1)).toHaveLength(4);
  });
});

describe('games that rework', () => {
  test.each(ARITHMETICS)('find algorithms of the target, in %s', async (arithmetic) => {
    const size: Size = [1, 2, 2];
    const base = tinyRun({ size, arithmetic, acting: { reworkShare: 0.5, games: 8 } });
    const actor = new Actor(
      base,
      new LocalEvaluator(rulesOf(base), base.search.samples, 1),
      seeded(1),
    );
    const algorithm = lineOfTerms(0, toTerms(naiveAlgorithm(size, arithmetic)));
    actor.look({ moveLimits: [4], reached: [false], algorithms: [algorithm] });
    const { games, lines, best } = await actor.act(120);
    const again = games.filter(({ kept }) => kept > 0);
    expect(again.length).toBeGreaterThan(5);
    expect(again.length).toBeLessThan(games.length);
    const solved = again.filter(({ rank }) => rank > 0);
    expect(solved.length).toBeGreaterThan(0);
    for (const { easy, rank, kept, positions } of solved) {
      expect(positions).toBe(easy ? 0 : rank - kept);
    }
    // Those that found the same terms again tell of nothing.
    const found = lines.filter(({ reworked }) => reworked);
    expect(found.length).toBeGreaterThan(0);
    expect(solved.filter(({ renewed }) => renewed! > 0)).toHaveLength(found.length);
    for (const { rank, kept, renewed } of again) {
      expect(renewed).toBeLessThanOrEqual(Math.max(0, rank - kept));
    }
    expect(games.some(({ kept, renewed }) => kept === 0 && renewed !== undefined)).toBe(false);
    expect(found.length).toBeLessThan(solved.length);
    for (const line of lines) {
      const terms = termsOfLine(line, dimensions(size));
      expect(sumOfTerms(dimensions(size), terms, arithmetic)).toEqual(matmul(size));
    }
    // What is learnt from them as best games is whole; games begun before the look may take 5 moves.
    for (const { kept, positions } of best) {
      expect(kept).toBe(0);
      expect([4, 5]).toContain(positions);
    }
  });

  test('end with the first line where terms stay, are played again whole, and are not all learnt from', async () => {
    const size: Size = [1, 2, 2];
    const config = tinyRun({ size, arithmetic: 'z2', acting: { reworkShare: 1, games: 8 } });
    const { samples, simulations } = config.search;
    const evaluator = new LocalEvaluator(rulesOf(config), samples, 1);
    const actor = new Actor(config, evaluator, seeded(1));
    actor.look({
      moveLimits: [5],
      reached: [false],
      algorithms: [lineOfTerms(0, toTerms(naiveAlgorithm(size, 'z2')))],
    });
    const report = await actor.act(400);
    const again = report.games.filter(({ kept, rank }) => kept === 0 && rank === 4);
    expect(again.length).toBeGreaterThan(0);
    const some = report.games.filter(({ kept, rank }) => kept > 0 && rank > 0);
    expect(some.some(({ easy }) => easy)).toBe(true);
    expect(some.some(({ easy }) => !easy)).toBe(true);
    expect(again.some(({ easy }) => easy)).toBe(false);
    // Every move of a game that goes on takes all of its simulations.
    const moves = report.games.reduce((sum, { positions }) => sum + positions, 0);
    const easyMoves = some.reduce((sum, { easy, rank, kept }) => sum + (easy ? rank - kept : 0), 0);
    expect(report.evaluations).toBeLessThan((simulations * (moves + easyMoves)) / 2);
    for (const { easy, positions, returns, rank, kept } of some) {
      expect(positions).toBe(easy ? 0 : rank - kept);
      expect([...returns]).toEqual(Array.from({ length: positions }, (_, i) => i - positions));
    }
  });

  test('with one term more than the shortest may come to the shortest, and are not played again', async () => {
    const size: Size = [1, 2, 2];
    const acting = { reworkShare: 1, reworkBehind: 1, games: 8 };
    const config = tinyRun({ size, arithmetic: 'z2', acting });
    const rules = rulesOf(config);
    const actor = new Actor(config, new LocalEvaluator(rules, config.search.samples, 1), seeded(3));
    const [first, ...rest] = toTerms(naiveAlgorithm(size, 'z2'));
    // One term as the sum of two.
    const [u, v] = [Int8Array.of(1, 1), Int8Array.of(0, 1)];
    const split = [{ ...first!, u }, { ...first!, u: v }, ...rest];
    const algorithms = [[first!, ...rest], split].map((terms) => lineOfTerms(0, terms));
    actor.look({ moveLimits: [4], reached: [false], algorithms });
    const { games, best } = await actor.act(120);
    const some = games.filter(({ kept, rank }) => kept > 0 && rank > 0);
    expect(new Set(some.map(({ rank }) => rank))).toEqual(new Set([4, 5]));
    expect(new Set(best.map(({ rank }) => rank))).toEqual(new Set([4]));
  });
});
