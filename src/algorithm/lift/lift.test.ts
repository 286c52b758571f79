import { describe, expect, it } from 'vitest';
import { naiveAlgorithm, strassen } from '../examples.ts';
import { moduloTwo, publishedAlgorithms } from '../published.test-data.ts';
import { verifyAlgorithm } from '../verify.ts';
import { lifting, liftToIntegers } from './lift.ts';
import { readFractions, readIntegers } from './read.ts';
import { unliftable } from './unliftable.test-data.ts';

const parities = (rows: readonly (readonly number[])[]) =>
  rows.map((row) => row.map((c) => Math.abs(c % 2)));

describe('lifting', () => {
  it.each([
    ['Strassen', strassen('z2')],
    ['the naive algorithm of 2×3×4', naiveAlgorithm([2, 3, 4], 'z2')],
  ])('%s becomes an algorithm over the integers with the same parities', (_, algorithm) => {
    const lift = liftToIntegers(algorithm);
    if (lift.kind !== 'lifted') throw new Error(lift.reason);
    expect(lift.algorithm.arithmetic).toBe('standard');
    expect(verifyAlgorithm(lift.algorithm)).toEqual({ ok: true });
    for (const mode of ['u', 'v', 'w'] as const) {
      expect(parities(lift.algorithm[mode])).toEqual(algorithm[mode]);
      expect(lift.algorithm[mode].flat().every((c) => Math.abs(c) <= 1)).toBe(true);
    }
  });

  it.each(publishedAlgorithms().map((algorithm) => [algorithm.size.join('×'), algorithm] as const))(
    'the published scheme of %s comes back from its parities with coefficients −1, 0, 1',
    (_, algorithm) => {
      const lift = liftToIntegers(moduloTwo(algorithm));
      if (lift.kind !== 'lifted') throw new Error(lift.reason);
      expect(verifyAlgorithm(lift.algorithm)).toEqual({ ok: true });
      const coefficients = [lift.algorithm.u, lift.algorithm.v, lift.algorithm.w].flat(2);
      expect(coefficients.every((c) => Math.abs(c) <= 1)).toBe(true);
      expect(lift.algorithm.rank).toBe(algorithm.rank);
    },
  );

  it('says that what is impossible modulo 4 is impossible', () => {
    expect(verifyAlgorithm(unliftable())).toEqual({ ok: true });
    const lift = liftToIntegers(unliftable());
    expect(lift).toMatchObject({ kind: 'failed', proven: true });
  });

  it('is determined by its seed, and can be stopped', () => {
    const algorithm = moduloTwo(naiveAlgorithm([2, 2, 2], 'z2'));
    expect(liftToIntegers(algorithm, { seed: 3 })).toEqual(liftToIntegers(algorithm, { seed: 3 }));
    const work = lifting(algorithm);
    expect(work.next().value).toMatchObject({ attempt: 0, bits: 1 });
    expect(work.next().value).toMatchObject({ attempt: 1, bits: 2 });
  });

  it('refuses what is not modulo 2 and what is no algorithm', () => {
    expect(() => liftToIntegers(strassen('standard'))).toThrow('modulo 2');
    const algorithm = strassen('z2');
    const u = algorithm.u.with(0, [0, 0, 0, 1]);
    expect(() => liftToIntegers({ ...algorithm, u })).toThrow('The products add');
  });
});

describe('reading residues', () => {
  const values = (algorithm: ReturnType<typeof strassen>) =>
    [algorithm.u, algorithm.v, algorithm.w].flat(2);

  it('reads negative integers from their residues', () => {
    const algorithm = strassen('standard');
    const residues = Int32Array.from(values(algorithm), (c) => ((c % 16) + 16) % 16);
    expect(readIntegers(strassen('z2'), residues, 4)).toEqual(algorithm);
  });

  it('fractions that cancel within a term are integers; others are verified as fractions', () => {
    const modulus = 2 ** 20;
    const third = 699051; // 3 · 699051 = 2^21 + 1
    const scaled = (times: (mode: number) => number) => {
      const { u, v, w } = strassen('standard');
      const rows = [u, v, w].map((factor, mode) =>
        factor.map((row, r) => (r === 2 ? row.map((c) => c * times(mode)) : row)),
      );
      return Int32Array.from(rows.flat(2), (c) => ((c % modulus) + modulus) % modulus);
    };
    const whole = readFractions(
      strassen('z2'),
      scaled((mode) => [3, third, 1][mode]!),
      20,
    )!;
    expect(whole.denominators).toBeUndefined();
    expect(verifyAlgorithm(whole)).toEqual({ ok: true });
    const wrong = readFractions(
      strassen('z2'),
      scaled((mode) => [1, third, 1][mode]!),
      20,
    )!;
    expect(wrong.denominators).toEqual([1, 1, 3]);
    expect(verifyAlgorithm(wrong).ok).toBe(false);
  });

  it('what is too fine to be kept is not read', () => {
    const values = Int32Array.from({ length: 7 * 12 }, (_, at) => 2 * at + 1);
    expect(readFractions(strassen('z2'), values, 7)).toBeUndefined();
  });
});
