import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Algorithm, fromTerms, toTerms } from '../algorithm/algorithm.ts';
import { algorithmKey } from '../algorithm/canonical.ts';
import { changed } from '../algorithm/equivalence/sandwich.ts';
import { naiveAlgorithm, strassen } from '../algorithm/examples.ts';
import { type Random, seeded } from '../tensor/random.ts';
import { FoundAlgorithms, type FoundLimits } from './found-algorithms.ts';

const LIMITS: FoundLimits = { best: 20, coefficients: 1e6, known: 1000 };

/** The algorithm after a few changes of basis: the same rank, other terms. */
function moved(algorithm: Algorithm, random: Random): Algorithm {
  let result = algorithm;
  for (let step = 0; step < 4; step++) {
    const to = random.below(2);
    const space = (['n', 'm', 'p'] as const)[random.below(3)]!;
    result = changed(result, { space, from: 1 - to, to, factor: 1 });
  }
  return result;
}

/** So many different ones of rank 7 or 8, or of 9 and more with terms that cancel. */
function many(rank: number, count: number, seed = rank): Algorithm[] {
  const random = seeded(seed);
  const of = rank === 7 ? strassen('standard') : naiveAlgorithm([2, 2, 2], 'standard');
  const byKey = new Map<string, Algorithm>();
  while (byKey.size < count) {
    const algorithm = withRank(moved(of, random), rank);
    byKey.set(algorithmKey(algorithm), algorithm);
  }
  return [...byKey.values()];
}

/** With the first term in as many parts more as it takes: its v apart from zeros. */
function withRank(algorithm: Algorithm, rank: number): Algorithm {
  const terms = toTerms(algorithm);
  while (terms.length < rank) {
    const [{ u, v, w }] = terms as [(typeof terms)[number]];
    const part = Int8Array.from(v, () => terms.length);
    const rest = v.map((c, i) => c - part[i]!);
    terms.splice(0, 1, { u, v: rest, w }, { u, v: part, w });
  }
  return fromTerms([2, 2, 2], 'standard', terms);
}

const ranksOf = (found: FoundAlgorithms) =>
  found
    .all()
    .map(({ rank }) => rank)
    .sort((a, b) => a - b);

const times = (rank: number, count: number) => new Array<number>(count).fill(rank);

describe('what is found', () => {
  test('is kept once each, however its terms are ordered', () => {
    const found = new FoundAlgorithms(1, LIMITS);
    const [first, second] = many(7, 2) as [Algorithm, Algorithm];
    expect(found.add(0, first)).toBe('kept');
    expect(found.add(0, second)).toBe('kept');
    const turned = fromTerms([2, 2, 2], 'standard', toTerms(first).reverse());
    expect(found.add(0, turned)).toBe('known');
    expect(found.counts()).toEqual([{ found: 2, kept: 2 }]);
    expect(found.all()).toEqual([first, second]);
  });

  test('of the best rank is kept up to the limit, and counted beyond', () => {
    const found = new FoundAlgorithms(1, LIMITS);
    const algorithms = many(7, 30);
    const outcomes = algorithms.map((algorithm) => found.add(0, algorithm));
    expect(outcomes).toEqual([
      ...new Array<string>(20).fill('kept'),
      ...new Array<string>(10).fill('counted'),
    ]);
    expect(found.all()).toEqual(algorithms.slice(0, 20));
    expect(found.counts()).toEqual([{ found: 30, kept: 20 }]);
    for (const algorithm of algorithms) expect(found.add(0, algorithm)).toBe('known');
  });

  test('of a better rank comes in, and leaves a tenth of the others, the better and earlier ones', () => {
    const found = new FoundAlgorithms(1, LIMITS);
    const [nines, eights] = [many(9, 1), many(8, 15)];
    for (const algorithm of [...nines, ...eights]) found.add(0, algorithm);
    expect(ranksOf(found)).toEqual([...times(8, 15), 9]);
    expect(found.add(0, strassen('standard'))).toBe('kept');
    expect(found.all()).toHaveLength(3);
    expect(new Set(found.all())).toEqual(new Set([...eights.slice(0, 2), strassen('standard')]));
    expect(found.counts()).toEqual([{ found: 17, kept: 17 }]);
  });

  test('of a worse rank comes in while there is room, before what is worse still', () => {
    const found = new FoundAlgorithms(1, LIMITS);
    found.add(0, strassen('standard'));
    const [nines, eights] = [many(9, 3), many(8, 3)];
    expect(nines.map((one) => found.add(0, one))).toEqual(['kept', 'kept', 'counted']);
    expect(eights.map((one) => found.add(0, one))).toEqual(['kept', 'kept', 'counted']);
    expect(ranksOf(found)).toEqual([7, 8, 8]);
    expect(found.add(0, nines[0]!)).toBe('known');
    expect(found.counts()).toEqual([{ found: 7, kept: 5 }]);
  });

  test('takes no more coefficients than there is room for, over all targets', () => {
    const numbers = 7 * 12;
    const found = new FoundAlgorithms(2, { ...LIMITS, coefficients: 2 * (5 * numbers + 1) });
    for (const algorithm of many(7, 9)) found.add(1, algorithm);
    expect(found.all()).toHaveLength(5);
    expect(found.counts()).toEqual([
      { found: 0, kept: 0 },
      { found: 9, kept: 5 },
    ]);
    // However large it is, the best one is kept.
    const tight = new FoundAlgorithms(1, { ...LIMITS, coefficients: 1 });
    for (const algorithm of [...many(8, 2), ...many(7, 2)]) tight.add(0, algorithm);
    expect(ranksOf(tight)).toEqual([7]);
  });

  test('is refused when it is no algorithm', () => {
    const found = new FoundAlgorithms(1, LIMITS);
    const { u, ...rest } = strassen('standard');
    const wrong = { ...rest, u: [...u.slice(1), u[0]!] };
    expect(() => found.add(0, wrong)).toThrow('does not verify');
    expect(found.counts()).toEqual([{ found: 0, kept: 0 }]);
  });

  test('is forgotten, the longest known first, past the last fingerprint', () => {
    const found = new FoundAlgorithms(1, { ...LIMITS, best: 1, known: 3 });
    const [a, b, c, d] = many(7, 4) as [Algorithm, Algorithm, Algorithm, Algorithm];
    for (const one of [a, b, c, d]) found.add(0, one);
    expect(found.add(0, d)).toBe('known');
    expect(found.add(0, b)).toBe('known');
    expect(found.add(0, a)).toBe('counted');
    expect(found.counts()).toEqual([{ found: 5, kept: 1 }]);
  });
});

describe('a run that goes on', () => {
  test('knows all that it knew, kept or not', () => {
    const pool = [...many(7, 12), ...many(8, 12), ...many(9, 12)];
    const order = fc.array(fc.nat(pool.length - 1), { maxLength: 60 });
    fc.assert(
      fc.property(order, order, (before, after) => {
        const limits = { ...LIMITS, best: 10 };
        const whole = new FoundAlgorithms(1, limits);
        for (const i of before) whole.add(0, pool[i]!);
        const resumed = new FoundAlgorithms(1, limits);
        const kept = whole.all().map((algorithm) => ({ target: 0, algorithm }));
        resumed.restore(kept, whole.tally());
        expect(resumed.all()).toEqual(whole.all());
        expect(resumed.tally()).toEqual(whole.tally());
        for (const i of after) {
          expect(resumed.add(0, pool[i]!)).toBe(whole.add(0, pool[i]!));
        }
        expect(resumed.all()).toEqual(whole.all());
        expect(resumed.counts()).toEqual(whole.counts());
      }),
      { numRuns: 15 },
    );
  });

  test('from before they were counted begins with those it kept', () => {
    const found = new FoundAlgorithms(1, { ...LIMITS, best: 4 });
    const saved = many(7, 6);
    found.restore(
      saved.map((algorithm) => ({ target: 0, algorithm })),
      null,
    );
    expect(found.counts()).toEqual([{ found: 6, kept: 4 }]);
    for (const algorithm of saved) expect(found.add(0, algorithm)).toBe('known');
  });
});
