/** Algorithms as they are printed: a product a line, and a sum for each entry of C. */
import { matrixLabels } from '../../tensor/mode-labels.ts';
import type { Size } from '../../tensor/size.ts';
import type { Algorithm } from '../algorithm.ts';

/**
 * @param products 'a11 + a22 | b11 + b22' for each product
 * @param outputs 'c11 = m1 + m4 - m5 + m7' for each entry of C
 * @throws RangeError when a name is none of a matrix of the size
 */
export function fromFormulas(
  size: Size,
  products: readonly string[],
  outputs: readonly string[],
): Algorithm {
  const [n, m, p] = size;
  const a = matrixLabels('a', n, m).names;
  const b = matrixLabels('b', m, p).names;
  const c = matrixLabels('c', n, p).names;
  const names = products.map((_, r) => `m${r + 1}`);
  const sums = new Map(outputs.map((line) => line.split(' = ') as [string, string]));
  const columns = c.map((name) => coefficients(sums.get(name) ?? '', names));
  const factors = products.map((line) => line.split('|'));
  return {
    size,
    arithmetic: 'standard',
    rank: products.length,
    u: factors.map(([left]) => coefficients(left ?? '', a)),
    v: factors.map(([, right]) => coefficients(right ?? '', b)),
    w: products.map((_, r) => columns.map((column) => column[r]!)),
  };
}

function coefficients(sum: string, names: readonly string[]): number[] {
  const row = new Array<number>(names.length).fill(0);
  for (const [, sign, name] of sum.matchAll(/([+-]?)\s*([a-z]\d+)/g)) {
    const at = names.indexOf(name!);
    if (at === -1) throw new RangeError(`There is no ${name}`);
    row[at]! += sign === '-' ? -1 : 1;
  }
  return row;
}
