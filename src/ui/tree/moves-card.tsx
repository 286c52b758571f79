import { Button } from '@mantine/core';
import { useState } from 'react';
import { type EdgeNumbers, edgeNumbers } from '../../search/record/scores.ts';
import { EXPANDED } from '../../search/store.ts';
import { isEnd } from '../../session/tree/ends.ts';
import { modesOf } from '../../session/tree/names.ts';
import { formatCount, formatValue } from '../shared/format.ts';
import { useScroller } from '../shared/use-scroller.ts';
import { ActionButton } from './action-button.tsx';
import { ACTIONS } from './actions.ts';
import { endTag } from './end-words.ts';
import { ForceForm } from './force-form.tsx';
import { moveText } from './move-text.ts';
import { useInspector, useTreeState } from './tree-context.ts';

/** Rows before the rest is asked for. */
const FEW = 12;

/** The moves considered at the selected node: N, Q, P, and the score's two parts. */
export function MovesCard() {
  const { record, playback, selected, source } = useTreeState((state) => state);
  const [all, setAll] = useState(false);
  const scroller = useScroller<HTMLDivElement>();
  if (record === null || playback === null || record.nodes === 0) return null;
  if (record.columns.nodeKind.data[selected] !== EXPANDED) return null;
  const rows = edgeNumbers(playback, selected).sort(
    (a, b) => b.visits - a.visits || b.prior - a.prior || a.edge - b.edge,
  );
  const shown = all ? rows : rows.slice(0, FEW);
  const most = Math.max(...rows.map(({ exploit, explore }) => exploit + explore));
  return (
    <section className="card tree-moves" aria-label="Moves considered">
      <div className="card-head">
        <h2>Moves considered</h2>
        {source === 'search' && (
          <div className="card-tools">
            <ActionButton action={ACTIONS.here} />
            <ActionButton action={ACTIONS.equal} />
          </div>
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a scroller that can be reached by keyboard */}
      <div className="tree-table" ref={scroller} role="group" aria-label="Moves, a table">
        <table>
          <thead>
            <tr>
              <th scope="col">Move</th>
              <th scope="col">
                <abbr title="Visits">N</abbr>
              </th>
              <th scope="col">
                <abbr title="Mean of what was backed up">Q</abbr>
              </th>
              <th scope="col">
                <abbr title="Prior: share of the samples">P</abbr>
              </th>
              <th scope="col">
                <abbr title="Improved policy">π</abbr>
              </th>
              <th scope="col">Score: q̂ + bonus</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <MoveRow key={row.edge} row={row} most={most} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > FEW && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `All ${rows.length}`}
        </Button>
      )}
      {source === 'search' && <ForceForm />}
    </section>
  );
}

function MoveRow({ row, most }: { readonly row: EdgeNumbers; readonly most: number }) {
  const inspector = useInspector();
  const { record, matches } = useTreeState((state) => state);
  if (record === null) return null;
  const { columns, header } = record;
  const text = moveText(record.edgeTerm(row.edge), modesOf(header));
  const child = columns.edgeChild.data[row.edge]!;
  const percent = (value: number) => `${(100 * value).toFixed(value < 0.1 ? 1 : 0)} %`;
  const part = (value: number) => `${(100 * Math.max(0, value)) / Math.max(most, 1e-9)}%`;
  return (
    <tr
      data-pruned={row.pruned}
      data-match={matches?.has(columns.edgeMove.data[row.edge]!) ?? false}
    >
      <th scope="row">
        {row.visits > 0 && child >= 0 ? (
          <button type="button" onClick={() => inspector.select(child)}>
            {text}
          </button>
        ) : (
          <span>{text}</span>
        )}
        {row.prior === 0 && <span className="tree-tag">yours</span>}
        {row.pruned && (
          <span className="tree-tag" title="Worth less than the most visited: not played">
            pruned
          </span>
        )}
        {row.visits > 0 && child >= 0 && isEnd(columns.nodeKind.data[child]!) && (
          <span className="tree-tag" data-kind="end">
            {endTag(record, child)}
          </span>
        )}
      </th>
      <td>{formatCount(row.visits)}</td>
      <td>{row.visits > 0 ? formatValue(row.value) : '–'}</td>
      <td>{percent(row.prior)}</td>
      <td>{percent(row.improved)}</td>
      <td className="tree-score">
        <span className="tree-score-bar" aria-hidden="true">
          <span style={{ width: part(row.exploit) }} />
          <span style={{ width: part(row.explore) }} />
        </span>
        {row.exploit.toFixed(2)} + {row.explore.toFixed(2)}
      </td>
    </tr>
  );
}
