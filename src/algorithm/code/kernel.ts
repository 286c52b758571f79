/**
 * What the CUDA and the WGSL kernel have in common. One thread computes one entry of every block of
 * C, at the same place in each. A group of threads walks along the inner side of the blocks: it loads
 * a tile of A's and of B's blocks, makes the factors of some products of it, in fast shared memory,
 * and multiplies them; so additions are done once a tile and not once a thread. Products are taken in
 * groups that fit the shared memory.
 */
import { dimensions } from '../../tensor/size.ts';
import type { LinearProgram, StraightLineProgram, Sum } from '../straight-line.ts';
import { expression } from './program.ts';

/** The words of a shader language. */
export interface Dialect {
  /** 'float x = 1;' */
  readonly constant: (name: string, value: string) => string;
  readonly variable: (name: string, value: string) => string;
  /** The entry at the thread's place of block (row, column) of A or B, 0 beyond its edge. */
  readonly load: (matrix: 'a' | 'b', row: number, column: number) => string;
  /** factor · factor, added to the variable. */
  readonly multiplyAdd: (to: string, left: string, right: string) => string;
}

export interface KernelShape {
  /** Side of the square of threads. */
  readonly tile: number;
  /** Of the inner side, at once; tile · depth · 2 places are as many as there are threads. */
  readonly depth: number;
  /** Products at once. */
  readonly group: number;
}

export interface ProductGroup {
  /** From A's tile to shared memory: `left[…] = …;` */
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** The accumulators, declared. */
  readonly begin: readonly string[];
  /** One step along the inner side. */
  readonly multiply: readonly string[];
  /** The accumulators go to C's sums. */
  readonly end: readonly string[];
}

/** The shape for a memory of so many numbers, shared by a square of threads. */
export function kernelShape(rank: number, tile: number, sharedNumbers: number): KernelShape {
  const depth = tile / 2;
  const group = Math.min(rank, Math.floor(sharedNumbers / (2 * tile * depth)));
  return { tile, depth, group };
}

/** The products' groups, as statements. */
export function productGroups(
  program: StraightLineProgram,
  { tile, depth, group }: KernelShape,
  dialect: Dialect,
): ProductGroup[] {
  const { size, u, v, w, rank, arithmetic } = program;
  const [, m, p] = size;
  const isZ2 = arithmetic === 'z2';
  const sums = new Sums(w, isZ2);
  const groups: ProductGroup[] = [];
  for (let first = 0; first < rank; first += group) {
    const members = Array.from({ length: Math.min(group, rank - first) }, (_, g) => g);
    const place = (matrix: 'left' | 'right', g: number, at: string) =>
      `${matrix}[${g * tile * depth} + ${at}]`;
    const factors = (
      side: 'a' | 'b',
      map: LinearProgram,
      columns: number,
      store: 'left' | 'right',
    ) => {
      const lines = new FactorLines(side, map, columns, dialect, isZ2);
      const values = members.map((g) => lines.factor(first + g));
      return [...lines.lines, ...members.map((g) => `${place(store, g, 'spot')} = ${values[g]};`)];
    };
    groups.push({
      left: factors('a', u, m, 'left'),
      right: factors('b', v, p, 'right'),
      begin: members.map((g) => dialect.variable(`m${first + g + 1}`, '0')),
      multiply: members.map((g) =>
        dialect.multiplyAdd(
          `m${first + g + 1}`,
          place('left', g, 'left_at'),
          place('right', g, 'right_at'),
        ),
      ),
      end: members.flatMap((g) => sums.complete(first + g, `m${first + g + 1}`)),
    });
  }
  return groups;
}

/** Variables that outlive the groups: C's sums and their temporaries. */
export function sumVariables({ w, size }: StraightLineProgram): string[] {
  const outputs = dimensions(size)[2];
  return [
    ...w.temporaries.map((_, t) => `q${t + 1}`),
    ...Array.from({ length: outputs }, (_, z) => `c${z}`),
  ];
}

/** The statements that compute factors of A or B, each input and temporary once. */
class FactorLines {
  readonly lines: string[] = [];
  readonly #side: 'a' | 'b';
  readonly #map: LinearProgram;
  readonly #columns: number;
  readonly #dialect: Dialect;
  readonly #isZ2: boolean;
  readonly #done = new Set<number>();

  constructor(
    side: 'a' | 'b',
    map: LinearProgram,
    columns: number,
    dialect: Dialect,
    isZ2: boolean,
  ) {
    this.#side = side;
    this.#map = map;
    this.#columns = columns;
    this.#dialect = dialect;
    this.#isZ2 = isZ2;
  }

  factor(r: number): string {
    return this.#sum(this.#map.outputs[r]!);
  }

  #sum(sum: Sum): string {
    const terms = sum.map(({ value, coefficient }) => ({ coefficient, name: this.#name(value) }));
    return expression(terms, this.#isZ2);
  }

  #name(value: number): string {
    const { inputs, temporaries } = this.#map;
    const name = value < inputs ? `${this.#side}${value}` : `s${value - inputs + 1}`;
    if (this.#done.has(value)) return name;
    this.#done.add(value);
    const [row, column] = [Math.floor(value / this.#columns), value % this.#columns];
    const text =
      value < inputs
        ? this.#dialect.load(this.#side, row, column)
        : this.#sum(temporaries[value - inputs]!);
    this.lines.push(this.#dialect.constant(name, text));
    return name;
  }
}

/** Adds products to the sums of C as they come; a temporary follows when it is complete. */
class Sums {
  readonly #isZ2: boolean;
  readonly #inputs: number;
  readonly #temporaries: number;
  readonly #consumers: { readonly to: number; readonly coefficient: number }[][];
  readonly #pending: number[];

  constructor({ inputs, temporaries, outputs }: LinearProgram, isZ2: boolean) {
    this.#isZ2 = isZ2;
    this.#inputs = inputs;
    this.#temporaries = temporaries.length;
    const sums = [...temporaries, ...outputs];
    this.#pending = sums.map((sum) => sum.length);
    this.#consumers = Array.from({ length: inputs + temporaries.length }, () => []);
    for (const [to, sum] of sums.entries()) {
      for (const { value, coefficient } of sum) this.#consumers[value]!.push({ to, coefficient });
    }
  }

  complete(value: number, name: string): string[] {
    const lines: string[] = [];
    const full: number[] = [];
    for (const { to, coefficient } of this.#consumers[value]!) {
      const isTemporary = to < this.#temporaries;
      const target = isTemporary ? `q${to + 1}` : `c${to - this.#temporaries}`;
      lines.push(this.#add(target, coefficient, name));
      this.#pending[to]!--;
      if (this.#pending[to] === 0 && isTemporary) full.push(to);
    }
    for (const to of full) lines.push(...this.complete(this.#inputs + to, `q${to + 1}`));
    return lines;
  }

  #add(target: string, coefficient: number, name: string): string {
    if (this.#isZ2) return `${target} ^= ${name};`;
    const size = Math.abs(coefficient) === 1 ? name : `${Math.abs(coefficient)} * ${name}`;
    return `${target} ${coefficient < 0 ? '-=' : '+='} ${size};`;
  }
}
