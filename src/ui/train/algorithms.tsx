import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatCount, formatTarget } from '../shared/format.ts';
import { useView } from '../shared/session-context.ts';
import { AlgorithmItem } from './algorithm-item.tsx';
import { useShown } from './use-shown.ts';

/** Items shown before the user asks for more. */
const FEW = 5;

/** What was found for the target, best first. */
export function Algorithms() {
  const algorithms = useView((view) => view.algorithms);
  const count = useView((view) => view.algorithmCount);
  const runId = useView((view) => view.run?.id ?? null);
  const { sizes, at, size } = useShown();
  const ofRun = useView((view) => view.progress?.algorithms?.[at]);
  const [all, setAll] = useState(false);
  const shown = all ? algorithms : algorithms.slice(0, FEW);
  const total = Math.max(count, algorithms.length);
  return (
    <section className="card found" aria-labelledby="found-title">
      <div className="found-head">
        <h2 id="found-title">Algorithms found</h2>
        {total > 0 && <span className="found-count">{formatCount(total)}</span>}
        {sizes.length > 1 && <span className="found-count">for {formatTarget(size)}</span>}
      </div>
      {algorithms.length === 0 ? (
        <Nothing />
      ) : (
        <ol className="found-list">
          {shown.map(({ entry, algorithm }) => (
            <AlgorithmItem
              key={entry.key}
              entry={entry}
              algorithm={algorithm}
              current={entry.origin.kind === 'run' && entry.origin.runId === runId}
            />
          ))}
        </ol>
      )}
      {algorithms.length > FEW && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)}>
          {all ? `Show the best ${FEW}` : `Show ${formatCount(algorithms.length - FEW)} more`}
        </Button>
      )}
      {ofRun !== undefined && ofRun.found > ofRun.kept && (
        <p className="help">
          This run found {formatCount(ofRun.found)} different ones, more than are kept: it kept{' '}
          {formatCount(ofRun.kept)}, the best and the earliest.
        </p>
      )}
      {all && total > algorithms.length && (
        <p className="help">
          The best {algorithms.length} of {formatCount(total)} are listed; all are kept in this
          browser.
        </p>
      )}
    </section>
  );
}

function Nothing() {
  const { size } = useShown();
  return (
    <p className="help">
      None yet for {formatTarget(size)}. Each game that reaches zero is an algorithm: it is verified
      exactly, listed here with its formulas, and kept in this browser.
    </p>
  );
}
