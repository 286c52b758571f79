import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { EVERYTHING } from '../../session/library/query.ts';
import { useScroller } from '../shared/use-scroller.ts';
import { useLibraryView } from './library-context.ts';
import { HASHES } from './place.ts';
import { RangeLegend, RangeStrip } from './range-strip.tsx';
import { type SizeColumn, type SizeRow, sizeRows, sortSizes } from './size-rows.ts';
import { useLibraryUi } from './use-library-ui.ts';

const HEADS: readonly { column: SizeColumn; title: string; hint: string }[] = [
  { column: 'size', title: 'Size', hint: 'n×m×p, whatever the order of the sides' },
  { column: 'naive', title: 'School', hint: 'n·m·p multiplications' },
  { column: 'at', title: 'AlphaTensor', hint: 'Modulo 2 / integers' },
  { column: 'z2', title: 'Known mod 2', hint: 'Best known rank modulo 2' },
  { column: 'z', title: 'Known ℤ', hint: 'Best known rank with integer coefficients' },
  { column: 'q', title: 'Known ℚ', hint: 'Best known rank with fractions' },
  { column: 'omega', title: 'ω', hint: '3·log R / log(n·m·p) of the best known over the integers' },
  { column: 'foundZ2', title: 'Yours mod 2', hint: 'The best in your library modulo 2' },
  {
    column: 'foundZ',
    title: 'Yours ℤ, ℚ',
    hint: 'The best in your library over integers or fractions',
  },
];

const SHOWN = [
  { value: 'all', label: 'All sizes' },
  { value: 'found', label: 'Found' },
  { value: 'open', label: 'Behind known' },
];

/** All sizes up to 8: what is known of each beside what is in the library. */
export function SizesTable() {
  const entries = useLibraryView((view) => view.entries);
  const [sort, setSort] = useState<{ column: SizeColumn; descending: boolean }>({
    column: 'size',
    descending: false,
  });
  const [shown, setShown] = useState('all');
  const rows = useMemo(() => sizeRows(entries.values()), [entries]);
  const listed = sortSizes(rows, sort.column, sort.descending).filter((row) => isShown(row, shown));
  const scroller = useScroller<HTMLElement>();
  return (
    <section className="panel" aria-labelledby="sizes-title">
      <div className="panel-head">
        <div>
          <h3 id="sizes-title">What is known, and what you have</h3>
          <p className="help">
            Best known ranks as of November 2026, from AlphaTensor’s paper and the tables of
            FastMatrixMultiplication. A size stands for every order of its sides.
          </p>
          <RangeLegend />
        </div>
        <SegmentedControl
          size="xs"
          aria-label="Sizes shown"
          data={SHOWN}
          value={shown}
          onChange={setShown}
        />
      </div>
      <section className="table-scroll" ref={scroller} aria-label="Table of sizes">
        <table className="sizes-table">
          <thead>
            <tr>
              {HEADS.map(({ column, title, hint }) => (
                <th
                  key={column}
                  className={`size-${column}`}
                  aria-sort={
                    sort.column === column
                      ? sort.descending
                        ? 'descending'
                        : 'ascending'
                      : undefined
                  }
                >
                  <button
                    type="button"
                    className="sort-head"
                    title={hint}
                    onClick={() =>
                      setSort({
                        column,
                        descending: sort.column === column ? !sort.descending : false,
                      })
                    }
                  >
                    {title}
                    <span className="sort-sign" aria-hidden="true">
                      {sort.column === column ? (sort.descending ? '↓' : '↑') : ''}
                    </span>
                  </button>
                </th>
              ))}
              <th className="size-strip">From known to school</th>
            </tr>
          </thead>
          <tbody>
            {listed.map((row) => (
              <Row key={row.size} row={row} />
            ))}
          </tbody>
        </table>
        {listed.length === 0 && <p className="library-empty">No size is like that.</p>}
      </section>
    </section>
  );
}

function isShown({ found, known }: SizeRow, shown: string): boolean {
  if (shown === 'found') return found.count > 0;
  if (shown === 'all') return true;
  const isOpen = (entry: LibraryEntry | null, best: number) => entry === null || entry.rank > best;
  return isOpen(found.z2, known.z2) || isOpen(found.standard, known.z);
}

function Row({ row }: { readonly row: SizeRow }) {
  const { size, known, omega, found } = row;
  return (
    <tr>
      <th scope="row" className="size-size">
        {size.replaceAll('x', '×')}
      </th>
      <td className="size-naive">{known.naive}</td>
      <td className="size-at">
        {known.at_z2 ?? '–'} / {known.at_std ?? '–'}
      </td>
      <td className="size-z2">{known.z2}</td>
      <td className="size-z">{known.z}</td>
      <td className="size-q">{known.q}</td>
      <td className="size-omega">{omega.toFixed(3)}</td>
      <td className="size-foundZ2">
        <Best entry={found.z2} known={known.z2} size={size} />
      </td>
      <td className="size-foundZ">
        <Best
          entry={found.standard}
          known={found.standard?.ring === 'q' ? known.q : known.z}
          size={size}
        />
      </td>
      <td className="size-strip">
        <RangeStrip row={row} />
      </td>
    </tr>
  );
}

interface BestProps {
  readonly entry: LibraryEntry | null;
  readonly known: number;
  readonly size: string;
}

/** The best rank found; a press lists what there is of that size. */
function Best({ entry, known, size }: BestProps) {
  const [, setUi] = useLibraryUi((state) => state.query);
  if (entry === null) return <span className="size-none">–</span>;
  const { rank, arithmetic } = entry;
  const kind = rank < known ? 'below' : rank === known ? 'equal' : 'above';
  const words =
    rank === known
      ? 'as good as the best known'
      : rank < known
        ? `${known - rank} below the best known!`
        : `${rank - known} above the best known`;
  const show = () =>
    setUi({
      query: {
        ...EVERYTHING,
        size,
        sort: 'rank',
        descending: false,
        ...(arithmetic === 'z2' ? { ring: 'z2' } : {}),
      },
    });
  return (
    <a href={HASHES.found} onClick={show} className="gap-mark" data-gap={kind} title={words}>
      {rank}
      <span className="unseen">, {words}; list those of this size</span>
      <span aria-hidden="true">
        {rank === known ? ' ✓' : rank < known ? ' !' : ` +${rank - known}`}
      </span>
    </a>
  );
}
