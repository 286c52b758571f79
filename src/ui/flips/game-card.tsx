import { Button } from '@mantine/core';
import { gameSetup } from '../../session/flips/flips-setup.ts';
import { useFlips, useFlipsView } from './flips-context.ts';

/** A game of the play board that is to be finished. */
export function GameCard({ link }: { readonly link: string }) {
  const flips = useFlips();
  const current = useFlipsView((view) => view.setup);
  const status = useFlipsView((view) => view.status);
  if (current?.game?.link === link) return null;
  const setup = gameSetup(link);
  return (
    <section className="card flips-card" aria-labelledby="flips-game">
      <h2 id="flips-game">Continue your game with flips</h2>
      {typeof setup === 'string' ? (
        <p className="flips-failure" role="alert">
          {setup}
        </p>
      ) : (
        <>
          <p className="flips-help">
            Looks for the fewest moves that finish {setup.title}. The moves that you played stay;
            what comes out goes back to the board, to be played on.
          </p>
          {status !== 'idle' && (
            <p className="flips-help">
              The search that is here now is given up; all that it found stays in the library.
            </p>
          )}
          <Button fullWidth onClick={() => void flips.start(setup)}>
            Continue the game
          </Button>
        </>
      )}
      <p className="flips-links">
        <a href={`#/play/${link}`}>Back to the board</a>
        <a href="#/flips">Search something else</a>
      </p>
    </section>
  );
}
