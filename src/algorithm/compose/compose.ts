/** Larger and smaller algorithms from given ones; none is verified here. */
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import type { Size } from '../../tensor/size.ts';
import type { Algorithm, Denominators } from '../algorithm.ts';
import type { Space } from '../equivalence/sandwich.ts';

/**
 * The tensor product: blocks are multiplied by the first algorithm, and the products of blocks by the
 * second. Sizes and ranks multiply. @throws RangeError when the arithmetics differ
 */
export function product(first: Algorithm, second: Algorithm): Algorithm {
  needSameArithmetic(first, second);
  const [n, m, p] = first.size;
  const [n2, m2, p2] = second.size;
  const all = (
    a: readonly (readonly number[])[],
    b: readonly (readonly number[])[],
    rows: number,
    columns: number,
    rows2: number,
    columns2: number,
  ) =>
    a.flatMap((x) =>
      b.map((y) =>
        Array.from({ length: rows * rows2 * columns * columns2 }, (_, at) => {
          const row = Math.floor(at / (columns * columns2));
          const column = at % (columns * columns2);
          const outer = Math.floor(row / rows2) * columns + Math.floor(column / columns2);
          // + 0 so that there is no −0
          return x[outer]! * y[(row % rows2) * columns2 + (column % columns2)]! + 0;
        }),
      ),
    );
  return composed(
    [n * n2, m * m2, p * p2],
    first.arithmetic,
    all(first.u, second.u, n, m, n2, m2),
    all(first.v, second.v, m, p, m2, p2),
    all(first.w, second.w, n, p, n2, p2),
    multiplied(first.denominators, second.denominators),
  );
}

/**
 * Two algorithms side by side: along n the rows of A and C are divided among them, along m the columns
 * of A and the rows of B, along p the columns of B and C. The other two sides are equal; ranks add.
 * @throws RangeError when the other sides or the arithmetics differ
 */
export function glued(first: Algorithm, second: Algorithm, along: Space): Algorithm {
  needSameArithmetic(first, second);
  const at = 'nmp'.indexOf(along);
  if (first.size.some((side, x) => x !== at && side !== second.size[x])) {
    throw new RangeError(
      `${first.size.join('×')} and ${second.size.join('×')} cannot be glued along ${along}`,
    );
  }
  const size = first.size.map((side, x) => (x === at ? side + second.size[x]! : side)) as [
    number,
    number,
    number,
  ];
  const [a, b] = commonDenominators(first, second);
  const modes = [
    { name: 'u', row: 0, column: 1 },
    { name: 'v', row: 1, column: 2 },
    { name: 'w', row: 0, column: 2 },
  ] as const;
  const [u, v, w] = modes.map(({ name, row, column }) =>
    [a, b].flatMap((part, which) => {
      const shift = which === 0 ? 0 : first.size[at]!;
      const rowShift = row === at ? shift : 0;
      const columnShift = column === at ? shift : 0;
      return part[name].map((factor) =>
        placed(factor, part.size[column]!, size[row]!, size[column]!, rowShift, columnShift),
      );
    }),
  );
  return composed(size, a.arithmetic, u!, v!, w!, a.denominators);
}

/** The algorithm for matrices without one row or column: terms that lose a factor are gone. */
export function without(algorithm: Algorithm, space: Space, index: number): Algorithm {
  const [n, m, p] = algorithm.size;
  const at = 'nmp'.indexOf(space);
  const size = algorithm.size.map((side, x) => (x === at ? side - 1 : side)) as unknown as Size;
  const kept = (rows: number, columns: number, byRow: boolean | undefined) =>
    Array.from({ length: rows * columns }, (_, x) => x).filter(
      (x) => byRow === undefined || (byRow ? Math.floor(x / columns) : x % columns) !== index,
    );
  const pick = (rows: readonly (readonly number[])[], indices: readonly number[]) =>
    rows.map((row) => indices.map((x) => row[x]!));
  const u = pick(algorithm.u, kept(n, m, at === 2 ? undefined : at === 0));
  const v = pick(algorithm.v, kept(m, p, at === 0 ? undefined : at === 1));
  const w = pick(algorithm.w, kept(n, p, at === 1 ? undefined : at === 0));
  const alive = u.map((_, r) => [u, v, w].every((rows) => rows[r]!.some((c) => c !== 0)));
  const left = (rows: number[][]) => rows.filter((_, r) => alive[r]);
  const { arithmetic, denominators } = algorithm;
  return composed(size, arithmetic, left(u), left(v), left(w), denominators);
}

/** The same algorithm modulo 2. @throws RangeError when a denominator is even */
export function moduloTwo(algorithm: Algorithm): Algorithm {
  if (algorithm.denominators?.some((d) => d % 2 === 0)) {
    throw new RangeError('With halves there is no algorithm modulo 2');
  }
  const parities = (rows: readonly (readonly number[])[]) =>
    rows.map((row) => row.map((c) => Math.abs(c % 2)));
  const u = parities(algorithm.u);
  const v = parities(algorithm.v);
  const w = parities(algorithm.w);
  const alive = u.map((_, r) => [u, v, w].every((rows) => rows[r]!.some((c) => c !== 0)));
  const left = (rows: number[][]) => rows.filter((_, r) => alive[r]);
  return composed(algorithm.size, 'z2', left(u), left(v), left(w), undefined);
}

function composed(
  size: Size,
  arithmetic: Arithmetic,
  u: number[][],
  v: number[][],
  w: number[][],
  denominators: Denominators | undefined,
): Algorithm {
  const isWhole = denominators?.every((d) => d === 1) ?? true;
  const base = { size, arithmetic, rank: u.length, u, v, w };
  return isWhole ? base : { ...base, denominators: denominators! };
}

function multiplied(
  a: Denominators | undefined,
  b: Denominators | undefined,
): Denominators | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return [a[0] * b[0], a[1] * b[1], a[2] * b[2]];
}

/** Both with the same denominators. */
function commonDenominators(first: Algorithm, second: Algorithm): [Algorithm, Algorithm] {
  const a = first.denominators ?? [1, 1, 1];
  const b = second.denominators ?? [1, 1, 1];
  if (a.every((d, mode) => d === b[mode])) return [first, second];
  const scaled = (algorithm: Algorithm, by: readonly number[]): Algorithm => {
    const times = (rows: readonly (readonly number[])[], factor: number) =>
      rows.map((row) => row.map((c) => c * factor));
    return {
      ...algorithm,
      u: times(algorithm.u, by[0]!),
      v: times(algorithm.v, by[1]!),
      w: times(algorithm.w, by[2]!),
      denominators: [a[0] * b[0], a[1] * b[1], a[2] * b[2]],
    };
  };
  return [scaled(first, b), scaled(second, a)];
}

function placed(
  factor: readonly number[],
  ownColumns: number,
  rows: number,
  columns: number,
  rowShift: number,
  columnShift: number,
): number[] {
  const whole = new Array<number>(rows * columns).fill(0);
  for (const [at, c] of factor.entries()) {
    const row = Math.floor(at / ownColumns) + rowShift;
    whole[row * columns + (at % ownColumns) + columnShift] = c;
  }
  return whole;
}

function needSameArithmetic(first: Algorithm, second: Algorithm): void {
  if (first.arithmetic === second.arithmetic) return;
  throw new RangeError('An algorithm modulo 2 and one over the integers do not go together');
}
