import { memo } from 'react';
import type { Cells } from './cells.ts';
import { CELL } from './flat-layout.ts';
import { BRACKETS, GLYPHS } from './looks.ts';
import { type LegendEntry, legend } from './words.ts';

interface LegendProps {
  readonly cells: Cells;
  readonly solid: boolean;
}

/** What the outlines mean, and how many cells have each; without any, what the colours mean. */
export const Legend = memo(function Legend({ cells, solid }: LegendProps) {
  const entries = legend(cells);
  return (
    <ul className="board-legend">
      {entries.length > 0 ? (
        entries.map((entry) => <Entry key={entry.kind} {...entry} />)
      ) : cells.nonzeros > 0 ? (
        <>
          <Sign tone="plus1" words="positive" />
          <Sign tone="minus1" words="negative" />
        </>
      ) : (
        <li>{solid ? 'No cube is left' : 'All cells are 0'}</li>
      )}
    </ul>
  );
});

function Entry({ kind, count, words }: LegendEntry) {
  return (
    <li>
      <svg
        viewBox={`0 0 ${CELL} ${CELL}`}
        className={`board-swatch board-${kind}`}
        aria-hidden="true"
      >
        {kind === 'hint' ? (
          <path className="board-brackets" d={BRACKETS} />
        ) : (
          <>
            <rect className="board-outline" x="3" y="3" width="26" height="26" rx="4" />
            {kind !== 'same' && (
              <path
                className="board-glyph"
                d={GLYPHS[kind]}
                transform="translate(-39 -9.3) scale(2.5)"
              />
            )}
          </>
        )}
      </svg>
      <b>{count}</b> {words}
    </li>
  );
}

function Sign({ tone, words }: { readonly tone: 'plus1' | 'minus1'; readonly words: string }) {
  return (
    <li>
      <svg viewBox="0 0 32 32" className={`board-swatch board-${tone}`} aria-hidden="true">
        <rect className="board-tile" x="3" y="3" width="26" height="26" rx="5" />
        <text className="board-figure" x="16" y="16" fontSize="19">
          {tone === 'plus1' ? '+' : '−'}
        </text>
      </svg>
      {words}
    </li>
  );
}
