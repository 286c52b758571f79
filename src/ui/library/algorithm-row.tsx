import { exponent } from '../../session/library/compare.ts';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { titleOf } from '../../session/library/names.ts';
import { gap } from '../../session/library/query.ts';
import { formatCount, formatTarget } from '../shared/format.ts';
import { algorithmHash } from './place.ts';
import { dateWords, gapMark, gapWords, ORIGIN_NAMES, originWords, RING_NAMES } from './words.ts';

interface AlgorithmRowProps {
  readonly entry: LibraryEntry;
  /** Its place in the whole table, from 1 for the head. */
  readonly index: number;
  readonly selected: boolean;
  readonly onToggle: () => void;
}

/** One algorithm of the list. */
export function AlgorithmRow({ entry, index, selected, onToggle }: AlgorithmRowProps) {
  const { key, size, ring, rank, additions, reduced, origin, keptAt } = entry;
  const title = titleOf(entry);
  return (
    <tr aria-rowindex={index} data-selected={selected || undefined}>
      <td className="cell-check">
        <label>
          <span className="unseen">Select {title}</span>
          <input type="checkbox" checked={selected} onChange={onToggle} />
        </label>
      </td>
      <td className="cell-name">
        <a href={algorithmHash(key)}>{title}</a>
        <span className="cell-below">
          {RING_NAMES[ring]} · {ORIGIN_NAMES[origin.kind]}
        </span>
      </td>
      <td className="cell-size">{formatTarget(size)}</td>
      <td className="cell-ring">{RING_NAMES[ring]}</td>
      <td className="cell-number">{rank}</td>
      <td className="cell-gap">
        <GapMark entry={entry} />
      </td>
      <td className="cell-omega">{omegaText(entry)}</td>
      <td className="cell-additions">
        {reduced === null ? formatCount(additions) : formatCount(reduced)}
        {reduced !== null && (
          <span className="cell-was" title="From scratch">
            {' '}
            of {formatCount(additions)}
          </span>
        )}
      </td>
      <td className="cell-origin" title={originWords(origin)}>
        {ORIGIN_NAMES[origin.kind]}
      </td>
      <td className="cell-date">{dateWords(keptAt)}</td>
    </tr>
  );
}

/** How it compares with the best known rank, as a small mark. */
export function GapMark({ entry }: { readonly entry: LibraryEntry }) {
  const above = gap(entry);
  const kind = above === null ? 'none' : above < 0 ? 'below' : above === 0 ? 'equal' : 'above';
  return (
    <span className="gap-mark" data-gap={kind} title={gapWords(entry)}>
      {gapMark(entry)}
    </span>
  );
}

function omegaText({ size, rank }: LibraryEntry): string {
  const omega = exponent(size, rank);
  return Number.isFinite(omega) ? omega.toFixed(3) : '–';
}
