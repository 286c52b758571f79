/** For tests: programs to generate code from, and products to compare its results with. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Random, seeded } from '../../tensor/random.ts';
import { reduceAdditions } from '../additions/reduce.ts';
import type { Algorithm } from '../algorithm.ts';
import { naiveAlgorithm, strassen } from '../examples.ts';
import { fractionalScheme } from '../formats/schemes.test-data.ts';
import { moduloTwo, publishedAlgorithms } from '../published.test-data.ts';
import type { StraightLineProgram } from '../straight-line.ts';

export interface CodeCase {
  readonly name: string;
  readonly algorithm: Algorithm;
  readonly program?: StraightLineProgram;
}

const published = publishedAlgorithms();
const ofSize = (size: string) => published.filter((a) => a.size.join('x') === size);

const reduced = (algorithm: Algorithm): CodeCase => ({
  name: `${algorithm.size.join('x')} of rank ${algorithm.rank}, ${algorithm.arithmetic}, sums shared`,
  algorithm,
  program: reduceAdditions(algorithm, { rounds: 2 }),
});
const plain = (algorithm: Algorithm): CodeCase => ({
  name: `${algorithm.size.join('x')} of rank ${algorithm.rank}, ${algorithm.arithmetic}`,
  algorithm,
});

/** Every kind of code: no sums at all, fractions, modulo 2, coefficients of 2, shared sums. */
export const codeCases: readonly CodeCase[] = [
  plain(naiveAlgorithm([1, 1, 1], 'standard')),
  plain(naiveAlgorithm([3, 1, 2], 'standard')),
  plain(strassen('standard')),
  plain(strassen('z2')),
  plain(fractionalScheme()),
  plain({ ...strassen('standard'), ...doubled(strassen('standard')) }),
  ...ofSize('2x3x4').flatMap((a) => [plain(a), reduced(moduloTwo(a))]),
  ...ofSize('3x3x3').map(reduced),
];

/** A large program; compilers take seconds for it. */
export const largeCases: readonly CodeCase[] = ofSize('4x5x5').map(reduced);

/** For the kernels, whose compilers are slow; the last has more products than they take at once. */
export const kernelCases: readonly CodeCase[] = [
  ...codeCases.filter(({ algorithm, program }) => algorithm.rank === 7 || program !== undefined),
  plain(naiveAlgorithm([3, 4, 6], 'standard')),
];

/** Whole coefficients other than ±1: Strassen's with a product done twice, times 2 and times −1. */
function doubled({ u, v, w }: Algorithm) {
  const times = (row: readonly number[], by: number) => row.map((c) => by * c + 0);
  const [u0, v0, w0] = [u[0]!, v[0]!, w[0]!];
  return { rank: 8, u: [...u, u0], v: [...v, v0], w: [times(w0, 2), ...w.slice(1), times(w0, -1)] };
}

export interface Product {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly c: readonly number[];
}

/** Odd shapes, thin ones, and one that takes several levels and several tiles. */
const SHAPES = [
  [1, 1, 1],
  [2, 2, 2],
  [3, 5, 7],
  [1, 9, 4],
  [17, 3, 29],
  [31, 37, 41],
] as const;

/** Whole entries from −9 to 9, or bits; C exact. */
export function products(isZ2: boolean, seed = 1): Product[] {
  const random = seeded(seed);
  return SHAPES.map(([rows, inner, columns]) => product(rows, inner, columns, isZ2, random));
}

function product(rows: number, inner: number, columns: number, isZ2: boolean, random: Random) {
  const entry = () => (isZ2 ? random.below(2) : random.below(19) - 9);
  const a = Array.from({ length: rows * inner }, entry);
  const b = Array.from({ length: inner * columns }, entry);
  const c = Array.from({ length: rows * columns }, (_, at) => {
    const [i, k] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let j = 0; j < inner; j++) sum += a[i * inner + j]! * b[j * columns + k]!;
    return isZ2 ? sum % 2 : sum;
  });
  return { rows, inner, columns, a, b, c };
}

/** A folder for generated files, and how to remove it. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'tensorgame-code-'));
  return { path, remove: () => rmSync(path, { recursive: true }) };
}

/** True when the command works; else says what is skipped. */
export function isThere(what: string, command: string, ...args: readonly string[]): boolean {
  if (spawnSync(command, args).status === 0) return true;
  console.warn(`Skipped ${what}: “${[command, ...args].join(' ')}” does not work here.`);
  return false;
}
