import { exponent } from '../../session/library/compare.ts';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { classicalRecords, learntRecords } from '../../session/library/published.ts';
import { formatCount, formatTarget } from '../shared/format.ts';
import { useScroller } from '../shared/use-scroller.ts';
import { GapMark } from './algorithm-row.tsx';
import { algorithmHash } from './place.ts';
import { originWords } from './words.ts';

interface Part {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly entries: readonly LibraryEntry[];
}

function parts(): Part[] {
  const entriesOf = (records: ReturnType<typeof learntRecords>) =>
    [...records.values()].map(({ entry }) => entry);
  return [
    {
      id: 'learnt',
      title: 'Found by learning',
      help: 'By agents of this app, from scratch and by learning alone: no scheme was shown to them. Each is verified, and of the best rank known. The run that you start on the train screen may find them too.',
      entries: entriesOf(learntRecords()),
    },
    {
      id: 'classical',
      title: 'Classical schemes',
      help: 'Published by others, and part of this app as facts.',
      entries: entriesOf(classicalRecords()),
    },
  ];
}

/** What comes with the app, with its sources; apart from what was found here, and never counted with it. */
export function PublishedList() {
  return parts().map((part) => <PublishedPart key={part.id} {...part} />);
}

function PublishedPart({ id, title, help, entries }: Part) {
  const scroller = useScroller<HTMLElement>();
  return (
    <section className="panel" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{title}</h3>
      <p className="help">{help}</p>
      <section className="table-scroll published" ref={scroller} aria-label={`Table: ${title}`}>
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
            {entries.map((entry) => (
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
