import { exponent } from '../../session/library/compare.ts';
import { publishedRecords } from '../../session/library/published.ts';
import { formatCount, formatTarget } from '../shared/format.ts';
import { useScroller } from '../shared/use-scroller.ts';
import { GapMark } from './algorithm-row.tsx';
import { algorithmHash } from './place.ts';
import { originWords } from './words.ts';

/** The classical schemes, with their sources; apart from what was found here. */
export function PublishedList() {
  const scroller = useScroller<HTMLElement>();
  return (
    <section className="panel" aria-labelledby="published-title">
      <h3 id="published-title">Classical schemes</h3>
      <p className="help">
        Published by others, and part of this app as facts. They are never counted among what you
        found.
      </p>
      <section
        className="table-scroll published"
        ref={scroller}
        aria-label="Table of classical schemes"
      >
        <table className="algorithm-table">
          <thead>
            <tr>
              <th className="cell-title">Name</th>
              <th className="cell-size">Size</th>
              <th className="cell-number">Rank</th>
              <th className="cell-gap">Against known</th>
              <th className="cell-omega">ω</th>
              <th className="cell-additions">Additions</th>
              <th className="cell-source">Source</th>
            </tr>
          </thead>
          <tbody>
            {[...publishedRecords().values()].map(({ entry }) => (
              <tr key={entry.key}>
                <td className="cell-title">
                  <a href={algorithmHash(entry.key)}>{entry.name}</a>
                  <span className="cell-below">{formatTarget(entry.size)}</span>
                </td>
                <td className="cell-size">{formatTarget(entry.size)}</td>
                <td className="cell-number">{entry.rank}</td>
                <td className="cell-gap">
                  <GapMark entry={entry} />
                </td>
                <td className="cell-omega">{exponent(entry.size, entry.rank).toFixed(3)}</td>
                <td className="cell-additions">{formatCount(entry.additions)}</td>
                <td className="cell-source" title={originWords(entry.origin)}>
                  {originWords(entry.origin)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
