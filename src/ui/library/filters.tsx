import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { sizeClass } from '../../session/library/compare.ts';
import { type LibraryEntry, RINGS } from '../../session/library/entry.ts';
import { ORIGIN_KINDS } from '../../session/library/origin.ts';
import { EVERYTHING, type Query } from '../../session/library/query.ts';
import { useLibraryUi } from './use-library-ui.ts';
import { ORIGIN_NAMES, RING_NAMES } from './words.ts';

const RANKS = [
  { value: '', label: 'Any rank' },
  { value: 'best', label: 'The best here' },
  { value: 'known', label: 'As good as known' },
];

/** Which algorithms are listed. Only what occurs can be chosen. */
export function Filters({ entries }: { readonly entries: ReadonlyMap<string, LibraryEntry> }) {
  const [query, setUi] = useLibraryUi((state) => state.query);
  const change = (part: Partial<Query>) => setUi({ query: { ...query, ...part } });
  const choices = useMemo(() => choicesOf(entries), [entries]);
  const { sort, descending } = query;
  const isFiltered = !isEverything(query);
  return (
    <search className="library-filters">
      <TextInput
        type="search"
        size="sm"
        aria-label="Search names, notes, sizes and origins"
        placeholder="Search"
        value={query.text}
        onChange={({ currentTarget }) => change({ text: currentTarget.value })}
      />
      <NativeSelect
        size="sm"
        aria-label="Size"
        data={choices.sizes}
        value={query.size}
        onChange={({ currentTarget }) => change({ size: currentTarget.value })}
      />
      <NativeSelect
        size="sm"
        aria-label="Arithmetic"
        data={choices.rings}
        value={query.ring}
        onChange={({ currentTarget }) => change({ ring: pick(RINGS, currentTarget.value) })}
      />
      <NativeSelect
        size="sm"
        aria-label="Origin"
        data={choices.origins}
        value={query.origin}
        onChange={({ currentTarget }) =>
          change({ origin: pick(ORIGIN_KINDS, currentTarget.value) })
        }
      />
      <NativeSelect
        size="sm"
        aria-label="Rank"
        data={RANKS}
        value={query.rank}
        onChange={({ currentTarget }) =>
          change({ rank: pick(['best', 'known'] as const, currentTarget.value) })
        }
      />
      {isFiltered && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => change({ ...EVERYTHING, sort, descending })}
        >
          Show all
        </Button>
      )}
    </search>
  );
}

function isEverything({ text, size, ring, origin, rank }: Query): boolean {
  return [text, size, ring, origin, rank].every((part) => part === '');
}

function pick<T extends string>(choices: readonly T[], value: string): T | '' {
  return choices.find((choice) => choice === value) ?? '';
}

function choicesOf(entries: ReadonlyMap<string, LibraryEntry>) {
  const sizes = new Map<string, number>();
  const rings = new Set<string>();
  const origins = new Set<string>();
  for (const { size, ring, origin } of entries.values()) {
    sizes.set(sizeClass(size), size[0] * size[1] * size[2]);
    rings.add(ring);
    origins.add(origin.kind);
  }
  const sorted = [...sizes].sort(([a, x], [b, y]) => x - y || a.localeCompare(b));
  return {
    sizes: [
      { value: '', label: 'Any size' },
      ...sorted.map(([value]) => ({ value, label: value.replaceAll('x', '×') })),
    ],
    rings: [
      { value: '', label: 'Any arithmetic' },
      ...RINGS.filter((ring) => rings.has(ring)).map((value) => ({
        value,
        label: RING_NAMES[value],
      })),
    ],
    origins: [
      { value: '', label: 'Any origin' },
      ...ORIGIN_KINDS.filter((kind) => origins.has(kind)).map((value) => ({
        value,
        label: ORIGIN_NAMES[value],
      })),
    ],
  };
}
