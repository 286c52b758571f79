import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTerms } from '../algorithm/algorithm.ts';
import { naiveAlgorithm } from '../algorithm/examples.ts';
import { ARITHMETICS, type Arithmetic } from '../tensor/arithmetic.ts';
import { bilinearTarget, NAMED_TARGETS, reduced } from '../tensor/bilinear.ts';
import { dimensions, type Size } from '../tensor/size.ts';
import { matmul } from '../tensor/target.ts';
import { equal, type Tensor } from '../tensor/tensor.ts';
import { sumOfTerms, type Term } from '../tensor/term.ts';
import { generatorOf } from './generator.ts';
import { schemeOf, termsOf } from './scheme.ts';
import { type Start, starts } from './testing/starts.test-data.ts';
import { Walk } from './walk.ts';
import type { Scheme } from './walker.ts';

/** Milliseconds that a property may take on a busy machine. */
const PATIENCE = 60_000;

/** Pluses come often, so that short walks have many. */
const RESTLESS = { plusAfter: 40, margin: 3 };

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

function walkFrom({ terms, arithmetic }: Start, seed: number, options = RESTLESS): Walk {
  const scheme = schemeOf(terms, arithmetic);
  return new Walk(scheme, arithmetic, scheme.rank + 4, generatorOf(seed, 0), options);
}

function addsUp(scheme: Scheme, { tensor, arithmetic }: Start): boolean {
  return equal(sumOfTerms(tensor.shape, termsOf(scheme, tensor.shape), arithmetic), tensor);
}

/** The factors by term, for comparing what a step changed. */
function factorsOf({ rank, words }: Scheme): string[][] {
  return Array.from({ length: rank }, (_, r) =>
    [0, 1, 2].map((x) => words.slice((x * rank + r) * 4, (x * rank + r + 1) * 4).join()),
  );
}

describe('along random walks', () => {
  it(
    'the terms add up to the target, and so do those of the best scheme',
    () => {
      fc.assert(
        fc.property(starts, seeds, (start, seed) => {
          const walk = walkFrom(start, seed);
          for (let n = 0; n < 40; n++) {
            walk.run(7);
            if (!addsUp(walk.scheme(), start) || !addsUp(walk.best, start)) return false;
          }
          return walk.best.rank <= walk.rank;
        }),
        { numRuns: 60 },
      );
    },
    PATIENCE,
  );

  it(
    'the index is the one built from scratch: a walk restored from its state goes the same way',
    () => {
      fc.assert(
        fc.property(starts, seeds, fc.integer({ min: 1, max: 60 }), (start, seed, every) => {
          const through = walkFrom(start, seed);
          let rebuilt = walkFrom(start, seed);
          for (let n = 0; n < 12; n++) {
            through.run(every);
            rebuilt.run(every);
            expect(rebuilt.state()).toEqual(through.state());
            const state = rebuilt.state();
            rebuilt = walkFrom(start, 77);
            rebuilt.restore(JSON.parse(JSON.stringify(state), revived));
          }
        }),
        { numRuns: 60 },
      );
    },
    PATIENCE,
  );

  it(
    'a flip changes one factor of each of two terms; the rank only falls where that can be reduced',
    () => {
      fc.assert(
        fc.property(starts, seeds, (start, seed) => {
          const walk = walkFrom(start, seed, { plusAfter: Number.POSITIVE_INFINITY, margin: 0 });
          for (let n = 0; n < 600 && walk.rank > 1; n++) {
            const before = walk.scheme();
            const flips = walk.flips;
            // One try at a time: on the way to a flip a place without any may be left by a plus.
            walk.run(1, 0, 1);
            if (walk.flips === flips) continue;
            const after = walk.scheme();
            if (after.rank === before.rank) {
              const then = factorsOf(before);
              const now = factorsOf(after);
              const changes = now.flatMap((factors, r) =>
                factors.flatMap((factor, x) => (factor === then[r]![x] ? [] : [{ r, x }])),
              );
              if (changes.length === 2) {
                expect(changes[0]!.r).not.toBe(changes[1]!.r);
                expect(changes[0]!.x).not.toBe(changes[1]!.x);
              }
            }
            expect(after.rank).toBeLessThanOrEqual(before.rank);
          }
        }),
        { numRuns: 60 },
      );
    },
    PATIENCE,
  );

  it(
    'modulo 2 no term is zero and no two share two factors',
    () => {
      fc.assert(
        fc.property(
          starts.filter(({ arithmetic }) => arithmetic === 'z2'),
          seeds,
          (start, seed) => {
            const walk = walkFrom(start, seed);
            for (let n = 0; n < 30; n++) {
              walk.run(11);
              const factors = factorsOf(walk.scheme());
              expect(factors.flat()).not.toContain('0,0,0,0');
              const pairs = factors.flatMap(([u, v, w]) => [
                `uv ${u} ${v}`,
                `uw ${u} ${w}`,
                `vw ${v} ${w}`,
              ]);
              expect(new Set(pairs).size).toBe(pairs.length);
            }
          },
        ),
        { numRuns: 60 },
      );
    },
    PATIENCE,
  );
});

describe('what walks find', () => {
  const cases: readonly (readonly [Size, Arithmetic, number])[] = [
    [[2, 2, 2], 'z2', 7],
    [[2, 2, 2], 'standard', 7],
    [[2, 2, 3], 'standard', 11],
    [[3, 3, 3], 'z2', 23],
  ];
  it.each(cases)('%j in %s: rank %i from the naive scheme', (size, arithmetic, rank) => {
    const start = {
      arithmetic,
      tensor: matmul(size),
      terms: toTerms(naiveAlgorithm(size, arithmetic)),
    };
    const walk = walkFrom(start, 1, { plusAfter: 20_000, margin: 2 });
    walk.run(20_000_000, rank);
    expect(walk.best.rank).toBe(rank);
    expect(termsOf(walk.best, dimensions(size))).toHaveLength(rank);
    expect(addsUp(walk.best, start)).toBe(true);
  });

  it.each(NAMED_TARGETS)('the known rank of %s, where coefficients up to 1 do', (id) => {
    const { tensor, known } = bilinearTarget({ kind: 'named', id });
    for (const arithmetic of ARITHMETICS) {
      const terms = entriesOf(reduced(tensor, arithmetic));
      const start = { arithmetic, tensor: reduced(tensor, arithmetic), terms };
      // Where coefficients leave −1 … 1 soon, many a walk is stuck early.
      const rank = known(arithmetic).rank!;
      const ranks = Array.from({ length: 40 }, (_, seed) => {
        const walk = walkFrom(start, seed);
        walk.run(20_000, rank);
        expect(addsUp(walk.best, start)).toBe(true);
        return walk.best.rank;
      });
      expect(Math.min(...ranks)).toBe(rank);
    }
  });
});

/** The walk is defined to the bit: another implementation has to come to the same place. */
it.each([
  ['z2', 22, 3_968_551_751],
  ['standard', 23, 710_556_207],
] as const)('the same walk in %s for the same seed and walker', (arithmetic, rank, expected) => {
  const scheme = schemeOf(toTerms(naiveAlgorithm([2, 3, 4], arithmetic)), arithmetic);
  const walk = new Walk(scheme, arithmetic, 28, generatorOf(7, 3), { plusAfter: 500, margin: 2 });
  walk.run(50_000);
  const { words, signs } = walk.scheme();
  const digest = [...words, ...signs].reduce((hash, word) => Math.imul(hash ^ word, 16_777_619), 0);
  expect([walk.best.rank, digest >>> 0]).toEqual([rank, expected]);
});

it('stops at the target rank, and counts flips exactly', () => {
  const start = {
    arithmetic: 'z2',
    tensor: matmul([2, 2, 2]),
    terms: toTerms(naiveAlgorithm([2, 2, 2], 'z2')),
  } as const;
  const walk = walkFrom(start, 5);
  walk.run(123);
  expect(walk.flips).toBe(123);
  walk.run(1_000_000, 7);
  expect(walk.rank).toBe(7);
  const { flips } = walk;
  walk.run(1000, 7);
  expect(walk.flips).toBe(flips);
});

/** One term an entry. */
function entriesOf({ shape, data }: Tensor): Term[] {
  const unit = (length: number, at: number, value = 1) => {
    const factor = new Int8Array(length);
    factor[at] = value;
    return factor;
  };
  const [s0, s1, s2] = shape;
  return [...data.entries()].flatMap(([at, value]) => {
    const sign = Math.sign(value);
    return Array.from({ length: Math.abs(value) }, () => ({
      u: unit(s0, Math.floor(at / s2 / s1)),
      v: unit(s1, Math.floor(at / s2) % s1),
      w: unit(s2, at % s2, sign),
    }));
  });
}

function revived(key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (key === 'words') return Int32Array.from(Object.values(value as Record<string, number>));
  if (key === 'signs') return Int8Array.from(Object.values(value as Record<string, number>));
  return value;
}
