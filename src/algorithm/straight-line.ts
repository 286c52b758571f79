/**
 * Straight-line programs: an algorithm written as additions, R products, and additions again, where
 * sums may be shared. What code is generated from, and what additions are counted on.
 */
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { dimensions, type Size } from '../tensor/size.ts';
import type { Algorithm, Denominators } from './algorithm.ts';

/** An earlier value times a whole number other than 0 (1 or −1 nearly always; 1 modulo 2). */
export interface Summand {
  readonly value: number;
  readonly coefficient: number;
}

/** Empty for zero. */
export type Sum = readonly Summand[];

/**
 * A linear map as sums. Values 0 … inputs−1 are the inputs, value inputs+t is temporary t; a temporary
 * uses only values before it. Outputs are sums of values, and no values themselves.
 */
export interface LinearProgram {
  readonly inputs: number;
  readonly temporaries: readonly Sum[];
  readonly outputs: readonly Sum[];
}

/**
 * Product r is output r of u (inputs: A row-major) times output r of v (inputs: B row-major); entry z of
 * C, row-major, is output z of w, whose inputs are the R products. With denominators each entry of
 * C is divided by their product.
 */
export interface StraightLineProgram {
  readonly size: Size;
  readonly arithmetic: Arithmetic;
  readonly rank: number;
  readonly denominators?: Denominators;
  readonly u: LinearProgram;
  readonly v: LinearProgram;
  readonly w: LinearProgram;
}

/** Additions and subtractions; multiplying by a coefficient other than ±1 is counted apart. */
export interface AdditionCounts {
  readonly u: number;
  readonly v: number;
  readonly w: number;
  readonly total: number;
  readonly scalings: number;
}

/** Every sum from scratch, no temporaries. */
export function naiveProgram(algorithm: Algorithm): StraightLineProgram {
  const { u, v, w } = algorithm;
  const [s0, s1, s2] = dimensions(algorithm.size);
  const outputs = Array.from({ length: s2 }, (_, z) => w.map((row) => row[z]!));
  return programOf(algorithm, fromRows(s0, u), fromRows(s1, v), fromRows(w.length, outputs));
}

/** The program of an algorithm from those of its three linear maps. */
export function programOf(
  { size, arithmetic, rank, denominators }: Algorithm,
  u: LinearProgram,
  v: LinearProgram,
  w: LinearProgram,
): StraightLineProgram {
  const base = { size, arithmetic, rank, u, v, w };
  return denominators === undefined ? base : { ...base, denominators };
}

/** One output a row, from scratch. @param rows [outputs × inputs] */
export function fromRows(inputs: number, rows: readonly (readonly number[])[]): LinearProgram {
  const outputs = rows.map((row) =>
    row.flatMap((coefficient, value) => (coefficient === 0 ? [] : [{ value, coefficient }])),
  );
  return { inputs, temporaries: [], outputs };
}

export function countAdditions({ u, v, w }: StraightLineProgram): AdditionCounts {
  const [a, b, c] = [linearAdditions(u), linearAdditions(v), linearAdditions(w)];
  const scalings = [u, v, w]
    .flatMap((part) => [...part.temporaries, ...part.outputs])
    .flat()
    .filter(({ coefficient }) => Math.abs(coefficient) !== 1).length;
  return { u: a, v: b, w: c, total: a + b + c, scalings };
}

/** One less than the summands of each sum. */
export function linearAdditions({ temporaries, outputs }: LinearProgram): number {
  const count = (sums: readonly Sum[]) =>
    sums.reduce((total, sum) => total + Math.max(0, sum.length - 1), 0);
  return count(temporaries) + count(outputs);
}

/**
 * [outputs × inputs] the matrix that a linear program computes, exactly.
 * @throws RangeError when a sum uses a value that is not before it, or twice the same
 */
export function matrixOf(program: LinearProgram, arithmetic: Arithmetic): number[][] {
  const { inputs, temporaries, outputs } = program;
  const values: number[][] = Array.from({ length: inputs }, (_, x) =>
    Array.from({ length: inputs }, (_, y) => (x === y ? 1 : 0)),
  );
  const expand = (sum: Sum): number[] => {
    const row = new Array<number>(inputs).fill(0);
    const seen = new Set<number>();
    for (const { value, coefficient } of sum) {
      const summand = values[value];
      if (summand === undefined)
        throw new RangeError(`A sum uses value ${value} before it is there`);
      if (seen.has(value)) throw new RangeError(`A sum uses value ${value} twice`);
      seen.add(value);
      for (let x = 0; x < inputs; x++) row[x]! += coefficient * summand[x]!;
    }
    return arithmetic === 'z2' ? row.map((c) => Math.abs(c % 2)) : row;
  };
  for (const sum of temporaries) values.push(expand(sum));
  return outputs.map(expand);
}

/** The algorithm that a program carries out, not verified. @throws RangeError as matrixOf does */
export function algorithmOf(program: StraightLineProgram): Algorithm {
  const { size, arithmetic, rank, denominators } = program;
  const outputs = matrixOf(program.w, arithmetic);
  const base = {
    size,
    arithmetic,
    rank,
    u: matrixOf(program.u, arithmetic),
    v: matrixOf(program.v, arithmetic),
    w: Array.from({ length: rank }, (_, r) => outputs.map((row) => row[r]!)),
  };
  return denominators === undefined ? base : { ...base, denominators };
}

/** True when the program carries out exactly this algorithm, coefficient by coefficient. */
export function carriesOut(program: StraightLineProgram, algorithm: Algorithm): boolean {
  const own = algorithmOf(program);
  const same = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]) =>
    a.length === b.length &&
    a.every((row, r) => row.length === b[r]!.length && row.every((c, x) => c === b[r]![x]));
  return (
    own.arithmetic === algorithm.arithmetic &&
    own.size.every((side, at) => side === algorithm.size[at]) &&
    same(own.u, algorithm.u) &&
    same(own.v, algorithm.v) &&
    same(own.w, algorithm.w) &&
    (own.denominators ?? [1, 1, 1]).join() === (algorithm.denominators ?? [1, 1, 1]).join()
  );
}

/**
 * C = A·B by the program, in whatever numbers `a` and `b` are, exact for bigint.
 * @param a [n·m] row-major, @param b [m·p]
 * @returns [n·p], not yet divided by the denominators, and not reduced modulo 2
 */
export function multiplyBy(
  program: StraightLineProgram,
  a: readonly bigint[],
  b: readonly bigint[],
): bigint[] {
  const left = apply(program.u, a);
  const right = apply(program.v, b);
  return apply(
    program.w,
    left.map((x, r) => x * right[r]!),
  );
}

function apply({ temporaries, outputs }: LinearProgram, inputs: readonly bigint[]): bigint[] {
  const values = [...inputs];
  const evaluate = (sum: Sum) =>
    sum.reduce((total, { value, coefficient }) => total + BigInt(coefficient) * values[value]!, 0n);
  for (const sum of temporaries) values.push(evaluate(sum));
  return outputs.map(evaluate);
}
