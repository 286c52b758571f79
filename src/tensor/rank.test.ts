import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastTerms, matrixRank, rankBound, rankInPlace, rankOfBits } from './rank.ts';
import { matmul } from './target.ts';
import { zeros } from './tensor.ts';
import { sumOfTerms } from './term.ts';

/** Slow oracle: Gaussian elimination over fractions of BigInts, or modulo 2. */
function oracle(matrix: readonly (readonly number[])[], modulus?: bigint): number {
  type Fraction = readonly [bigint, bigint];
  const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
  const make = (a: bigint, b: bigint): Fraction => {
    if (modulus !== undefined) return [((a % modulus) + modulus) % modulus, 1n];
    const divisor = gcd(a, b) || 1n;
    return [a / divisor, b / divisor];
  };
  let rows = matrix.map((row) => row.map((c) => make(BigInt(c), 1n)));
  let rank = 0;
  for (let c = 0; c < (matrix[0]?.length ?? 0); c++) {
    const at = rows.findIndex((row) => row[c]![0] !== 0n);
    if (at < 0) continue;
    const pivot = rows[at]!;
    rank++;
    rows = rows
      .filter((_, r) => r !== at)
      .map((row) => {
        // Modulo 2 every nonzero pivot is 1, so the quotient needs no inverse there.
        const [a, b] = [row[c]![0] * pivot[c]![1], row[c]![1] * pivot[c]![0]];
        return row.map(([x, y], k) => {
          const [s, t] = pivot[k]!;
          return make(x * b * t - a * s * y, y * b * t);
        });
      });
  }
  return rank;
}

const matrices = (entries: fc.Arbitrary<number>, side: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: side }), fc.integer({ min: 1, max: side }))
    .chain(([r, c]) =>
      fc.array(fc.array(entries, { minLength: c, maxLength: c }), { minLength: r, maxLength: r }),
    );

/** rows × columns of rank at most `rank`: a product of two random factors. */
const lowRank = (side: number, rank: number, size: number) => {
  const block = (rows: number, columns: number) =>
    fc.array(
      fc.array(fc.integer({ min: -size, max: size }), { minLength: columns, maxLength: columns }),
      { minLength: rows, maxLength: rows },
    );
  return fc
    .tuple(block(side, rank), block(rank, side))
    .map(([a, b]) =>
      a.map((row) => b[0]!.map((_, c) => row.reduce((sum, x, k) => sum + x * b[k]![c]!, 0))),
    );
};

describe('matrix rank', () => {
  it('equals elimination over fractions', () => {
    fc.assert(
      fc.property(matrices(fc.integer({ min: -3, max: 3 }), 7), (matrix) => {
        expect(matrixRank(matrix)).toBe(oracle(matrix));
      }),
      { numRuns: 300 },
    );
  });

  it('equals elimination modulo 2', () => {
    fc.assert(
      fc.property(matrices(fc.integer({ min: -3, max: 3 }), 9), (matrix) => {
        expect(matrixRank(matrix, 'z2')).toBe(oracle(matrix, 2n));
        const bits = matrix.map((row) => row.reduce((word, c) => (word << 1) | (c & 1), 0));
        expect(rankOfBits(Int32Array.from(bits), 0, bits.length)).toBe(oracle(matrix, 2n));
      }),
      { numRuns: 300 },
    );
  });

  it('is exact where doubles are not: 25×25 of bytes, of full and of low rank', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 24 }).chain((rank) => lowRank(25, rank, 9)),
        matrices(fc.integer({ min: -127, max: 127 }), 25),
        (low, any) => {
          expect(matrixRank(low)).toBe(oracle(low));
          expect(matrixRank(any)).toBe(oracle(any));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('is exact with entries near 2^31, whose products doubles round', () => {
    const big = 2147483629;
    expect(
      matrixRank([
        [big, big - 1],
        [big + 1, big],
      ]),
    ).toBe(2);
    expect(
      matrixRank([
        [big, 2 * big],
        [3 * big, 6 * big],
      ]),
    ).toBe(1);
  });

  it('rows wider than a word', () => {
    const row = (at: number) => Array.from({ length: 64 }, (_, c) => (c === at ? 1 : 0));
    expect(matrixRank([row(0), row(40), row(63), row(40)], 'z2')).toBe(3);
  });

  it('of nothing and of zeros is 0', () => {
    expect(matrixRank([])).toBe(0);
    expect(rankInPlace(new Float64Array(9), 3, 3)).toBe(0);
    expect(rankOfBits(Int32Array.of(0, 0), 0, 2)).toBe(0);
  });
});

describe('rank bound', () => {
  it('of a matrix product is its naive rank', () => {
    expect(rankBound(matmul([2, 2, 2]), 'standard')).toBe(8);
    expect(rankBound(matmul([2, 3, 4]), 'z2')).toBe(24);
    expect(rankBound(zeros([2, 3, 4]), 'standard')).toBe(0);
  });

  it('of a rank-one tensor is the fewest nonzeros of its factors', () => {
    const term = { u: Int8Array.of(1, 2), v: Int8Array.of(0, -1, 1), w: Int8Array.of(2, 0, 0, 1) };
    // Modulo 2: (1, 0), (0, 1, 1), (0, 0, 0, 1)
    expect(rankBound(sumOfTerms([2, 3, 4], [term], 'standard'), 'standard')).toBe(2);
    expect(rankBound(sumOfTerms([2, 3, 4], [term], 'z2'), 'z2')).toBe(1);
  });
});

describe('the least number of terms', () => {
  const shape = [3, 4, 5] as const;
  const factor = (length: number) =>
    fc
      .array(fc.integer({ min: -1, max: 1 }), { minLength: length, maxLength: length })
      .map((coefficients) => Int8Array.from(coefficients));
  const term = fc.record({ u: factor(3), v: factor(4), w: factor(5) });

  it('is the largest rank of the unfoldings, and no more than there are terms', () => {
    fc.assert(
      fc.property(
        fc.array(term, { maxLength: 6 }),
        fc.constantFrom('standard' as const, 'z2' as const),
        (terms, arithmetic) => {
          const tensor = sumOfTerms(shape, terms, arithmetic);
          const at = (i: number, j: number, k: number) => tensor.data[(i * 4 + j) * 5 + k]!;
          const range = (n: number) => Array.from({ length: n }, (_, i) => i);
          const unfoldings = [
            range(3).map((i) => range(4).flatMap((j) => range(5).map((k) => at(i, j, k)))),
            range(4).map((j) => range(3).flatMap((i) => range(5).map((k) => at(i, j, k)))),
            range(5).map((k) => range(3).flatMap((i) => range(4).map((j) => at(i, j, k)))),
          ];
          const least = leastTerms(tensor, arithmetic);
          expect(least).toBe(Math.max(...unfoldings.map((rows) => matrixRank(rows, arithmetic))));
          expect(least).toBeLessThanOrEqual(terms.length);
        },
      ),
    );
  });

  it('is 4 of 2×2×2, whose rank is 7, and cannot be had modulo 2 beyond 32 slices', () => {
    expect(leastTerms(matmul([2, 2, 2]), 'z2')).toBe(4);
    expect(leastTerms(matmul([2, 2, 2]), 'standard')).toBe(4);
    expect(() => leastTerms(zeros([2, 33, 2]), 'z2')).toThrow('33 slices are too many');
  });
});
