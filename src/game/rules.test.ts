import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTerms } from '../algorithm/algorithm.ts';
import { naiveAlgorithm, strassen } from '../algorithm/examples.ts';
import { bestKnownRank } from '../algorithm/known.ts';
import { moduloTwo, publishedAlgorithms } from '../algorithm/published.test-data.ts';
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { type Random, seeded } from '../tensor/random.ts';
import { rankBound } from '../tensor/rank.ts';
import { formatSize, type Size } from '../tensor/size.ts';
import { matmul } from '../tensor/target.ts';
import { equal, isZero } from '../tensor/tensor.ts';
import {
  canonical,
  equalTerms,
  isZeroTerm,
  subtractTerm,
  sumOfTerms,
  type Term,
} from '../tensor/term.ts';
import { createRules, type RulesOptions } from './create-rules.ts';
import type { Rules } from './rules.ts';

const kinds: [string, Size, Arithmetic, RulesOptions][] = (
  [
    [[2, 2, 2], 'z2', {}],
    [[2, 2, 2], 'z2', { digits: 2 }],
    [[2, 2, 2], 'z2', { digits: 1 }],
    [[2, 2, 2], 'standard', { maxCoefficient: 1 }],
    [[2, 2, 2], 'standard', { maxCoefficient: 2 }],
    [[2, 2, 2], 'standard', { maxCoefficient: 2, digits: 4 }],
    [[1, 1, 1], 'z2', {}],
    [[1, 1, 1], 'standard', { maxCoefficient: 2 }],
    [[1, 5, 1], 'z2', {}],
    [[2, 2, 3], 'z2', {}],
    [[3, 2, 2], 'standard', { maxCoefficient: 2 }],
    [[3, 3, 3], 'z2', {}],
    [[3, 3, 3], 'standard', { maxCoefficient: 1 }],
    [[2, 3, 4], 'z2', {}],
    [[4, 4, 4], 'z2', {}],
    [[4, 5, 5], 'z2', {}],
    [[4, 1, 8], 'z2', {}],
    [[2, 5, 3], 'standard', { maxCoefficient: 1 }],
  ] as [Size, Arithmetic, RulesOptions][]
).map(([size, arithmetic, options]) => [
  `${formatSize(size)} ${arithmetic} ${JSON.stringify(options)}`,
  size,
  arithmetic,
  options,
]);

/** A random move, canonical, as move 0. */
function randomMove(rules: Rules, random: Random, moves: Uint16Array): void {
  do {
    for (let t = 0; t < rules.coding.tokens; t++) moves[t] = random.below(rules.coding.vocabulary);
  } while (!rules.canonicalise(moves, 0));
}

describe.each(kinds)('rules of %s', (_, size, arithmetic, options) => {
  const rules = createRules(size, arithmetic, options);
  const { coding, stateWords, side } = rules;

  it('tokens cover three padded vectors', () => {
    expect(coding.tokens * coding.digits).toBe(3 * side);
    expect(coding.vocabulary).toBe(coding.base ** coding.digits);
  });

  it('packed play, zero test and rank bound agree with plain tensors', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = seeded(seed);
        const moves = new Uint16Array(coding.tokens);
        // A subarray, not at the start of its buffer, with sentinels around the two states.
        const states = new Int32Array(stateWords * 4).fill(77).subarray(stateWords);
        let residual = matmul(size);
        rules.pack(residual, states, 0);
        for (let n = 0; n < 8; n++) {
          randomMove(rules, random, moves);
          // Every third move is played in place.
          const [from, to] = n % 3 === 2 ? [0, 0] : [0, 1];
          const before = states.slice(0, stateWords);
          rules.play(states, from, moves, 0, states, to);
          residual = subtractTerm(residual, rules.decode(moves, 0), arithmetic);
          expect(equal(rules.unpack(states, to), residual)).toBe(true);
          if (to === 1) {
            expect(states.subarray(0, stateWords)).toEqual(before);
            states.copyWithin(0, stateWords, 2 * stateWords);
          }
          expect(rules.isZero(states, 0)).toBe(isZero(residual));
          expect(rules.rankBound(states, 0)).toBe(rankBound(residual, arithmetic));
        }
        expect(states.subarray(2 * stateWords).every((word) => word === 77)).toBe(true);
      }),
      { numRuns: 12 },
    );
  });

  it('a move plays the same before and after it is canonicalised', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = seeded(seed);
        const moves = new Uint16Array(coding.tokens);
        for (let t = 0; t < moves.length; t++) moves[t] = random.below(coding.vocabulary);
        const states = new Int32Array(3 * stateWords);
        rules.pack(matmul(size), states, 0);
        rules.play(states, 0, moves, 0, states, 1);
        // What is no move, because a factor is zero, changes nothing.
        if (rules.canonicalise(moves, 0)) rules.play(states, 0, moves, 0, states, 2);
        else states.copyWithin(2 * stateWords, 0, stateWords);
        expect(states.slice(stateWords, 2 * stateWords)).toEqual(states.slice(2 * stateWords));
      }),
      { numRuns: 30 },
    );
  });

  it('pack, unpack and expand agree', () => {
    const target = matmul(size);
    const states = new Int32Array(3 * stateWords).fill(-1);
    rules.pack(target, states, 1);
    expect(equal(rules.unpack(states, 1), target)).toBe(true);
    expect(states[stateWords - 1]).toBe(-1);
    expect(states[2 * stateWords]).toBe(-1);
    const dense = new Float32Array(side ** 3 + 2).fill(9);
    rules.expand(states, 1, dense, 1);
    const [s0, s1, s2] = target.shape;
    for (let i = 0, at = 1; i < side; i++) {
      for (let j = 0; j < side; j++) {
        for (let k = 0; k < side; k++, at++) {
          const inside = i < s0 && j < s1 && k < s2;
          expect(dense[at]).toBe(inside ? target.data[(i * s1 + j) * s2 + k] : 0);
        }
      }
    }
    expect([dense[0], dense[side ** 3 + 1]]).toEqual([9, 9]);
  });

  it('canonicalising equals the canonical form of the decoded term, and is idempotent', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = seeded(seed);
        const moves = new Uint16Array(2 * coding.tokens);
        for (let t = 0; t < moves.length; t++) moves[t] = random.below(coding.vocabulary);
        const before = rules.decode(moves, 1);
        const other = moves.slice(0, coding.tokens);
        const isMove = rules.canonicalise(moves, 1);
        expect(isMove).toBe(!isZeroTerm(before, arithmetic));
        expect(moves.subarray(0, coding.tokens)).toEqual(other);
        if (!isMove) return;
        expect(equalTerms(rules.decode(moves, 1), canonical(before, arithmetic))).toBe(true);
        const form = moves.slice();
        expect(rules.canonicalise(moves, 1)).toBe(true);
        expect(moves).toEqual(form);
        // Nothing is left outside the target's shape: encoding the term gives the same tokens.
        rules.encode(rules.decode(moves, 1), moves, 0);
        expect(moves.slice(0, coding.tokens)).toEqual(form.slice(coding.tokens));
      }),
    );
  });

  it('the naive algorithm, played in any order, wins', () => {
    const terms = toTerms(naiveAlgorithm(size, arithmetic));
    expectWinInAnyOrder(rules, terms, 3);
  });
});

function expectWinInAnyOrder(rules: Rules, terms: readonly Term[], numRuns: number): void {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...terms], { minLength: terms.length, maxLength: terms.length }),
      (order) => {
        const moves = new Uint16Array(rules.coding.tokens);
        const states = new Int32Array(rules.stateWords);
        rules.pack(matmul(rules.size), states, 0);
        for (const term of order) {
          expect(rules.isZero(states, 0)).toBe(false);
          rules.encode(term, moves, 0);
          expect(rules.canonicalise(moves, 0)).toBe(true);
          rules.play(states, 0, moves, 0, states, 0);
        }
        expect(rules.isZero(states, 0)).toBe(true);
        expect(rules.rankBound(states, 0)).toBe(0);
      },
    ),
    { numRuns },
  );
}

describe('verified algorithms win', () => {
  it('Strassen, in both arithmetics', () => {
    for (const arithmetic of ['standard', 'z2'] as const) {
      const terms = toTerms(strassen(arithmetic));
      expectWinInAnyOrder(createRules([2, 2, 2], arithmetic, {}), terms, 30);
    }
  });

  const published = publishedAlgorithms().filter(({ rank }) => rank <= 47);
  it.skipIf(published.length === 0)('published schemes, in both arithmetics', () => {
    for (const algorithm of published) {
      for (const one of [algorithm, moduloTwo(algorithm)]) {
        expectWinInAnyOrder(createRules(one.size, one.arithmetic, {}), toTerms(one), 2);
      }
    }
  });
});

describe('the rank bound', () => {
  it('is never below the rank: with k of Strassen’s 7 moves left, the rank is k', () => {
    for (const arithmetic of ['standard', 'z2'] as const) {
      const rules = createRules([2, 2, 2], arithmetic);
      const terms = toTerms(strassen(arithmetic));
      for (let subset = 0; subset < 128; subset++) {
        const left = terms.filter((_, r) => (subset >> r) & 1);
        const residual = sumOfTerms([4, 4, 4], left, arithmetic);
        const states = new Int32Array(rules.stateWords);
        rules.pack(residual, states, 0);
        // Were it of lower rank, 2×2×2 would be of rank below 7, which it is not (Winograd 1971).
        expect(rules.rankBound(states, 0)).toBeGreaterThanOrEqual(left.length);
      }
    }
  });

  it('of a target is at least the best known rank', () => {
    for (const size of [
      [2, 2, 2],
      [2, 2, 3],
      [2, 3, 3],
      [3, 3, 3],
      [2, 3, 5],
    ] as const) {
      for (const arithmetic of ['standard', 'z2'] as const) {
        const rules = createRules(size, arithmetic);
        const states = new Int32Array(rules.stateWords);
        rules.pack(matmul(size), states, 0);
        expect(rules.rankBound(states, 0)).toBeGreaterThanOrEqual(bestKnownRank(size, arithmetic));
      }
    }
  });
});
