/** How algorithms compare with what is known. */
import { knownRanks } from '../../tensor/known.ts';
import { formatSize, LARGEST_SIDE, type Size } from '../../tensor/size.ts';
import type { LibraryEntry, Ring } from './entry.ts';

/** The exponent ω = 3·log R / log(n·m·p); NaN where n·m·p is 1. */
export function exponent([n, m, p]: Size, rank: number): number {
  return (3 * Math.log(rank)) / Math.log(n * m * p);
}

/** The size with its sides in ascending order, as text: the same for all its permutations. */
export function sizeClass(size: Size): string {
  return formatSize(sorted(size));
}

export function sorted(size: Size): Size {
  const [n, m, p] = [...size].sort((a, b) => a - b);
  return [n!, m!, p!];
}

/** The best known rank with such coefficients, of integers for −1, 0 and 1; null beyond side 8. */
export function bestKnown(size: Size, ring: Ring): number | null {
  const known = knownRanks(size);
  if (known !== undefined) return ring === 'zt' ? known.z : known[ring];
  return Math.min(...size) === 1 && Math.max(...size) <= LARGEST_SIDE
    ? size[0] * size[1] * size[2]
    : null;
}

/** What was found for a size, whatever the order of its sides. */
export interface Found {
  /** The best modulo 2, and over the integers or fractions. */
  readonly z2: LibraryEntry | null;
  readonly standard: LibraryEntry | null;
  readonly count: number;
}

/** By sizeClass. */
export function bestFound(entries: Iterable<LibraryEntry>): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const entry of entries) {
    const at = sizeClass(entry.size);
    const before = found.get(at) ?? { z2: null, standard: null, count: 0 };
    const best = before[entry.arithmetic];
    found.set(at, {
      ...before,
      count: before.count + 1,
      ...(best === null || entry.rank < best.rank ? { [entry.arithmetic]: entry } : {}),
    });
  }
  return found;
}
