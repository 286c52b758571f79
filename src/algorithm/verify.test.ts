import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Algorithm } from './algorithm.ts';
import { naiveAlgorithm, strassen } from './examples.ts';
import { bestKnownRank } from './known.ts';
import { moduloTwo, publishedAlgorithms } from './published.test-data.ts';
import { verifyAlgorithm } from './verify.ts';

const FACTORS = ['u', 'v', 'w'] as const;

function corrupted(
  algorithm: Algorithm,
  name: (typeof FACTORS)[number],
  r: number,
  at: number,
  value: number,
): Algorithm {
  const rows = algorithm[name].map((row, x) =>
    x === r ? row.map((c, y) => (y === at ? value : c)) : row,
  );
  return { ...algorithm, [name]: rows };
}

/** Every algorithm that differs in one coefficient, within −2…2 or modulo 2. */
function* corruptions(algorithm: Algorithm): Generator<Algorithm> {
  const values = algorithm.arithmetic === 'z2' ? [0, 1] : [-2, -1, 0, 1, 2];
  for (const name of FACTORS) {
    for (const [r, row] of algorithm[name].entries()) {
      for (const [at, c] of row.entries()) {
        for (const value of values) {
          if (value !== c) yield corrupted(algorithm, name, r, at, value);
        }
      }
    }
  }
}

const examples: [string, Algorithm][] = [
  ['Strassen', strassen('standard')],
  ['Strassen modulo 2', strassen('z2')],
  ['naive 2x2x3', naiveAlgorithm([2, 2, 3], 'standard')],
  ['naive 2x2x3 modulo 2', naiveAlgorithm([2, 2, 3], 'z2')],
  ['naive 1x1x1', naiveAlgorithm([1, 1, 1], 'standard')],
];
const published = publishedAlgorithms();

describe('verification', () => {
  it.each(examples)('accepts %s', (_, algorithm) => {
    expect(verifyAlgorithm(algorithm)).toEqual({ ok: true });
  });

  it.each(examples)('rejects every corruption of one coefficient of %s', (_, algorithm) => {
    let count = 0;
    for (const wrong of corruptions(algorithm)) {
      expect(verifyAlgorithm(wrong).ok).toBe(false);
      count++;
    }
    expect(count).toBeGreaterThan(0);
  });

  it('names the first entry that is wrong', () => {
    const wrong = corrupted(strassen('standard'), 'w', 2, 1, 0);
    expect(verifyAlgorithm(wrong)).toEqual({
      ok: false,
      reason: 'The products add a11·b12 to c12 0 times and not 1 times',
    });
  });

  it('names what is malformed', () => {
    const good = strassen('standard');
    const reason = (algorithm: Algorithm) => {
      const result = verifyAlgorithm(algorithm);
      return result.ok ? '' : result.reason;
    };
    expect(reason({ ...good, rank: 8 })).toBe('u has 7 rows but the rank is 8');
    expect(reason({ ...good, size: [2, 2, 3] })).toBe(
      'Row 1 of v has 4 coefficients but 2x2x3 needs 6',
    );
    expect(reason(corrupted(good, 'u', 0, 0, 0.5))).toBe(
      'Row 1 of u holds 0.5, not a whole number',
    );
    expect(reason({ ...good, size: [2, 2, 17] })).toContain('not three whole numbers');
    expect(reason({ ...good, arithmetic: 'z2' })).toContain('modulo 2 coefficients are 0 and 1');
    expect(reason({ size: [1, 1, 1], arithmetic: 'z2', rank: 0, u: [], v: [], w: [] })).toBe(
      'The products add a11·b11 to c11 0 times and not 1 times',
    );
  });

  it('is exact where doubles would round: 2^106 + 1 − 2^106', () => {
    const big = 2 ** 53 - 1;
    const algorithm = (last: number): Algorithm => ({
      size: [1, 1, 1],
      arithmetic: 'standard',
      rank: 3,
      u: [[big], [1], [big]],
      v: [[big], [1], [-big]],
      w: [[1], [last], [1]],
    });
    expect(verifyAlgorithm(algorithm(1)).ok).toBe(true);
    expect(verifyAlgorithm(algorithm(2)).ok).toBe(false);
  });
});

describe.skipIf(published.length === 0)('published schemes', () => {
  it('verify in both arithmetics, at the best known ternary rank or above', () => {
    for (const algorithm of published) {
      expect(verifyAlgorithm(algorithm)).toEqual({ ok: true });
      expect(verifyAlgorithm(moduloTwo(algorithm))).toEqual({ ok: true });
      expect(algorithm.rank).toBeGreaterThanOrEqual(bestKnownRank(algorithm.size, 'standard'));
    }
  });

  it('every corruption of one coefficient is rejected in the small ones', () => {
    for (const algorithm of published.filter(({ rank }) => rank <= 15)) {
      for (const wrong of corruptions(algorithm)) expect(verifyAlgorithm(wrong).ok).toBe(false);
      for (const wrong of corruptions(moduloTwo(algorithm))) {
        expect(verifyAlgorithm(wrong).ok).toBe(false);
      }
    }
  });

  it('random corruptions of one coefficient are rejected in all', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...published),
        fc.constantFrom(...FACTORS),
        fc.nat(),
        fc.nat(),
        fc.constantFrom(-2, -1, 1, 2),
        (algorithm, name, a, b, change) => {
          const r = a % algorithm.rank;
          const at = b % algorithm[name][r]!.length;
          const value = algorithm[name][r]![at]! + change;
          expect(verifyAlgorithm(corrupted(algorithm, name, r, at, value)).ok).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });
});
