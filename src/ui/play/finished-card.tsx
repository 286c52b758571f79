import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { FinishedGame } from '../../session/play/play-state.ts';
import { download } from '../shared/download.ts';
import { formatCount } from '../shared/format.ts';
import { ActionButton } from './action-button.tsx';
import { ACTIONS } from './actions.ts';
import { Confetti } from './confetti.tsx';
import { usePlay, usePlayState } from './play-context.ts';

/** The end of a game: what was found, checked, and what can be done with it. */
export function FinishedCard({ game }: { readonly game: FinishedGame }) {
  const play = usePlay();
  const target = usePlayState((state) => state.target);
  const arithmetic = usePlayState((state) => state.arithmetic);
  const changed = usePlayState((state) => state.basis !== null);
  const { naive } = target.known(arithmetic);
  const heading = useRef<HTMLHeadingElement>(null);
  // What had the focus, an editor or Play, is gone.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  if (!game.verified) {
    return (
      <section className="card finished" aria-label="The end" role="alert">
        <h2>This is not an algorithm</h2>
        <p>
          The board is empty, but the exact check failed: {game.reason}. This is a mistake of the
          app; your moves are kept.
        </p>
      </section>
    );
  }
  return (
    <section className="card finished" aria-labelledby="finished-title">
      <Confetti />
      <div>
        <h2 id="finished-title" ref={heading} tabIndex={-1}>
          {game.known !== null && game.rank < game.known
            ? `Rank ${game.rank}: better than any known!`
            : `Solved: rank ${game.rank}`}
        </h2>
        <p>
          Verified exactly{changed ? ', mapped back to the canonical basis' : ''}.{' '}
          {comparison(game, naive)}
        </p>
      </div>
      <dl className="finished-numbers">
        <Figure name="Multiplications" value={game.rank} />
        <Figure name="Additions" value={game.additions} />
        <Figure name="In school" value={naive} />
        {game.known !== null && <Figure name="Best known" value={game.known} />}
      </dl>
      <div className="finished-buttons">
        {game.algorithm !== null && (
          <Button
            loading={game.kept === 'keeping'}
            disabled={game.kept === 'yes'}
            onClick={() => void play.keep()}
          >
            {game.kept === 'yes' ? 'Kept' : 'Keep'}
          </Button>
        )}
        <Button variant="default" onClick={() => download(game.file.name, game.file.text)}>
          Download JSON
        </Button>
        <ActionButton action={ACTIONS.undo} size="sm" />
        <ActionButton action={ACTIONS.start} size="sm">
          Play it again
        </ActionButton>
        <ActionButton action={ACTIONS.target} size="sm">
          Another target
        </ActionButton>
      </div>
      {game.kept === 'yes' && (
        <p className="help">
          Kept in this browser, in the <a href="#/library">library</a>.
        </p>
      )}
    </section>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{formatCount(value)}</dd>
    </div>
  );
}

function comparison({ rank, known }: FinishedGame, naive: number): string {
  const school =
    rank < naive
      ? `${formatCount(naive - rank)} fewer than in school`
      : rank === naive
        ? 'As many as in school'
        : `${formatCount(rank - naive)} more than in school`;
  if (known === null || rank < known) return `${school}.`;
  if (rank === known) return `${school}, and as good as the best known.`;
  return `${school}; ${formatCount(rank - known)} above the best known: can you find a better one?`;
}
