import { useLayoutEffect, useState } from 'react';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { AlgorithmRow } from './algorithm-row.tsx';
import { SortHead } from './sort-head.tsx';
import { useLibraryUi } from './use-library-ui.ts';
import { useWindowRows } from './use-window-rows.ts';

const NARROW = '(max-width: 48rem)';
const ROW_HEIGHT = 46;
const NARROW_ROW_HEIGHT = 64;

/** The listed algorithms, a row each; only those in sight are drawn. */
export function AlgorithmTable({ listed }: { readonly listed: readonly LibraryEntry[] }) {
  const rowHeight = useRowHeight();
  const { scroller, first, last, above, below } = useWindowRows(listed.length, rowHeight);
  const [selected, setUi] = useLibraryUi((state) => state.selected);
  const toggle = (key: string) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    setUi({ selected: next });
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
    <section className="table-scroll" ref={scroller} tabIndex={0} aria-label="List of algorithms">
      <table className="algorithm-table" aria-rowcount={listed.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th className="cell-check">
              <span className="unseen">Selected</span>
            </th>
            <SortHead column="name" className="cell-name">
              Name
            </SortHead>
            <SortHead column="size" className="cell-size">
              Size
            </SortHead>
            <SortHead column="ring" className="cell-ring">
              Arithmetic
            </SortHead>
            <SortHead column="rank" className="cell-number">
              Rank
            </SortHead>
            <SortHead column="gap" className="cell-gap" title="Rank above the best known">
              Against known
            </SortHead>
            <SortHead column="omega" className="cell-omega" title="3·log R / log(n·m·p)">
              ω
            </SortHead>
            <SortHead column="additions" className="cell-additions">
              Additions
            </SortHead>
            <SortHead column="origin" className="cell-origin">
              Origin
            </SortHead>
            <SortHead column="keptAt" className="cell-date">
              Kept
            </SortHead>
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Gap height={above} />}
          {listed.slice(first, last).map((entry, at) => (
            <AlgorithmRow
              key={entry.key}
              entry={entry}
              index={first + at + 2}
              selected={selected.has(entry.key)}
              onToggle={() => toggle(entry.key)}
            />
          ))}
          {below > 0 && <Gap height={below} />}
        </tbody>
      </table>
    </section>
  );
}

/** Stands for rows that are out of sight. */
function Gap({ height }: { readonly height: number }) {
  return (
    <tr>
      <td aria-hidden="true" style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

/** As tables.css has it. */
function useRowHeight(): number {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useLayoutEffect(() => {
    const query = matchMedia(NARROW);
    const look = () => setNarrow(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  return narrow ? NARROW_ROW_HEIGHT : ROW_HEIGHT;
}
