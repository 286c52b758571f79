import { useId } from 'react';
import { NO_FILTERS } from '../../session/tree/inspector-state.ts';
import { formatCount } from '../shared/format.ts';
import { NumberField } from './number-field.tsx';
import { useInspector, useTreeState } from './tree-context.ts';

const MOST = [
  { value: 60, label: '60' },
  { value: 120, label: '120' },
  { value: 500, label: '500' },
  { value: 2000, label: '2,000' },
  { value: 1_000_000, label: 'all' },
];

/** What is drawn: how many nodes, which of them, and where a move occurs. */
export function ViewCard() {
  const inspector = useInspector();
  const { filters, most, query, matches, record } = useTreeState((state) => state);
  const id = useId();
  const filtered =
    filters.minVisits > 0 || filters.maxDepth < NO_FILTERS.maxDepth || filters.solvedOnly;
  return (
    <section className="card tree-view" aria-label="What is drawn">
      <h2>What is drawn</h2>
      <div className="tree-fields">
        <label className="tree-field">
          Nodes at most
          <select
            value={most}
            onChange={(event) => inspector.looks.setMost(Number(event.target.value))}
          >
            {MOST.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className="tree-field" htmlFor={`${id}-visits`}>
          Visits at least
          <NumberField
            id={`${id}-visits`}
            least={0}
            most={1e6}
            value={filters.minVisits}
            onValue={(value) => inspector.looks.setFilters({ minVisits: value ?? 0 })}
          />
        </label>
        <label className="tree-field" htmlFor={`${id}-depth`}>
          Moves at most
          <NumberField
            id={`${id}-depth`}
            least={1}
            most={NO_FILTERS.maxDepth}
            value={filters.maxDepth >= NO_FILTERS.maxDepth ? null : filters.maxDepth}
            onValue={(value) =>
              inspector.looks.setFilters({ maxDepth: value ?? NO_FILTERS.maxDepth })
            }
          />
        </label>
        <label className="tree-check">
          <input
            type="checkbox"
            checked={filters.solvedOnly}
            onChange={(event) => inspector.looks.setFilters({ solvedOnly: event.target.checked })}
          />
          Solved lines only
        </label>
      </div>
      <label className="tree-query">
        Find a move
        <input
          type="search"
          data-move-query
          placeholder="a11 c22"
          value={query}
          spellCheck={false}
          onChange={(event) => inspector.looks.setQuery(event.target.value)}
        />
      </label>
      <p className="help" aria-live="polite">
        {matches !== null && `${formatCount(matches.size)} different moves match. `}
        {record !== null && `${formatCount(record.nodes)} nodes in all. `}
        {(filtered || query !== '') && (
          <button
            type="button"
            className="tree-link"
            onClick={() => inspector.looks.clearFilters()}
          >
            Show everything
          </button>
        )}
      </p>
    </section>
  );
}
