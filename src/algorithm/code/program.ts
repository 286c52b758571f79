/** What code is generated from: a straight-line program, and its statements in order. */
import { matrixLabels } from '../../tensor/mode-labels.ts';
import type { Algorithm } from '../algorithm.ts';
import {
  carriesOut,
  type LinearProgram,
  naiveProgram,
  programOf,
  type StraightLineProgram,
  type Sum,
} from '../straight-line.ts';

/**
 * The program to generate code from: the given one, or every sum from scratch. A factor with
 * minus signs alone loses them to the sums of products, where they cost nothing.
 * @throws RangeError when the program is not one of the algorithm
 */
export function programFor(
  algorithm: Algorithm,
  program: StraightLineProgram = naiveProgram(algorithm),
): StraightLineProgram {
  if (!carriesOut(program, algorithm)) {
    throw new RangeError('The straight-line program carries out another algorithm');
  }
  const signs = program.u.outputs.map(() => 1);
  const positive = ({ outputs, ...rest }: LinearProgram): LinearProgram => ({
    ...rest,
    outputs: outputs.map((sum, r) => {
      if (sum.length === 0 || sum.some(({ coefficient }) => coefficient > 0)) return sum;
      signs[r] = -signs[r]!;
      return sum.map(({ value, coefficient }) => ({ value, coefficient: -coefficient }));
    }),
  });
  const [u, v] = [positive(program.u), positive(program.v)];
  const signed = (sum: Sum): Sum =>
    sum.map(({ value, coefficient }) => ({
      value,
      coefficient: coefficient * (signs[value] ?? 1),
    }));
  const w = {
    inputs: program.w.inputs,
    temporaries: program.w.temporaries.map(signed),
    outputs: program.w.outputs.map(signed),
  };
  return programOf(algorithm, u, v, w);
}

/** What C is divided by: the product of the denominators. */
export function divisorOf({ denominators = [1, 1, 1] }: StraightLineProgram): number {
  return denominators[0] * denominators[1] * denominators[2];
}

export interface NamedTerm {
  readonly coefficient: number;
  readonly name: string;
}

export type Statement =
  | {
      readonly kind: 'sum';
      readonly side: 'a' | 'b' | 'c';
      readonly name: string;
      readonly terms: readonly NamedTerm[];
    }
  | {
      readonly kind: 'product';
      readonly name: string;
      readonly left: string;
      readonly right: string;
    };

/** 'a11', … of the blocks: [n·m], [m·p] and [n·p] names. */
export function blockNames([n, m, p]: StraightLineProgram['size']) {
  return {
    a: matrixLabels('a', n, m).names,
    b: matrixLabels('b', m, p).names,
    c: matrixLabels('c', n, p).names,
  };
}

/**
 * The program as statements in an order in which everything is there when it is used: sums of A (s1,
 * …, and the factors l1, …), of B (t1, … and r1, …), products m1, …, their sums q1, …, and c11, ….
 * A factor that is a single block or sum is not named again.
 */
export function statementsOf(program: StraightLineProgram): Statement[] {
  const { size, u, v, w, rank } = program;
  const names = blockNames(size);
  const statements: Statement[] = [];
  const left = new Side('a', u, [...names.a, ...numbered('s', u.temporaries.length)], statements);
  const right = new Side('b', v, [...names.b, ...numbered('t', v.temporaries.length)], statements);
  const products = numbered('m', rank);
  for (const [r, name] of products.entries()) {
    const [l, t] = [left.factor(r, `l${r + 1}`), right.factor(r, `r${r + 1}`)];
    statements.push({ kind: 'product', name, left: l, right: t });
  }
  const sums = [...products, ...numbered('q', w.temporaries.length)];
  const named = (sum: Sum) =>
    sum.map(({ value, coefficient }) => ({ coefficient, name: sums[value]! }));
  for (const [t, sum] of w.temporaries.entries()) {
    statements.push({ kind: 'sum', side: 'c', name: sums[rank + t]!, terms: named(sum) });
  }
  for (const [z, sum] of w.outputs.entries()) {
    statements.push({ kind: 'sum', side: 'c', name: names.c[z]!, terms: named(sum) });
  }
  return statements;
}

/** The factors of one matrix: each sum is computed just before it is first used. */
class Side {
  readonly #side: 'a' | 'b';
  readonly #program: LinearProgram;
  readonly #names: readonly string[];
  readonly #statements: Statement[];
  readonly #done = new Set<number>();

  constructor(
    side: 'a' | 'b',
    program: LinearProgram,
    names: readonly string[],
    statements: Statement[],
  ) {
    this.#side = side;
    this.#program = program;
    this.#names = names;
    this.#statements = statements;
  }

  factor(r: number, name: string): string {
    const sum = this.#program.outputs[r]!;
    const single = sum.length === 1 && sum[0]!.coefficient === 1 ? sum[0] : undefined;
    if (single !== undefined) {
      this.#need(single.value);
      return this.#names[single.value]!;
    }
    this.#emit(sum, name);
    return name;
  }

  #need(value: number): void {
    const t = value - this.#program.inputs;
    if (t < 0 || this.#done.has(t)) return;
    this.#done.add(t);
    this.#emit(this.#program.temporaries[t]!, this.#names[value]!);
  }

  #emit(sum: Sum, name: string): void {
    for (const { value } of sum) this.#need(value);
    const terms = sum.map(({ value, coefficient }) => ({
      coefficient,
      name: this.#names[value]!,
    }));
    this.#statements.push({ kind: 'sum', side: this.#side, name, terms });
  }
}

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
}

/** 'a11 + 2 * a22 - a12'; 'a11 ^ a22' modulo 2; '0' for nothing. */
export function expression(terms: readonly NamedTerm[], isZ2: boolean): string {
  if (terms.length === 0) return '0';
  if (isZ2) return terms.map(({ name }) => name).join(' ^ ');
  // A positive term first saves a negation.
  const first = Math.max(
    0,
    terms.findIndex(({ coefficient }) => coefficient > 0),
  );
  return [terms[first]!, ...terms.toSpliced(first, 1)]
    .map(({ coefficient, name }, at) => {
      const size = Math.abs(coefficient) === 1 ? name : `${Math.abs(coefficient)} * ${name}`;
      if (at === 0) return coefficient < 0 ? `-${size}` : size;
      return coefficient < 0 ? ` - ${size}` : ` + ${size}`;
    })
    .join('');
}

/** 'multiply_2x2x2_rank7_z2': where a language has one space of names for all files. */
export function functionName({
  size,
  rank,
  arithmetic,
}: Pick<StraightLineProgram, 'size' | 'rank' | 'arithmetic'>): string {
  return `multiply_${size.join('x')}_rank${rank}${arithmetic === 'z2' ? '_z2' : ''}`;
}
