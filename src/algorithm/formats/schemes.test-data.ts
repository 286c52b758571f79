/** For tests: schemes of many kinds. */
import fc from 'fast-check';
import type { Size } from '../../tensor/size.ts';
import type { Algorithm } from '../algorithm.ts';
import { naiveAlgorithm, strassen } from '../examples.ts';
import { fraction } from '../fraction.ts';
import { fractionRows, fromFractions } from '../fractional.ts';
import { moduloTwo, publishedAlgorithms } from '../published.test-data.ts';

export const published = publishedAlgorithms();

/** Small ones whose sides differ, and one of every published size up to 3×3×3 where they are. */
export const bases: readonly Algorithm[] = [
  strassen('standard'),
  naiveAlgorithm([1, 1, 1], 'standard'),
  naiveAlgorithm([1, 2, 3], 'standard'),
  naiveAlgorithm([3, 2, 1], 'standard'),
  ...published.filter(({ rank }) => rank <= 23),
];

/** Adds `factor` times one row of A, B or C to another: mode 0 rows of A, 1 of B, 2 columns of B. */
interface Shear {
  readonly side: 0 | 1 | 2;
  readonly from: number;
  readonly to: number;
  readonly factor: 1 | -1;
}

/**
 * The scheme for A′ = XAY⁻¹, B′ = YBZ⁻¹, C = X⁻¹C′Z, with X, Y or Z = 1 + factor·e(to, from): of
 * the same product, with other coefficients.
 */
function sheared(algorithm: Algorithm, { side, from, to, factor }: Shear): Algorithm {
  const [n, m, p] = algorithm.size;
  const length = algorithm.size[side]!;
  const [i, j] = [from % length, to % length];
  if (i === j) return algorithm;
  // Rows `i += factor·j` of a matrix, or columns.
  const rows = (columns: number, a: number, b: number, by: number) => (row: readonly number[]) =>
    row.map((c, at) =>
      Math.floor(at / columns) === a ? c + by * row[b * columns + (at % columns)]! : c,
    );
  const columns = (width: number, a: number, b: number, by: number) => (row: readonly number[]) =>
    row.map((c, at) => (at % width === a ? c + by * row[at - a + b]! : c));
  const { u, v, w } = algorithm;
  const same = (row: readonly number[]) => row;
  const [ofU, ofV, ofW] = [
    [rows(m, i, j, factor), same, rows(p, j, i, -factor)],
    [columns(m, j, i, -factor), rows(p, i, j, factor), same],
    [same, columns(p, j, i, -factor), columns(p, i, j, factor)],
  ][side]!;
  void n;
  return { ...algorithm, u: u.map(ofU!), v: v.map(ofV!), w: w.map(ofW!) };
}

/** Schemes of the product, with coefficients up to a few units. */
export function randomSchemes(from: readonly Algorithm[] = bases): fc.Arbitrary<Algorithm> {
  const shear: fc.Arbitrary<Shear> = fc.record({
    side: fc.constantFrom(0, 1, 2),
    from: fc.nat({ max: 11 }),
    to: fc.nat({ max: 11 }),
    factor: fc.constantFrom(1, -1),
  });
  return fc
    .tuple(fc.constantFrom(...from), fc.array(shear, { maxLength: 4 }), fc.boolean(), fc.boolean())
    .map(([base, shears, isZ2, hasProvenance]) => {
      const changed = shears.reduce(sheared, base);
      const algorithm = isZ2 ? moduloTwo(absolute(changed)) : changed;
      const provenance = { run: 'a\u2028"*/ ü', seed: 7, line: [1, { deep: null }] };
      return hasProvenance ? { ...algorithm, provenance } : algorithm;
    });
}

/** Modulo 2, −1 is 1; `& 1` of a negative odd number is 1 as well, so this only tidies −0. */
function absolute(algorithm: Algorithm): Algorithm {
  const tidy = (rows: Algorithm['u']) => rows.map((row) => row.map(Math.abs));
  return { ...algorithm, u: tidy(algorithm.u), v: tidy(algorithm.v), w: tidy(algorithm.w) };
}

/** Strassen's with halves, thirds and sevenths. */
export function fractionalScheme(size: Size = [2, 2, 2]): Algorithm {
  const base = size.join() === '2,2,2' ? strassen('standard') : naiveAlgorithm(size, 'standard');
  const { u, v, w } = fractionRows(base);
  const times = (rows: typeof u, by: (r: number) => readonly [number, number]) =>
    rows.map((row, r) => row.map((c) => fraction(c.numerator * by(r)[0], by(r)[1])));
  return fromFractions(size, 'standard', {
    u: times(u, (r) => (r % 2 === 0 ? [1, 2] : [1, 1])),
    v: times(v, (r) => (r % 2 === 0 ? [2, 3] : [-1, 7])),
    w: times(w, (r) => (r % 2 === 0 ? [3, 1] : [-7, 1])),
  });
}
