import { useId } from 'react';
import { formatBytes, formatCount } from '../shared/format.ts';
import { ActionButton } from './action-button.tsx';
import { ACTIONS } from './actions.ts';
import { NumberField } from './number-field.tsx';
import { useInspector, useTreeState } from './tree-context.ts';

const PACES = [
  { value: 1400, label: 'slow' },
  { value: 600, label: 'medium' },
  { value: 150, label: 'fast' },
];

/** Runs the search, or shows it again: step by step, slowly, or at once. */
export function RunBar() {
  const inspector = useInspector();
  const { record, cursor, status, source, following, cap, pace, room } = useTreeState(
    (state) => state,
  );
  useTreeState((state) => state.revision);
  const id = useId();
  const total = record?.simulations ?? 0;
  const busy = status === 'running' || status === 'slow';
  return (
    <section className="card tree-run" aria-label="The search">
      <div className="tree-run-row">
        {busy ? (
          <ActionButton action={ACTIONS.pause} variant="filled" />
        ) : (
          <ActionButton action={ACTIONS.run} variant={source === 'live' ? 'default' : 'filled'}>
            {source === 'search'
              ? `Run ${total < cap ? `to ${formatCount(cap)}` : `${formatCount(cap)} more`}`
              : 'Show from the start'}
          </ActionButton>
        )}
        {source === 'live' && !busy && !following && (
          <ActionButton action={ACTIONS.live} variant="filled">
            Follow the next game
          </ActionButton>
        )}
        <ActionButton action={ACTIONS.step} />
        <ActionButton action={ACTIONS.part} />
        <ActionButton action={ACTIONS.slow} />
        <label className="tree-field">
          Pace
          <select value={pace} onChange={(event) => inspector.setPace(Number(event.target.value))}>
            {PACES.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {source === 'search' && (
          <label className="tree-field" htmlFor={`${id}-cap`}>
            Visit cap
            <NumberField
              id={`${id}-cap`}
              least={1}
              most={room?.nodes ?? cap}
              step={100}
              value={cap}
              onValue={(value) => inspector.setCap(value ?? cap)}
            />
          </label>
        )}
      </div>
      <div className="tree-run-row tree-moment">
        <ActionButton action={ACTIONS.back}>
          <span aria-hidden="true">‹</span>
        </ActionButton>
        <input
          type="range"
          aria-label="Moment: simulations shown"
          min={0}
          max={Math.max(1, total)}
          value={cursor}
          disabled={total === 0}
          onChange={(event) => inspector.seek(Number(event.target.value))}
          onKeyDown={(event) => event.stopPropagation()}
        />
        <span className="tree-moment-words">
          {formatCount(cursor)} of {formatCount(total)} simulations
        </span>
      </div>
      <EndWords />
    </section>
  );
}

function EndWords() {
  const end = useTreeState((state) => state.end);
  const room = useTreeState((state) => state.room);
  if (end === 'full') {
    return (
      <p className="help">
        The search holds {formatCount(room?.nodes ?? 0)} nodes, which is all it may: it ends here.
        Open the position again with room for more.
      </p>
    );
  }
  if (end === 'over') return <p className="help">Nothing is left to play from here.</p>;
  if (room === null) return null;
  return (
    <p className="help">
      Room for {formatCount(room.nodes)} nodes: {formatBytes(room.bytes)} of memory.
    </p>
  );
}
