/** Which of the library's entries are listed, and in what order. */
import { bestFound, bestKnown, exponent, sizeClass } from './compare.ts';
import type { LibraryEntry, Ring } from './entry.ts';
import type { OriginKind } from './origin.ts';

export type SortColumn =
  | 'name'
  | 'size'
  | 'ring'
  | 'rank'
  | 'gap'
  | 'omega'
  | 'additions'
  | 'origin'
  | 'keptAt';

export interface Query {
  /** Looked for in names, notes, sizes and origins. */
  readonly text: string;
  /** A sizeClass, or '' for every size. */
  readonly size: string;
  readonly ring: Ring | '';
  readonly origin: OriginKind | '';
  /** 'best' of what is here for its size and arithmetic; 'known': as good as the best known. */
  readonly rank: '' | 'best' | 'known';
  /** One of each family: the one that was kept first. */
  readonly distinct: boolean;
  readonly sort: SortColumn;
  readonly descending: boolean;
}

export const EVERYTHING: Query = {
  text: '',
  size: '',
  ring: '',
  origin: '',
  rank: '',
  distinct: false,
  sort: 'keptAt',
  descending: true,
};

/** The entries that the query lists, in its order. `words` gives what its text is looked for in. */
export function select(
  entries: Iterable<LibraryEntry>,
  query: Query,
  words: (entry: LibraryEntry) => string,
): LibraryEntry[] {
  const all = query.distinct ? firstOfFamilies(entries) : [...entries];
  const best = query.rank === 'best' ? bestFound(all) : null;
  const sought = query.text
    .trim()
    .toLowerCase()
    .replaceAll('×', 'x')
    .split(/\s+/)
    .filter((word) => word !== '');
  const listed = all.filter((entry) => {
    if (query.size !== '' && sizeClass(entry.size) !== query.size) return false;
    if (query.ring !== '' && entry.ring !== query.ring) return false;
    if (query.origin !== '' && entry.origin.kind !== query.origin) return false;
    if (best !== null) {
      const top = best.get(sizeClass(entry.size))?.[entry.arithmetic];
      if (top !== null && top !== undefined && entry.rank > top.rank) return false;
    }
    if (query.rank === 'known' && !((gap(entry) ?? 1) <= 0)) return false;
    if (sought.length === 0) return true;
    const text = words(entry).toLowerCase().replaceAll('×', 'x');
    return sought.every((word) => text.includes(word));
  });
  return ordered(listed, query.sort, query.descending ? -1 : 1);
}

/** Each entry's values are found once: a sort of thousands compares them hundreds of thousands of times. */
function ordered(listed: readonly LibraryEntry[], column: SortColumn, sign: 1 | -1) {
  const keyed = listed.map((entry) => ({
    entry,
    value: VALUES[column](entry),
    size: sizeKey(entry),
  }));
  keyed.sort(
    (a, b) =>
      sign * compare(a.value, b.value) ||
      compare(a.size, b.size) ||
      a.entry.rank - b.entry.rank ||
      a.entry.keptAt - b.entry.keptAt,
  );
  return keyed.map(({ entry }) => entry);
}

/** The first kept of each family. */
function firstOfFamilies(entries: Iterable<LibraryEntry>): LibraryEntry[] {
  const first = new Map<string, LibraryEntry>();
  for (const entry of entries) {
    const before = first.get(entry.family);
    if (before === undefined || entry.keptAt < before.keptAt) first.set(entry.family, entry);
  }
  return [...first.values()];
}

/** How far the rank is above the best known; negative below it, null where nothing is known. */
export function gap({ size, ring, rank }: LibraryEntry): number | null {
  const known = bestKnown(size, ring);
  return known === null ? null : rank - known;
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In text order: smaller volumes first, then by the sides. */
function sizeKey({ size }: LibraryEntry): string {
  const volume = String(size[0] * size[1] * size[2]).padStart(5, '0');
  return `${volume} ${sizeClass(size)} ${size.join('x')}`;
}

const RING_ORDER: Readonly<Record<Ring, number>> = { z2: 0, zt: 1, z: 2, q: 3 };

/** What a column is sorted by; what has no number comes last. */
const VALUES: Readonly<Record<SortColumn, (entry: LibraryEntry) => number | string>> = {
  // Those without a name come after those with one.
  name: ({ name }) => (name === '' ? '\uffff' : name.toLowerCase()),
  size: sizeKey,
  ring: ({ ring }) => RING_ORDER[ring],
  rank: ({ rank }) => rank,
  gap: (entry) => gap(entry) ?? Number.POSITIVE_INFINITY,
  omega: ({ size, rank }) => exponent(size, rank) || Number.POSITIVE_INFINITY,
  additions: ({ additions, reduced }) => reduced ?? additions,
  origin: ({ origin }) => origin.kind,
  keptAt: ({ keptAt }) => keptAt,
};
