import { Button } from '@mantine/core';
import { Fact } from '../shared/fact.tsx';
import { useFlips, useFlipsView } from './flips-context.ts';
import { STATUS_WORDS, STRATEGY_LABELS } from './words.ts';

/** The search under way, and what can be done with it. */
export function RunCard() {
  const flips = useFlips();
  const setup = useFlipsView((view) => view.setup);
  const status = useFlipsView((view) => view.status);
  const failure = useFlipsView((view) => view.failure);
  if (setup === null) return null;
  const { title, arithmetic, strategy, seed, targetRank, start, game } = setup;
  const isAtWork = status === 'running' || status === 'pausing';
  return (
    <section className="card flips-card" aria-labelledby="flips-run">
      <h2 id="flips-run">{game === null ? title : 'Your game'}</h2>
      <p className="flips-status" role="status">
        {STATUS_WORDS[status]}
      </p>
      <dl className="flips-list">
        {game !== null && <Fact name="Target" value={title} />}
        <Fact name="Arithmetic" value={arithmetic === 'z2' ? 'modulo 2' : 'integers'} />
        <Fact
          name="Walks begin"
          value={
            game !== null
              ? 'with the board’s residual'
              : start !== null
                ? 'with an algorithm of the library'
                : STRATEGY_LABELS[strategy].toLowerCase()
          }
        />
        <Fact name="Until rank" value={String(targetRank)} />
        <Fact name="Seed" value={String(seed)} />
      </dl>
      {failure !== null && (
        <p className="flips-failure" role="alert">
          {failure}{' '}
          <button type="button" className="flips-plain" onClick={() => flips.dismissFailure()}>
            Dismiss
          </button>
        </p>
      )}
      <div className="flips-buttons">
        {isAtWork ? (
          <Button
            onClick={() => void flips.pause()}
            disabled={status === 'pausing'}
            variant="default"
          >
            Pause
          </Button>
        ) : (
          status === 'paused' && <Button onClick={() => void flips.resume()}>Resume</Button>
        )}
        <Button
          variant={status === 'finished' ? 'filled' : 'default'}
          onClick={() => {
            void flips.reset();
            if (location.hash !== '#/flips') location.hash = '#/flips';
          }}
        >
          New search
        </Button>
      </div>
      <p className="flips-help">
        The search goes on while you look at other screens. Paused, and every few seconds, its place
        is saved: a reload finds it again.
      </p>
    </section>
  );
}
