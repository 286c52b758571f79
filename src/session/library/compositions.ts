/** New algorithms made of those of the library, kept with what they were made of. */
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { glued, moduloTwo, product } from '../../algorithm/compose/compose.ts';
import type { Space } from '../../algorithm/equivalence/sandwich.ts';
import { reordered } from '../../algorithm/equivalence/symmetries.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { formatSize, type Size } from '../../tensor/size.ts';
import { sizeClass } from './compare.ts';
import type { LibraryEntry } from './entry.ts';
import type { Kept, Library } from './library.ts';
import { shownSize, titleOf } from './names.ts';
import type { Origin } from './origin.ts';

/** The other orders of n, m and p, each once. */
export function otherOrders([n, m, p]: Size): Size[] {
  const orders: Size[] = [
    [n, m, p],
    [m, p, n],
    [p, n, m],
    [p, m, n],
    [n, p, m],
    [m, n, p],
  ];
  const distinct = new Map(orders.map((size) => [formatSize(size), size]));
  distinct.delete(formatSize([n, m, p]));
  return [...distinct.values()];
}

/** Keeps the algorithm for another order of its sides. */
export async function keepReordered(
  library: Library,
  entry: LibraryEntry,
  algorithm: Algorithm,
  size: Size,
): Promise<Kept> {
  const words = `${titleOf(entry)}, turned to ${shownSize(size)}`;
  const { provenance: _, ...bare } = reordered(algorithm, size);
  return library.keep(bare, { kind: 'derived', how: 'permuted', from: [entry.key], words });
}

/** Keeps the same algorithm modulo 2. @throws RangeError when it has halves */
export async function keepModuloTwo(
  library: Library,
  entry: LibraryEntry,
  algorithm: Algorithm,
): Promise<Kept> {
  const words = `${titleOf(entry)}, modulo 2`;
  const origin: Origin = { kind: 'derived', how: 'modulo 2', from: [entry.key], words };
  return library.keep(moduloTwo(algorithm), origin);
}

/** The sides along which two algorithms can be glued as they are. */
export function gluable(first: LibraryEntry, second: LibraryEntry): Space[] {
  if (first.arithmetic !== second.arithmetic) return [];
  const spaces = ['n', 'm', 'p'] as const;
  return spaces.filter((_, at) =>
    first.size.every((side, x) => x === at || side === second.size[x]),
  );
}

/** Keeps the tensor product of two, or both side by side along n, m or p. */
export async function keepComposed(
  library: Library,
  [first, second]: readonly [LibraryEntry, LibraryEntry],
  how: 'product' | Space,
): Promise<Kept> {
  const [a, b] = await library.algorithms([first.key, second.key]);
  if (a === undefined || b === undefined) {
    return { status: 'refused', reason: 'One of them is not in the library any more.' };
  }
  const from = [first.key, second.key];
  const both = `${titleOf(first)} and ${titleOf(second)}`;
  const origin: Origin =
    how === 'product'
      ? { kind: 'derived', how: 'product', from, words: `the tensor product of ${both}` }
      : { kind: 'derived', how: 'glued', from, words: `${both}, glued along ${how}` };
  return library.keep(how === 'product' ? product(a, b) : glued(a, b, how), origin);
}

/** The best of each size, in that arithmetic or, modulo 2, in any: what plans are made from. */
export function bestOfSizes(
  entries: Iterable<LibraryEntry>,
  arithmetic: Arithmetic,
): LibraryEntry[] {
  const best = new Map<string, LibraryEntry>();
  for (const entry of entries) {
    if (arithmetic === 'standard' && entry.arithmetic === 'z2') continue;
    const at = `${sizeClass(entry.size)} ${entry.arithmetic}`;
    const before = best.get(at);
    if (before === undefined || entry.rank < before.rank) best.set(at, entry);
  }
  return [...best.values()];
}
