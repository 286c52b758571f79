import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ARITHMETICS } from '../tensor/arithmetic.ts';
import { seeded } from '../tensor/random.ts';
import { dimensions, type Size } from '../tensor/size.ts';
import { createRules } from './create-rules.ts';
import { randomSymmetry } from './symmetry.ts';
import { SymmetryMapper } from './symmetry-mapper.ts';

const SIZES: readonly (readonly [Size, side: number])[] = [
  [[2, 2, 2], 4],
  [[1, 2, 2], 4],
  [[1, 2, 3], 6],
  [[2, 2, 3], 6],
];

describe.each(ARITHMETICS)('a symmetry in %s', (arithmetic) => {
  test('maps states and moves alike, and back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SIZES), fc.nat(2 ** 31), ([size, side], seed) => {
        const random = seeded(seed);
        const rules = createRules(size, arithmetic, { side, maxCoefficient: 2 });
        const mapper = new SymmetryMapper(rules);
        const symmetry = randomSymmetry(rules, random);
        const { tokens, vocabulary } = rules.coding;
        /** [3 × tokens] a move, mapped, mapped back */
        const moves = new Uint16Array(3 * tokens);
        const states = new Int32Array(4 * rules.stateWords);
        for (let step = 0; step < 4; step++) {
          for (let t = 0; t < tokens; t++) moves[t] = random.below(vocabulary);
          if (!rules.canonicalise(moves, 0)) continue;
          // State 0 is played on; 1 is its image; 2 the image's successor; 3 the successor's image.
          mapper.state(symmetry, states, 0, states, 1);
          mapper.move(symmetry, moves, 0, moves, 1);
          mapper.moveBack(symmetry, moves, 1, moves, 2);
          expect(moves.slice(2 * tokens)).toEqual(moves.slice(0, tokens));
          rules.play(states, 1, moves, 1, states, 2);
          rules.play(states, 0, moves, 0, states, 0);
          mapper.state(symmetry, states, 0, states, 3);
          const words = rules.stateWords;
          expect(states.slice(3 * words)).toEqual(states.slice(2 * words, 3 * words));
          expect(rules.rankBound(states, 2)).toBe(rules.rankBound(states, 0));
          expect(rules.isZero(states, 2)).toBe(rules.isZero(states, 0));
          // Moves within the target's shape stay within it.
          const kept = moves.slice(tokens, 2 * tokens);
          const { u, v, w } = rules.decode(moves, 1);
          rules.encode({ u, v, w }, kept, 0);
          expect(kept).toEqual(moves.slice(tokens, 2 * tokens));
        }
      }),
      { numRuns: 100 },
    );
  });

  // A token of a factor each, of a third of one, and of one coefficient, for which tables do not pay.
  test.each([
    [[2, 2, 2], 4],
    [[2, 2, 3], 3],
    [[2, 3, 3], 3],
    [[1, 2, 3], 1],
    [[3, 3, 3], 1],
  ] as const)('maps many moves of %j back at once, in tokens of %i', (size, digits) => {
    const rules = createRules(size, arithmetic, { digits });
    const random = seeded(7);
    const mapper = new SymmetryMapper(rules);
    const { tokens, vocabulary } = rules.coding;
    const count = 12;
    const moves = Uint16Array.from({ length: count * tokens }, () => random.below(vocabulary));
    for (let turn = 0; turn < 3; turn++) {
      const symmetry = randomSymmetry(rules, random);
      const one = new Uint16Array(moves.length);
      const many = new Uint16Array(moves.length);
      // The first and the last are none of its business.
      for (let move = 1; move < count - 1; move++)
        mapper.moveBack(symmetry, moves, move, one, move);
      for (let time = 0; time < 2; time++) mapper.movesBack(symmetry, moves, 1, count - 1, many);
      expect(many).toEqual(one);
    }
  });

  test('permutes the axes of the target and no others', () => {
    const rules = createRules([1, 2, 3], arithmetic, { side: 9 });
    const random = seeded(3);
    const lengths = dimensions([1, 2, 3]);
    const seen = new Set<string>();
    for (let i = 0; i < 50; i++) {
      const { place, sign } = randomSymmetry(rules, random);
      seen.add(`${place} ${sign}`);
      for (const [mode, length] of lengths.entries()) {
        const places = Array.from(place.subarray(9 * mode, 9 * (mode + 1)));
        expect(places.slice(0, length).sort()).toEqual(places.map((_, j) => j).slice(0, length));
        expect(places.slice(length)).toEqual(places.map((_, j) => j).slice(length));
        const signs = Array.from(sign.subarray(9 * mode, 9 * (mode + 1)));
        expect(signs.slice(length).every((s) => s === 1)).toBe(true);
        expect(signs.every((s) => s === 1 || (s === -1 && arithmetic === 'standard'))).toBe(true);
      }
    }
    expect(seen.size).toBeGreaterThan(40);
  });
});
