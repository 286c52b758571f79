import { algorithmHash } from '../library/place.ts';
import { formatClock, formatShort } from '../shared/format.ts';
import { useFlipsView } from './flips-context.ts';

/** What the search found, each better than the one before; all of it is in the library. */
export function FoundCard() {
  const found = useFlipsView((view) => view.found);
  const setup = useFlipsView((view) => view.setup);
  if (setup === null) return null;
  const best = found.at(-1);
  return (
    <section className="card flips-card" aria-labelledby="flips-found">
      <h3 id="flips-found">Found</h3>
      <p className="flips-said" aria-live="polite">
        {best === undefined
          ? 'Nothing better than the beginning yet.'
          : bestWords(best.rank, setup.game !== null)}
      </p>
      <ol className="flips-found">
        {[...found].reverse().map(({ rank, seconds, flips, key, liftedKey, game }) => (
          <li key={rank}>
            <b>{setup.game === null ? `Rank ${rank}` : `${rank} more moves`}</b>
            <span className="flips-when">
              after {formatClock(seconds)}, {formatShort(flips)} flips
            </span>
            <span className="flips-links">
              {key !== null && <a href={algorithmHash(key)}>In the library, verified</a>}
              {liftedKey !== null && <a href={algorithmHash(liftedKey)}>Lifted to the integers</a>}
              {game !== null && <a href={`#/play/${game}`}>Play these moves</a>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function bestWords(rank: number, isGame: boolean): string {
  return isGame ? `The game can be finished in ${rank} more moves.` : `Rank ${rank} is found.`;
}
