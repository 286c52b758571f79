import { useMemo } from 'react';
import type { BoardsEvent } from '../../training/events.ts';
import { formatTarget } from '../shared/format.ts';
import { useView } from '../shared/session-context.ts';
import { boardPicture } from './board-paths.ts';

type Board = BoardsEvent['boards'][number];

/** A few of the games under way: what is left of each, as it was at the end of the last round. */
export function BoardsFigure() {
  const boards = useView((view) => view.boards);
  const several = useView((view) => (view.run?.config.targets.length ?? 0) > 1);
  const signed = useView((view) => view.run?.config.arithmetic === 'standard');
  return (
    <section className="card boards" aria-labelledby="boards-title">
      <h2 id="boards-title">Games under way</h2>
      <p className="help boards-intro">
        What is left of the target, slice by slice, in the basis that the game is played in. A game
        is won when nothing is.
        {signed && ' Full squares are positive entries, rings negative ones.'}
      </p>
      <ul className="boards-list">
        {boards.map((board, seat) => (
          // A seat at the table: the games that sit there follow each other.
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <li key={seat}>
            <BoardPictureFigure board={board} />
            <p>
              {several && (
                <>
                  <b>{formatTarget(board.size)}</b> ·{' '}
                </>
              )}
              {movesWords(board.movesPlayed)}
            </p>
            <p className="help">at most {board.rankBound} more needed</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function BoardPictureFigure({ board }: { readonly board: Board }) {
  const { size, residual } = board;
  const picture = useMemo(() => boardPicture(size, residual), [size, residual]);
  const left = residual.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  return (
    <svg
      className="boards-picture"
      role="img"
      aria-label={`${left} of ${residual.length} entries are left`}
      preserveAspectRatio="xMinYMin"
      viewBox={`0 0 ${picture.width} ${picture.height}`}
    >
      <path className="tensor-grid" d={picture.ground} />
      <path className="boards-plus" d={picture.plus} />
      <path className="boards-minus" d={picture.minus} fillRule="evenodd" />
    </svg>
  );
}

function movesWords(moves: number): string {
  if (moves === 0) return 'no move yet';
  return moves === 1 ? '1 move' : `${moves} moves`;
}
