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
  const sought = query.text.trim().toLowerCase().replaceAll('×', 'x').split(/\s+/);
  const listed = all.filter((entry) => {
    if (query.size !== '' && sizeClass(entry.size) !== query.size) return false;
    if (query.ring !== '' && entry.ring !== query.ring) return false;
    if (query.origin !== '' && entry.origin.kind !== query.origin) return false;
    if (best !== null) {
      const top = best.get(sizeClass(entry.size))?.[entry.arithmetic];
      if (top !== null && top !== undefined && entry.rank > top.rank) return false;
    }
    if (query.rank === 'known' && !((gap(entry) ?? 1) <= 0)) return false;
    const text = words(entry).toLowerCase().replaceAll('×', 'x');
    return sought.every((word) => text.includes(word));
  });
  const compare = ORDERS[query.sort];
  const sign = query.descending ? -1 : 1;
  return listed.sort(
    (a, b) => sign * compare(a, b) || bySize(a, b) || a.rank - b.rank || a.keptAt - b.keptAt,
  );
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

type Order = (a: LibraryEntry, b: LibraryEntry) => number;

/** What has no number comes last. */
const by =
  (number: (entry: LibraryEntry) => number | null): Order =>
  (a, b) => {
    const [x, y] = [number(a) ?? Number.POSITIVE_INFINITY, number(b) ?? Number.POSITIVE_INFINITY];
    return x === y ? 0 : x - y;
  };

const bySize: Order = (a, b) =>
  volume(a) - volume(b) ||
  sizeClass(a.size).localeCompare(sizeClass(b.size)) ||
  a.size.join().localeCompare(b.size.join());

const volume = ({ size }: LibraryEntry) => size[0] * size[1] * size[2];

const RING_ORDER: Readonly<Record<Ring, number>> = { z2: 0, zt: 1, z: 2, q: 3 };

const ORDERS: Readonly<Record<SortColumn, Order>> = {
  // Those without a name come after those with one.
  name: (a, b) => Number(a.name === '') - Number(b.name === '') || a.name.localeCompare(b.name),
  size: bySize,
  ring: by(({ ring }) => RING_ORDER[ring]),
  rank: by(({ rank }) => rank),
  gap: by(gap),
  omega: by(({ size, rank }) => exponent(size, rank)),
  additions: by(({ additions, reduced }) => reduced ?? additions),
  origin: (a, b) => a.origin.kind.localeCompare(b.origin.kind),
  keptAt: by(({ keptAt }) => keptAt),
};
