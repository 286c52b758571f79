import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { HintAnswer } from '../../game/hints/hint.ts';
import type { HintState } from '../../session/play/play-state.ts';
import { formatCount } from '../shared/format.ts';
import { Formula } from '../shared/formula.tsx';
import { ActionButton } from './action-button.tsx';
import { ACTIONS } from './actions.ts';
import type { GuidePoint } from './lessons/lesson.ts';
import { usePlay, usePlayState } from './play-context.ts';
import { outputsOfTerm, productFormula } from './term-formulas.ts';

/** Hints in three strengths, and what they answer. */
export function HintCard() {
  const hint = usePlayState((state) => state.hint);
  return (
    <section className="card hints" aria-labelledby="hints-title" data-guide="hints">
      <h2 id="hints-title">Hints</h2>
      <div className="hints-buttons">
        <ActionButton action={ACTIONS.hintCells}>Where?</ActionButton>
        <ActionButton action={ACTIONS.hintMove}>Suggest</ActionButton>
        <ActionButton action={ACTIONS.hintPlayOn}>Play on</ActionButton>
        <ActionButton action={ACTIONS.flips} />
      </div>
      {hint.status === 'thinking' && <Thinking hint={hint} />}
      {hint.status === 'shown' && <Answer answer={hint.answer} />}
      {hint.status === 'shown' && hint.answer.by !== undefined && (
        <p className="help hints-by">Found by {hint.answer.by}.</p>
      )}
      {hint.status === 'failed' && (
        <p className="hints-result" role="alert">
          {hint.sentence}
        </p>
      )}
    </section>
  );
}

function Thinking({ hint }: { readonly hint: HintState & { readonly status: 'thinking' } }) {
  return (
    <div className="hints-progress">
      <progress max={1} value={hint.done} aria-label="Looking for a hint" />
      <span>{hint.best === null ? 'Looking …' : `${formatCount(hint.best)} moves would do`}</span>
      <ActionButton action={ACTIONS.hintCancel}>Stop</ActionButton>
    </div>
  );
}

function Answer({ answer }: { readonly answer: HintAnswer }) {
  const play = usePlay();
  const modes = usePlayState((state) => state.target.modes);
  const moves = usePlayState((state) => state.position.moves);
  useEffect(() => {
    // On a phone the hints are below the board.
    if (answer.kind === 'cells') showPart('board');
  }, [answer]);
  if (answer.kind === 'cells') {
    return (
      <p className="hints-result">
        A good move changes the {formatCount(answer.cells.length)} ringed cells of the board.
      </p>
    );
  }
  if (answer.kind === 'playOn') {
    return (
      <p className="hints-result">
        Played on with {formatCount(answer.terms.length)}{' '}
        {answer.terms.length === 1 ? 'move' : 'moves'}. Undo takes them back.
      </p>
    );
  }
  const product = productFormula(answer.term, modes, moves + 1);
  const outputs = outputsOfTerm(answer.term, modes);
  return (
    <div className="hints-result">
      <p>
        <Formula
          tex={`${product.tex} \\;\\to\\; ${outputs.tex}`}
          text={`${product.text} → ${outputs.text}`}
        />
        <br />
        <span className="help">
          Rank bound {formatCount(answer.rankBound)}, non-zeros {formatCount(answer.nonzeros)} after
          it; {formatCount(answer.finishIn)} {answer.finishIn === 1 ? 'move' : 'moves'} can finish,
          this one included.
        </span>
      </p>
      <Button
        size="compact-sm"
        onClick={() => {
          play.setDraft(answer.term);
          showPart('draft');
        }}
      >
        Use it
      </Button>
    </div>
  );
}

/** Scrolls a part of the screen into sight where it is not. */
function showPart(guide: GuidePoint): void {
  document.querySelector(`[data-guide="${guide}"]`)?.scrollIntoView({ block: 'nearest' });
}
