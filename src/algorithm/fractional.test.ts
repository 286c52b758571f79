import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Algorithm, isAlgorithmSize, toTerms } from './algorithm.ts';
import { algorithmKey, canonicalForm } from './canonical.ts';
import { naiveAlgorithm, strassen } from './examples.ts';
import { parseAlgorithmFile, stringifyAlgorithm } from './file.ts';
import { formulas } from './formulas.ts';
import { formatFraction, fraction, ofDouble, readFraction } from './fraction.ts';
import { fractionRows, fromFractions } from './fractional.ts';
import { verifyAlgorithm } from './verify.ts';

/** Each term's factors scaled by fractions whose product is 1. */
function scaled(algorithm: Algorithm, scales: readonly (readonly [number, number])[]): Algorithm {
  const { u, v, w } = fractionRows(algorithm);
  const times = (rows: typeof u, of: (r: number) => readonly [number, number]) =>
    rows.map((row, r) =>
      row.map((c) => fraction(c.numerator * of(r)[0], c.denominator * of(r)[1])),
    );
  const at = (r: number) => scales[r % scales.length]!;
  return fromFractions(algorithm.size, 'standard', {
    u: times(u, (r) => [at(r)[0], at(r)[1]]),
    v: times(v, (r) => [at(r)[1], 3]),
    w: times(w, (r) => [3, at(r)[0]]),
  });
}

const scale = fc.tuple(
  fc.integer({ min: -6, max: 6 }).filter((x) => x !== 0),
  fc.integer({ min: 1, max: 6 }),
);
const scales = fc.array(scale, { minLength: 1, maxLength: 7 });

describe('fractions', () => {
  it('are read from numbers and text, and written again', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999, max: 999 }), fc.integer({ min: 1, max: 999 }), (p, q) => {
        const exact = fraction(p, q);
        expect(readFraction(formatFraction(exact))).toEqual(exact);
        expect(readFraction(p / q)).toEqual(exact);
        expect(ofDouble(Math.fround(p / q), Math.fround)).toEqual(exact);
      }),
    );
    expect(readFraction('−3/6')).toEqual({ numerator: -1, denominator: 2 });
    expect(readFraction(' +0.75 ')).toEqual({ numerator: 3, denominator: 4 });
    for (const wrong of [
      '',
      'a',
      '1/0',
      '1//2',
      '1e3',
      Number.NaN,
      Infinity,
      Math.PI,
      2 ** 60,
      {},
    ]) {
      expect(readFraction(wrong)).toBeUndefined();
    }
  });
});

describe('algorithms with fractions', () => {
  it('verify exactly, and not when a coefficient is off by the least', () => {
    fc.assert(
      fc.property(scales, fc.nat(), (factors, at) => {
        const algorithm = scaled(strassen('standard'), factors);
        expect(verifyAlgorithm(algorithm)).toEqual({ ok: true });
        const r = at % 7;
        const z = algorithm.u[r]!.findIndex((c) => c !== 0);
        const u = algorithm.u.map((row, x) => row.map((c, y) => (x === r && y === z ? c + 1 : c)));
        expect(verifyAlgorithm({ ...algorithm, u }).ok).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('come back from their file, with strings for fractions', () => {
    const algorithm = scaled(strassen('standard'), [[1, 2]]);
    expect(algorithm.denominators).toEqual([2, 3, 1]);
    const text = stringifyAlgorithm(algorithm);
    expect(text).toContain('["1/2",0,0,"1/2"]');
    expect(parseAlgorithmFile(text)).toEqual(algorithm);
    fc.assert(
      fc.property(scales, (factors) => {
        const other = scaled(naiveAlgorithm([1, 2, 3], 'standard'), factors);
        expect(parseAlgorithmFile(stringifyAlgorithm(other))).toEqual(other);
      }),
      { numRuns: 40 },
    );
  });

  it('have formulas with fractions', () => {
    const { products, outputs } = formulas(scaled(strassen('standard'), [[1, 2]]));
    expect(products[0]).toBe('m1 = ((1/2)a11 + (1/2)a22)((2/3)b11 + (2/3)b22)');
    expect(outputs[0]).toBe('c11 = 3m1 + 3m4 − 3m5 + 3m7');
  });

  it('have one key whatever their scales and order', () => {
    const key = algorithmKey(canonicalForm(scaled(strassen('standard'), [[1, 2]])));
    fc.assert(
      fc.property(scales, fc.nat({ max: 6 }), (factors, shift) => {
        const { u, v, w, ...rest } = scaled(strassen('standard'), [...factors, [1, 5]]);
        const turn = <T>(rows: readonly T[]) => [...rows.slice(shift), ...rows.slice(0, shift)];
        const other = { ...rest, u: turn(u), v: turn(v), w: turn(w) };
        expect(algorithmKey(other)).toBe(key);
        expect(verifyAlgorithm(canonicalForm(other))).toEqual({ ok: true });
      }),
      { numRuns: 40 },
    );
  });

  it('say what is wrong', () => {
    const half = scaled(strassen('standard'), [[1, 2]]);
    expect(verifyAlgorithm({ ...half, arithmetic: 'z2' }).ok).toBe(false);
    expect(verifyAlgorithm({ ...half, denominators: [0, 3, 1] }).ok).toBe(false);
    expect(verifyAlgorithm({ ...half, denominators: [4, 3, 1] })).toEqual({
      ok: false,
      reason: 'The products add a11·b11 to c11 1/2 times and not 1 times',
    });
    expect(() => toTerms(half)).toThrow('fractions');
    expect(() =>
      parseAlgorithmFile(stringifyAlgorithm(half).replace('"standard"', '"z2"')),
    ).toThrow('Modulo 2 there are no fractions.');
    expect(() => parseAlgorithmFile(stringifyAlgorithm(half).replace('"1/2"', '"500"'))).toThrow(
      'The products add',
    );
    expect(() =>
      parseAlgorithmFile(
        stringifyAlgorithm(strassen('standard')).replace('[1,0,0,1]', '[1,0,0,"500"]'),
      ),
    ).toThrow('Row 1 of u holds 500, beyond ±127.');
  });
});

describe('sizes', () => {
  it('go to 12×12×12, and further where one side is short', () => {
    expect(
      [
        [12, 12, 12],
        [16, 16, 6],
        [1, 1, 1],
      ].every(isAlgorithmSize),
    ).toBe(true);
    expect([[12, 12, 13], [17, 1, 1], [2, 2], [0, 1, 1], 'x'].some(isAlgorithmSize)).toBe(false);
    expect(verifyAlgorithm(naiveAlgorithm([3, 4, 11], 'standard'))).toEqual({ ok: true });
    const broken = { ...naiveAlgorithm([1, 1, 10], 'standard') };
    const result = verifyAlgorithm({
      ...broken,
      u: broken.u.map((row, r) => (r === 9 ? [0] : row)),
    });
    expect(result).toEqual({
      ok: false,
      reason: 'The products add a11·b1_10 to c1_10 0 times and not 1 times',
    });
  });
});
