import { useMemo } from 'react';
import { EVERYTHING, select } from '../../session/library/query.ts';
import { formatCount } from '../shared/format.ts';
import { AlgorithmTable } from './algorithm-table.tsx';
import { Filters } from './filters.tsx';
import { useLibraryView } from './library-context.ts';
import { HASHES } from './place.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useLibraryUi } from './use-library-ui.ts';
import { counted, searchWords } from './words.ts';

/** The algorithms of the library: filtered, sorted, to be opened or selected. */
export function FoundList() {
  const status = useLibraryView((view) => view.status);
  const entries = useLibraryView((view) => view.entries);
  const [query, setUi] = useLibraryUi((state) => state.query);
  const listed = useMemo(() => select(entries.values(), query, searchWords), [entries, query]);
  if (status === 'opening') return <section className="panel" aria-busy="true" />;
  if (entries.size === 0) return <Nothing />;
  return (
    <section className="panel found-panel" aria-labelledby="found-title">
      <h3 id="found-title" className="unseen">
        Algorithms
      </h3>
      <Filters entries={entries} />
      <SelectionBar listed={listed} />
      <p className="unseen" role="status">
        {counted(listed.length, 'algorithm')} listed
      </p>
      {listed.length === 0 ? (
        <p className="library-empty">
          None of {formatCount(entries.size)} is like that.{' '}
          <button
            type="button"
            className="link-button"
            onClick={() => setUi({ query: EVERYTHING })}
          >
            Show all
          </button>
        </p>
      ) : (
        <AlgorithmTable listed={listed} />
      )}
    </section>
  );
}

function Nothing() {
  return (
    <section className="panel library-nothing">
      <h3>Nothing here yet</h3>
      <p>
        <a href="#/play">Play</a> a game to its end and keep it, <a href="#/train">train</a> the
        agent, or import files: drop them anywhere on this screen. Every algorithm is verified
        exactly before it comes in, and stays in this browser. A backup comes back the same way.
      </p>
      <p>
        <a href={HASHES.sizes}>What is known of each size</a> is here already, and so are the
        classical algorithms.
      </p>
    </section>
  );
}
