import { formatVectors } from '../../game/notation.ts';
import { edgeNumbers } from '../../search/record/scores.ts';
import { LIMIT } from '../../search/store.ts';
import { modesOf } from '../../session/tree/names.ts';
import { outputsOfTerm, productFormula } from '../play/term-formulas.ts';
import { Fact } from '../shared/fact.tsx';
import { formatCount, formatValue } from '../shared/format.ts';
import { Formula } from '../shared/formula.tsx';
import { ActionButton } from './action-button.tsx';
import { ACTIONS } from './actions.ts';
import { endWords, howItEnds, returnWords } from './end-words.ts';
import { QuantilesFigure } from './quantiles-figure.tsx';
import { ResidualThumb } from './residual-thumb.tsx';
import { useTreeState } from './tree-context.ts';

/** Everything about the selected node, and the move that leads to it. */
export function NodeCard() {
  const { record, playback, selected } = useTreeState((state) => state);
  if (record === null || playback === null || record.nodes === 0) return null;
  const { columns, header } = record;
  const visits = playback.nodeVisits.data[selected] ?? 0;
  const depth = columns.nodeDepth.data[selected]!;
  const kind = columns.nodeKind.data[selected]!;
  const into = columns.nodeParentEdge.data[selected]!;
  const mean = playback.nodeMean(selected);
  const value = columns.nodeValue.data[selected]!;
  const bound = columns.nodeRankBound.data[selected]!;
  const q = header.quantiles;
  const quantiles = Array.from(
    columns.nodeQuantiles.data.subarray(selected * q, (selected + 1) * q),
  );
  const residual = record.residual(selected);
  const nonzeros = residual.data.reduce((count, entry) => count + (entry === 0 ? 0 : 1), 0);
  const row =
    into < 0
      ? null
      : edgeNumbers(playback, columns.edgeNode.data[into]!).find(({ edge }) => edge === into)!;
  const kindWords = howItEnds(kind);
  const reward =
    kind === LIMIT ? `−1, and −${bound} for what is left` : into < 0 ? 'none yet' : '−1';
  return (
    <section className="card tree-node" aria-label="Selected node">
      <div className="card-head">
        <h2>
          {depth === 0 ? 'First node' : `After ${depth} move${depth === 1 ? '' : 's'}`}
          {kindWords !== null && <span className="tree-kind"> · {kindWords}</span>}
        </h2>
        <div className="card-tools">
          <ActionButton action={ACTIONS.board}>Play on</ActionButton>
          <ActionButton action={ACTIONS.addLine}>Add line</ActionButton>
        </div>
      </div>
      <EndWords node={selected} pruned={row?.pruned === true} />
      {into >= 0 && <MoveWords edge={into} depth={depth} />}
      <ResidualThumb
        residual={residual}
        columns={header.size[2]}
        label={`What is left of the target: ${nonzeros} entries are not 0`}
      />
      <dl className="tree-facts">
        <Fact name="Visits N" value={formatCount(visits)} />
        <Fact name="Return, mean" value={formatValue(mean)} />
        {row !== null && (
          <>
            <Fact name="Q of the move" value={formatValue(row.value)} />
            <Fact
              name="Prior P"
              value={
                row.prior === 0
                  ? '0: forced by you'
                  : `${(100 * row.prior).toFixed(1)} %, ${columns.edgeSamples.data[into]} of ${header.samples}`
              }
            />
          </>
        )}
        <Fact name="Evaluator says" value={formatValue(value)} />
        <Fact name="Reward" value={reward} />
        <Fact name="Rank bound" value={formatCount(bound)} />
        <Fact name="Moves left" value={formatCount(header.movesLeft - depth)} />
        {row !== null && (
          <Fact
            name="Score"
            value={`${(row.exploit + row.explore).toFixed(3)} = ${row.exploit.toFixed(3)} + ${row.explore.toFixed(3)}`}
          />
        )}
      </dl>
      {quantiles.length > 0 && quantiles.every(Number.isFinite) && (
        <QuantilesFigure quantiles={quantiles} value={value} mean={mean} />
      )}
    </section>
  );
}

/** Why nothing follows, or why this would not be played; nothing where neither is so. */
function EndWords({ node, pruned }: { readonly node: number; readonly pruned: boolean }) {
  const record = useTreeState((state) => state.record);
  if (record === null) return null;
  const end = endWords(record, node);
  if (end === null && !pruned) return null;
  return (
    <ul className="tree-end">
      {end !== null && (
        <li>
          {end[0]!.toUpperCase() + end.slice(1)}. Return from the first node:{' '}
          {returnWords(record, node)}
        </li>
      )}
      {pruned && <li>Pruned: worth less than the most visited move beside it, so not played</li>}
    </ul>
  );
}

function MoveWords({ edge, depth }: { readonly edge: number; readonly depth: number }) {
  const record = useTreeState((state) => state.record);
  if (record === null) return null;
  const term = record.edgeTerm(edge);
  const modes = modesOf(record.header);
  const product = productFormula(term, modes, depth);
  const outputs = outputsOfTerm(term, modes);
  return (
    <div className="tree-move">
      <p>
        <Formula {...product} />{' '}
        <span className="tree-move-to">
          to <Formula {...outputs} />
        </span>
      </p>
      <p className="tree-vectors">
        <code>{formatVectors(term).replaceAll('-', '−')}</code>
      </p>
    </div>
  );
}
