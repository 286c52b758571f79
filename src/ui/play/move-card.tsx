import { SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { afterMove } from '../../game/position.ts';
import { isZeroTerm } from '../../tensor/term.ts';
import { formatCount } from '../shared/format.ts';
import { Formula } from '../shared/formula.tsx';
import { ActionButton } from './action-button.tsx';
import { ACTIONS } from './actions.ts';
import { usePlay, usePlayState } from './play-context.ts';
import { outputsOfTerm, productFormula } from './term-formulas.ts';
import { TypedMove } from './typed-move.tsx';
import { type Factor, VectorEditor } from './vector-editor.tsx';

const FACTORS: readonly Factor[] = ['u', 'v', 'w'];
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
  const target = usePlayState((state) => state.target);
  const arithmetic = usePlayState((state) => state.arithmetic);
  const position = usePlayState((state) => state.position);
  const now = usePlayState((state) => state.draft);
  // Ranks and formulas of large targets take milliseconds, and lay the page out anew: the editors and
  // the board do not wait for them, and nobody reads them while coefficients still change.
  const [settled] = useDebouncedValue(now, SETTLES_MS);
  const isOfNow = position === useDebouncedValue(position, SETTLES_MS)[0];
  const draft = isOfNow && !isZeroTerm(settled, arithmetic) ? settled : now;
  const after = useMemo(
    () =>
      isZeroTerm(draft, arithmetic) || draft.u.length !== position.residual.shape[0]
        ? null
        : afterMove(position, draft, arithmetic),
    [position, draft, arithmetic],
  );
  if (isZeroTerm(now, arithmetic)) {
    return (
      <p className="move-formula move-hint">
        Choose at least one entry in each of <i>u</i>, <i>v</i> and <i>w</i>.
      </p>
    );
  }
  const product = productFormula(draft, target.modes, position.moves + 1);
  const outputs = outputsOfTerm(draft, target.modes);
  return (
    <div className="move-formula">
      <p>
        <Formula tex={product.tex} text={product.text} />
      </p>
      <p className="move-to">
        <Formula tex={`{}\\to\\; ${outputs.tex}`} text={`→ ${outputs.text}`} />
      </p>
      {after !== null && (
        <p className="move-effect">
          <Change name="Non-zeros" from={position.nonzeros} to={after.nonzeros} />
          <Change name="Rank bound" from={position.rankBound} to={after.rankBound} />
        </p>
      )}
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
