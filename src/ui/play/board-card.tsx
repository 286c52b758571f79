import { useMemo } from 'react';
import { preview } from '../../game/position.ts';
import { isZeroTerm } from '../../tensor/term.ts';
import { Board } from '../board/board.tsx';
import { ActionButton } from './action-button.tsx';
import { ACTIONS } from './actions.ts';
import { usePlay, usePlayState } from './play-context.ts';

const VIEWS = [
  { action: ACTIONS.slicesA, mode: 0, words: 'A' },
  { action: ACTIONS.slicesB, mode: 1, words: 'B' },
  { action: ACTIONS.slicesC, mode: 2, words: 'C' },
  { action: ACTIONS.solid, mode: null, words: '3D' },
] as const;

/** The residual, what the move being made would change, and from where it is looked at. */
export function BoardCard() {
  const play = usePlay();
  const residual = usePlayState((state) => state.position.residual);
  const solved = usePlayState((state) => state.position.solved);
  const draft = usePlayState((state) => state.draft);
  const arithmetic = usePlayState((state) => state.arithmetic);
  const modes = usePlayState((state) => state.target.modes);
  const view = usePlayState((state) => state.view);
  const hint = usePlayState((state) => state.hint);
  const after = useMemo(
    () =>
      solved || isZeroTerm(draft, arithmetic) || draft.u.length !== residual.shape[0]
        ? null
        : preview(residual, draft, arithmetic),
    [residual, draft, arithmetic, solved],
  );
  const highlight =
    hint.status === 'shown' && hint.answer.kind === 'cells' ? hint.answer.cells : null;
  return (
    <section className="card board-card" aria-labelledby="board-title" data-guide="board">
      <div className="card-head">
        <h2 id="board-title">{solved ? 'Nothing left' : 'What is left'}</h2>
        <fieldset className="views" aria-label="View" data-guide="views">
          <span className="views-label">Slices along</span>
          {VIEWS.map(({ action, mode, words }) => (
            <ActionButton
              key={words}
              action={action}
              variant={
                (mode === null ? view.solid : !view.solid && view.mode === mode)
                  ? 'light'
                  : 'default'
              }
              aria-pressed={mode === null ? view.solid : !view.solid && view.mode === mode}
              aria-label={action.title}
            >
              {words}
            </ActionButton>
          ))}
        </fieldset>
      </div>
      <div className="board-space">
        <Board
          tensor={residual}
          after={after}
          modes={modes}
          mode={view.mode}
          solid={view.solid}
          view={view}
          onView={(turned) => play.setView(turned)}
          highlight={highlight}
          ariaLabel="The residual"
        />
      </div>
    </section>
  );
}
