import { useEffect, useRef } from 'react';
import type { Algorithm } from '../../algorithm/algorithm.ts';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { formatTarget } from '../shared/format.ts';
import { AlgorithmActions } from './algorithm-actions.tsx';
import { GapMark } from './algorithm-row.tsx';
import { FactorsPanel } from './factors-panel.tsx';
import { FactsPanel } from './facts-panel.tsx';
import { FormulasPanel } from './formulas-panel.tsx';
import { ImprovePanel } from './improve-panel.tsx';
import { useLibraryView } from './library-context.ts';
import { NotesPanel } from './notes-panel.tsx';
import { OriginPanel } from './origin-panel.tsx';
import { HASHES } from './place.ts';
import { useAlgorithm } from './use-algorithm.ts';
import { RING_NAMES, titleOf } from './words.ts';

/** One algorithm, whole: its facts, its formulas, its factors, and what can be done with it. */
export function AlgorithmPage({ algorithmKey }: { readonly algorithmKey: string }) {
  const entry = useLibraryView((view) => view.entries.get(algorithmKey));
  const opening = useLibraryView((view) => view.status === 'opening');
  if (opening) return <div className="algorithm-page" aria-busy="true" />;
  if (entry === undefined) {
    return (
      <div className="algorithm-page">
        <BackLink />
        <section className="panel library-nothing">
          <h2>Not in your library</h2>
          <p>This algorithm is not in the library of this browser, or was removed from it.</p>
        </section>
      </div>
    );
  }
  return <Page entry={entry} />;
}

function Page({ entry }: { readonly entry: LibraryEntry }) {
  const loaded = useAlgorithm(entry.key);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <article className="algorithm-page" aria-labelledby="algorithm-title">
      <BackLink />
      <header className="algorithm-head">
        <h2 id="algorithm-title" ref={heading} tabIndex={-1}>
          {titleOf(entry)}
        </h2>
        <p className="algorithm-marks">
          {entry.name !== '' && (
            <span className="mark">
              {formatTarget(entry.size)}, rank {entry.rank}
            </span>
          )}
          <span className="mark">{RING_NAMES[entry.ring]}</span>
          <GapMark entry={entry} />
          {loaded.status === 'loaded' && (
            <span className="mark mark-verified">✓ Verified exactly</span>
          )}
        </p>
        {loaded.status === 'loaded' && (
          <AlgorithmActions entry={entry} algorithm={loaded.algorithm} />
        )}
      </header>
      {loaded.status === 'failed' && (
        <p className="library-notice" data-kind="failure" role="alert">
          {loaded.sentence}
        </p>
      )}
      {loaded.status === 'loaded' && <Parts entry={entry} algorithm={loaded.algorithm} />}
    </article>
  );
}

interface PartsProps {
  readonly entry: LibraryEntry;
  readonly algorithm: Algorithm;
}

function Parts({ entry, algorithm }: PartsProps) {
  return (
    <div className="algorithm-parts">
      <div className="algorithm-main">
        <FormulasPanel algorithm={algorithm} />
        <FactorsPanel entry={entry} algorithm={algorithm} />
      </div>
      <div className="algorithm-side">
        <FactsPanel entry={entry} />
        <ImprovePanel entry={entry} />
        <OriginPanel entry={entry} algorithm={algorithm} />
        <NotesPanel key={entry.key} entry={entry} />
      </div>
    </div>
  );
}

function BackLink() {
  return (
    <a className="back-link" href={HASHES.found}>
      <span aria-hidden="true">←</span> Library
    </a>
  );
}
