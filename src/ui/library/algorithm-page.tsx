import { useEffect, useRef } from 'react';
import type { LibraryContent, LibraryEntry } from '../../session/library/entry.ts';
import { titleOf } from '../../session/library/names.ts';
import { publishedRecords } from '../../session/library/published.ts';
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
import { TurnPanel } from './turn-panel.tsx';
import { useContent } from './use-algorithm.ts';
import { RING_NAMES } from './words.ts';

/** One algorithm, whole: its facts, its formulas, its factors, and what can be done with it. */
export function AlgorithmPage({ algorithmKey }: { readonly algorithmKey: string }) {
  const own = useLibraryView((view) => view.entries.get(algorithmKey));
  const opening = useLibraryView((view) => view.status === 'opening');
  if (opening) return <div className="algorithm-page" aria-busy="true" />;
  const entry = own ?? publishedRecords().get(algorithmKey)?.entry;
  if (entry === undefined) {
    return (
      <div className="algorithm-page">
        <BackLink href={HASHES.found} />
        <section className="panel library-nothing">
          <h2>Not in your library</h2>
          <p>This algorithm is not in the library of this browser, or was removed from it.</p>
        </section>
      </div>
    );
  }
  return <Page entry={entry} isOwn={own !== undefined} />;
}

interface PageProps {
  readonly entry: LibraryEntry;
  /** False for what is published and not in the user's library. */
  readonly isOwn: boolean;
}

function Page({ entry, isOwn }: PageProps) {
  const loaded = useContent(entry.key, entry.reduced);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <article className="algorithm-page" aria-labelledby="algorithm-title">
      <BackLink href={isOwn ? HASHES.found : HASHES.published} />
      <header className="algorithm-head">
        <h2 id="algorithm-title" ref={heading} tabIndex={-1}>
          {titleOf(entry)}
        </h2>
        <p className="algorithm-marks">
          {!isOwn && <span className="mark">Ready-made</span>}
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
          <AlgorithmActions entry={entry} algorithm={loaded.content.algorithm} isOwn={isOwn} />
        )}
      </header>
      {loaded.status === 'failed' && (
        <p className="library-notice" data-kind="failure" role="alert">
          {loaded.sentence}
        </p>
      )}
      {loaded.status === 'loaded' && <Parts entry={entry} content={loaded.content} isOwn={isOwn} />}
    </article>
  );
}

interface PartsProps extends PageProps {
  readonly content: LibraryContent;
}

function Parts({ entry, content, isOwn }: PartsProps) {
  const { algorithm } = content;
  return (
    <div className="algorithm-parts">
      <div className="algorithm-main">
        <FormulasPanel content={content} />
        <FactorsPanel entry={entry} algorithm={algorithm} />
      </div>
      <div className="algorithm-side">
        <FactsPanel entry={entry} content={content} />
        {isOwn && <ImprovePanel entry={entry} />}
        <TurnPanel entry={entry} algorithm={algorithm} />
        <OriginPanel entry={entry} algorithm={algorithm} />
        {isOwn && <NotesPanel key={entry.key} entry={entry} />}
      </div>
    </div>
  );
}

function BackLink({ href }: { readonly href: string }) {
  return (
    <a className="back-link" href={href}>
      <span aria-hidden="true">←</span> Library
    </a>
  );
}
