import { SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { afterMove, type Position } from '../../game/position.ts';
import { FACTORS, isZeroTerm, type Term } from '../../tensor/term.ts';
import { formatCount } from '../shared/format.ts';
import { Formula } from '../shared/formula.tsx';
import { ActionButton } from './action-button.tsx';
import { ACTIONS } from './actions.ts';
import { usePlay, usePlayState } from './play-context.ts';
import { outputsOfTerm, productFormula } from './term-formulas.ts';
import { TypedMove } from './typed-move.tsx';
import { VectorEditor } from './vector-editor.tsx';

const SETTLES_MS = 60;
/** Between the editors: u⊗v⊗w. */
const TIMES = '⊗';

/** The move being made: u, v and w as matrices, what it is as a product, and Play. */
export function MoveCard() {
  const play = usePlay();
  const modes = usePlayState(({ target }) => target.modes);
  const draft = usePlayState((state) => state.draft);
  const arithmetic = usePlayState((state) => state.arithmetic);
  const max = usePlayState((state) => state.maxCoefficient);
  const alphabet = useMemo(() => ({ arithmetic, max }), [arithmetic, max]);
  return (
    <section className="card move" aria-label="Your move" data-guide="draft">
      <div className="move-vectors">
        {FACTORS.map((factor, mode) => (
          <div className="move-vector" key={factor}>
            {mode > 0 && (
              <span className="move-times" aria-hidden="true">
                {TIMES}
              </span>
            )}
            <VectorEditor
              factor={factor}
              labels={modes[mode]!}
              values={draft[factor]}
              alphabet={alphabet}
              onChange={(index, value) => play.setCoefficient(mode as 0 | 1 | 2, index, value)}
              onEnter={() => play.play()}
            />
          </div>
        ))}
        <div className="move-end">
          <div aria-live="polite" aria-atomic="true">
            <MoveFormula />
          </div>
          <div className="move-buttons">
            <ActionButton
              action={ACTIONS.play}
              variant="filled"
              size="sm"
              className="move-play"
              data-guide="play"
            />
            <ActionButton action={ACTIONS.clear} size="sm" />
          </div>
        </div>
      </div>
      <div className="move-more">
        <TypedMove />
        {arithmetic === 'standard' && (
          <SegmentedControl
            className="move-alphabet"
            size="xs"
            aria-label="Coefficients"
            data={[
              { value: '1', label: '−1…1' },
              { value: '2', label: '−2…2' },
            ]}
            value={String(max)}
            onChange={(value) => play.setMaxCoefficient(value === '2' ? 2 : 1)}
          />
        )}
      </div>
    </section>
  );
}

/** The draft as a product, and what playing it would do. */
function MoveFormula() {
  const arithmetic = usePlayState((state) => state.arithmetic);
  const position = usePlayState((state) => state.position);
  const draft = usePlayState((state) => state.draft);
  const move = useMemo(() => ({ position, draft }), [position, draft]);
  // Ranks and formulas of large targets take milliseconds, and lay the page out anew: the editors and
  // the board do not wait for them, and nobody reads them while coefficients still change.
  const [settled] = useDebouncedValue(move, SETTLES_MS);
  if (isZeroTerm(draft, arithmetic)) {
    return (
      <p className="move-formula move-hint">
        Choose at least one entry in each of <i>u</i>, <i>v</i> and <i>w</i>.
      </p>
    );
  }
  const isOld = settled.position !== position || isZeroTerm(settled.draft, arithmetic);
  if (isOld) return <div className="move-formula" aria-busy="true" />;
  return <SettledFormula move={settled} isBusy={settled !== move} />;
}

interface SettledFormulaProps {
  readonly move: { readonly position: Position; readonly draft: Term };
  /** Another draft is being made: this one is shown until it rests. */
  readonly isBusy: boolean;
}

function SettledFormula({ move, isBusy }: SettledFormulaProps) {
  const modes = usePlayState(({ target }) => target.modes);
  const arithmetic = usePlayState((state) => state.arithmetic);
  const written = useMemo(() => {
    const { position, draft } = move;
    const after = afterMove(position, draft, arithmetic);
    const product = productFormula(draft, modes, position.moves + 1);
    const outputs = outputsOfTerm(draft, modes);
    return (
      <>
        <p>
          <Formula tex={product.tex} text={product.text} />
        </p>
        <p className="move-to">
          <Formula tex={`{}\\to\\; ${outputs.tex}`} text={`→ ${outputs.text}`} />
        </p>
        <p className="move-effect">
          <Change name="Non-zeros" from={position.nonzeros} to={after.nonzeros} />
          <Change name="Rank bound" from={position.rankBound} to={after.rankBound} />
        </p>
      </>
    );
  }, [move, modes, arithmetic]);
  return (
    <div className="move-formula" aria-busy={isBusy}>
      {written}
    </div>
  );
}

function Change({ name, from, to }: { name: string; from: number; to: number }) {
  const trend = to < from ? 'better' : to > from ? 'worse' : 'same';
  return (
    <span data-trend={trend}>
      {name} {formatCount(from)} → <b>{formatCount(to)}</b>
    </span>
  );
}
