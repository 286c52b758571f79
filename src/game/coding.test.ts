import { describe, expect, it } from 'vitest';
import type { Arithmetic } from '../tensor/arithmetic.ts';
import type { Size } from '../tensor/size.ts';
import { matmul } from '../tensor/target.ts';
import { createRules } from './create-rules.ts';
import { finalReturn, limitReward } from './game.ts';
import { assertFits } from './rules-standard.ts';

describe('encoding', () => {
  it('is inverse to decoding for all 3375 moves of 2x2x2 modulo 2', () => {
    const rules = createRules([2, 2, 2], 'z2');
    const moves = new Uint16Array(6);
    const seen = new Set<string>();
    for (let code = 0; code < 4096; code++) {
      const tokens = [code >> 8, (code >> 4) & 15, code & 15];
      moves.set(tokens);
      if (!rules.canonicalise(moves, 0)) continue;
      expect(Array.from(moves.subarray(0, 3))).toEqual(tokens);
      const term = rules.decode(moves, 0);
      rules.encode(term, moves, 1);
      expect(Array.from(moves.subarray(3))).toEqual(tokens);
      seen.add([term.u, term.v, term.w].join());
    }
    expect(seen.size).toBe(3375);
  });

  it.each([1, 2] as const)('is inverse to decoding for every token up to ±%i', (maxCoefficient) => {
    const rules = createRules([2, 2, 2], 'standard', { maxCoefficient });
    const { tokens, vocabulary } = rules.coding;
    const moves = new Uint16Array(2 * tokens);
    for (let position = 0; position < tokens; position++) {
      for (let token = 0; token < vocabulary; token++) {
        for (let t = 0; t < tokens; t++)
          moves[t] = t === position ? token : (7 * t + token) % vocabulary;
        rules.encode(rules.decode(moves, 0), moves, 1);
        expect(moves.slice(tokens)).toEqual(moves.slice(0, tokens));
      }
    }
  });

  it('writes digits most significant first, from the lowest coefficient', () => {
    const term = { u: Int8Array.of(1, 0, -1, 0), v: Int8Array.of(0, 0, 0, 1), w: new Int8Array(4) };
    const moves = new Uint16Array(3);
    createRules([2, 2, 2], 'standard', { maxCoefficient: 1 }).encode(term, moves, 0);
    expect(Array.from(moves)).toEqual([2 * 27 + 9 + 0 + 1, 27 + 9 + 3 + 2, 27 + 9 + 3 + 1]);
    createRules([2, 2, 2], 'z2').encode(term, moves, 0);
    expect(Array.from(moves)).toEqual([0b1010, 0b0001, 0]);
  });

  it('refuses coefficients that moves cannot have, and factors that are too long', () => {
    const rules = createRules([2, 2, 2], 'standard', { maxCoefficient: 1 });
    const ones = Int8Array.of(1, 0, 0, 0);
    const moves = new Uint16Array(3);
    const two = { u: Int8Array.of(2, 0, 0, 0), v: ones, w: ones };
    expect(() => rules.encode(two, moves, 0)).toThrow('Coefficient 2 is outside -1…1');
    const long = { u: new Int8Array(5), v: ones, w: ones };
    expect(() => rules.encode(long, moves, 0)).toThrow(RangeError);
  });
});

describe('limits', () => {
  it('default digits: the largest divisor of the side whose tokens number at most 256', () => {
    const digits = (size: Size, arithmetic: Arithmetic, maxCoefficient: 1 | 2 = 1) =>
      createRules(size, arithmetic, { maxCoefficient }).coding.digits;
    expect(digits([2, 2, 2], 'z2')).toBe(4);
    expect(digits([2, 2, 2], 'standard')).toBe(4);
    expect(digits([2, 2, 2], 'standard', 2)).toBe(2);
    expect(digits([2, 2, 3], 'z2')).toBe(6);
    expect(digits([3, 3, 3], 'standard')).toBe(3);
    expect(digits([4, 4, 4], 'z2')).toBe(8);
    expect(digits([5, 5, 5], 'z2')).toBe(5);
  });

  it('refuses digits that do not divide the side, and sides beyond a word', () => {
    expect(() => createRules([2, 2, 2], 'z2', { digits: 3 })).toThrow(RangeError);
    expect(() => createRules([3, 3, 3], 'standard', { maxCoefficient: 2, digits: 9 })).toThrow(
      'exceeds 16 bits',
    );
    expect(() => createRules([6, 6, 6], 'z2')).toThrow('6x6x6 modulo 2 has a side of 36');
  });

  it('refuses entries beyond 8 bits', () => {
    const rules = createRules([1, 1, 1], 'standard');
    const states = new Int32Array(rules.stateWords);
    const residual = { shape: [1, 1, 1] as const, data: Int32Array.of(128) };
    expect(() => rules.pack(residual, states, 0)).toThrow('Entry 128');
    expect(() => rules.pack(matmul([2, 2, 2]), states, 0)).toThrow('exceeds the side 1');
  });

  it('warns where play could leave 8 bits', () => {
    const target = matmul([2, 2, 2]);
    expect(() => assertFits(1, 126, target)).not.toThrow();
    expect(() => assertFits(1, 127, target)).toThrow(RangeError);
    expect(() => assertFits(2, 15, target)).not.toThrow();
    expect(() => assertFits(2, 16, target)).toThrow('±129');
  });
});

describe('scoring', () => {
  it('costs a move each, and the rank bound at the limit', () => {
    expect(finalReturn(7, 0)).toBe(-7);
    expect(finalReturn(9, 3)).toBe(-12);
    expect(Object.is(finalReturn(0, 0), 0)).toBe(true);
    expect(limitReward(3)).toBe(-3);
    expect(Object.is(limitReward(0), 0)).toBe(true);
  });
});
