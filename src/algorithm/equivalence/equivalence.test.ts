import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../tensor/random.ts';
import type { Algorithm } from '../algorithm.ts';
import { laderman, winograd } from '../classical/formulas.ts';
import { naiveAlgorithm, strassen } from '../examples.ts';
import { moduloTwo, publishedAlgorithms } from '../published.test-data.ts';
import { verifyAlgorithm } from '../verify.ts';
import { equivalenceKey, invariants } from './key.ts';
import { changed, type ElementaryChange } from './sandwich.ts';
import { reordered, rotated, symmetric, transposed } from './symmetries.ts';
import { symmetryGroupSize } from './symmetry-group.ts';

const small = publishedAlgorithms().filter(({ rank }) => rank <= 29);
const algorithms = [
  strassen('standard'),
  strassen('z2'),
  naiveAlgorithm([1, 2, 3], 'standard'),
  naiveAlgorithm([3, 2, 3], 'z2'),
  ...small,
  ...small.map(moduloTwo),
];
const any = fc.constantFrom(...algorithms);

/** Terms in another order, with factors scaled so that the product of the scales is the denominators'. */
function rewritten(algorithm: Algorithm, seed: number): Algorithm {
  const random = seeded(seed);
  const order = algorithm.u.map((_, r) => r);
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const isModular = algorithm.arithmetic === 'z2';
  const choices = [
    [1, 6, 1],
    [-1, -2, 3],
    [2, 3, 1],
    [-3, 1, -2],
  ];
  const scales = order.map(() => (isModular ? [1, 1, 1] : choices[random.below(4)]!));
  const rows = (factor: Algorithm['u'], mode: number) =>
    order.map((r, at) => factor[r]!.map((c) => c * scales[at]![mode]!));
  return {
    ...algorithm,
    u: rows(algorithm.u, 0),
    v: rows(algorithm.v, 1),
    w: rows(algorithm.w, 2),
    ...(isModular ? {} : { denominators: [3, 1, 2] as const }),
  };
}

const changes = (size: Algorithm['size']) =>
  fc
    .record({
      space: fc.constantFrom<ElementaryChange['space']>('n', 'm', 'p'),
      from: fc.nat(7),
      shift: fc.nat(7),
      factor: fc.constantFrom<1 | -1>(1, -1),
    })
    .map(({ space, from, shift, factor }) => {
      const side = size['nmp'.indexOf(space)]!;
      const start = from % side;
      return {
        space,
        from: start,
        to: (start + 1 + (shift % Math.max(1, side - 1))) % side,
        factor,
      };
    })
    .filter(({ from, to }) => from !== to);

describe('symmetries', () => {
  it('each gives an algorithm, and has its inverse', () => {
    for (const algorithm of algorithms) {
      for (const other of symmetric(algorithm))
        expect(verifyAlgorithm(other)).toEqual({ ok: true });
      expect(rotated(rotated(rotated(algorithm)))).toEqual(algorithm);
      expect(transposed(transposed(algorithm))).toEqual(algorithm);
    }
  });

  it('an algorithm is had for every order of n, m and p, and for no other size', () => {
    const algorithm = naiveAlgorithm([2, 3, 4], 'standard');
    for (const size of [
      [2, 3, 4],
      [2, 4, 3],
      [3, 2, 4],
      [3, 4, 2],
      [4, 2, 3],
      [4, 3, 2],
    ] as const) {
      const other = reordered(algorithm, size);
      expect(other.size).toEqual(size);
      expect(verifyAlgorithm(other)).toEqual({ ok: true });
    }
    expect(() => reordered(algorithm, [2, 2, 6])).toThrow(RangeError);
  });
});

describe('the key of equivalence', () => {
  it('does not see the order of terms, scales or symmetries', () => {
    fc.assert(
      fc.property(any, fc.nat(), fc.nat(5), (algorithm, seed, which) => {
        const other = symmetric(rewritten(algorithm, seed))[which]!;
        expect(verifyAlgorithm(other)).toEqual({ ok: true });
        expect(equivalenceKey(other)).toBe(equivalenceKey(algorithm));
      }),
      { numRuns: 60 },
    );
  });

  it('tells algorithms apart', () => {
    const keys = algorithms.map(equivalenceKey);
    expect(new Set(keys).size).toBe(keys.length);
    const strassenKey = equivalenceKey(strassen('standard'));
    const change = { space: 'm', from: 0, to: 1, factor: 1 } as const;
    expect(equivalenceKey(changed(strassen('standard'), change))).not.toBe(strassenKey);
  });
});

describe('invariants', () => {
  it('an elementary change of basis gives an algorithm with the same invariants', () => {
    fc.assert(
      fc.property(
        any.chain((algorithm) => fc.tuple(fc.constant(algorithm), changes(algorithm.size))),
        fc.nat(5),
        ([algorithm, change], which) => {
          const other = symmetric(changed(algorithm, change))[which]!;
          expect(verifyAlgorithm(other)).toEqual({ ok: true });
          expect(invariants(other).text).toBe(invariants(algorithm).text);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of Strassen: one product of sums of full rank, and six of rank 1', () => {
    expect(invariants(strassen('standard')).pattern).toEqual([
      { ranks: [1, 1, 1], terms: 6 },
      { ranks: [2, 2, 2], terms: 1 },
    ]);
    expect(invariants(strassen('standard')).shared[0]).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(invariants(naiveAlgorithm([2, 2, 2], 'z2')).shared[0]).toEqual([2, 2, 2, 2]);
  });
});

describe('the symmetry group', () => {
  it('of Laderman has 24 elements (Burichenko, arXiv:1508.01110), of Strassen 12 are monomial', () => {
    expect(symmetryGroupSize(laderman())).toBe(24);
    expect(symmetryGroupSize(strassen('standard'))).toBe(12);
    expect(symmetryGroupSize(strassen('z2'))).toBe(12);
    expect(symmetryGroupSize(winograd())).toBe(6);
  });

  it('of the naive algorithm is all there is', () => {
    expect(symmetryGroupSize(naiveAlgorithm([1, 1, 1], 'standard'))).toBe(6);
    // 2³ permutations, 2³ signs that matter, 6 symmetries
    expect(symmetryGroupSize(naiveAlgorithm([2, 2, 2], 'standard'))).toBe(8 * 8 * 6);
    expect(symmetryGroupSize(naiveAlgorithm([2, 2, 2], 'z2'))).toBe(8 * 6);
    expect(symmetryGroupSize(naiveAlgorithm([1, 2, 3], 'z2'))).toBe(2 * 6);
  });

  it('is as large for every symmetric algorithm, however it is written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...algorithms.slice(0, 8)),
        fc.nat(),
        fc.nat(5),
        (a, seed, which) => {
          const other = symmetric(a)[which]!;
          const order = other.u.map((_, r) => (r + seed) % other.rank);
          const pick = (rows: Algorithm['u']) => order.map((r) => rows[r]!);
          const shuffled = { ...other, u: pick(other.u), v: pick(other.v), w: pick(other.w) };
          expect(symmetryGroupSize(shuffled)).toBe(symmetryGroupSize(a));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('is left open where it would take long', () => {
    expect(symmetryGroupSize(naiveAlgorithm([6, 6, 6], 'z2'))).toBeUndefined();
    expect(symmetryGroupSize(naiveAlgorithm([3, 3, 3], 'standard'))).toBeUndefined();
  });
});
