/** The table of sizes: what is known of each, and the best that was found. */
import { bestFound, exponent, type Found } from '../../session/library/compare.ts';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { KNOWN_RANKS, type KnownRanks } from '../../tensor/known-ranks.ts';

export interface SizeRow {
  /** '2x2x3', in ascending order. */
  readonly size: string;
  readonly volume: number;
  readonly known: KnownRanks;
  /** The exponent of the best known integer algorithm. */
  readonly omega: number;
  readonly found: Found;
}

const NOTHING: Found = { z2: null, standard: null, count: 0 };

/** All sizes from 2×2×2 to 8×8×8. */
export function sizeRows(entries: Iterable<LibraryEntry>): SizeRow[] {
  const found = bestFound(entries);
  return [...KNOWN_RANKS].map(([size, known]) => {
    const [n, m, p] = size.split('x').map(Number);
    return {
      size,
      volume: known.naive,
      known,
      omega: exponent([n!, m!, p!], known.z),
      found: found.get(size) ?? NOTHING,
    };
  });
}

export const SIZE_COLUMNS = [
  'size',
  'naive',
  'at',
  'z2',
  'z',
  'q',
  'omega',
  'foundZ2',
  'foundZ',
] as const;
export type SizeColumn = (typeof SIZE_COLUMNS)[number];

/** What has no number comes last, whichever way. */
export function sortSizes(
  rows: readonly SizeRow[],
  column: SizeColumn,
  descending: boolean,
): SizeRow[] {
  const number = (row: SizeRow): number | null => {
    switch (column) {
      case 'size':
      case 'naive':
        return row.volume;
      case 'at':
        return row.known.at_std ?? row.known.at_z2;
      case 'z2':
        return row.known.z2;
      case 'z':
        return row.known.z;
      case 'q':
        return row.known.q;
      case 'omega':
        return row.omega;
      case 'foundZ2':
        return row.found.z2?.rank ?? null;
      case 'foundZ':
        return row.found.standard?.rank ?? null;
    }
  };
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [number(a), number(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (x - y) || a.size.localeCompare(b.size);
  });
}
