import { formatClock, formatCount, formatShort } from '../shared/format.ts';
import { useFlipsView } from './flips-context.ts';

/** How far the search has come, in figures. */
export function FactsCard() {
  const view = useFlipsView((all) => all);
  const { setup, bestRank, seconds, flips, flipsPerSecond, pools } = view;
  if (setup === null) return null;
  return (
    <section className="card flips-card" aria-labelledby="flips-facts">
      <h3 id="flips-facts">Figures</h3>
      <dl className="flips-figures">
        <div>
          <dt>Best found</dt>
          <dd data-testid="flips-best">{bestRank ?? '—'}</dd>
        </div>
        <div>
          <dt>Best known</dt>
          <dd>{setup.known ?? 'none'}</dd>
        </div>
        <div>
          <dt>Flips</dt>
          <dd>{formatShort(flips)}</dd>
        </div>
        <div>
          <dt>Flips a second</dt>
          <dd>{flipsPerSecond === null ? '—' : formatShort(Math.round(flipsPerSecond))}</dd>
        </div>
        <div>
          <dt>Time</dt>
          <dd>{formatClock(seconds)}</dd>
        </div>
      </dl>
      {pools.length > 0 && (
        <p className="flips-help">
          In the pools, from which walks begin again:{' '}
          {pools.map(([rank, count]) => `${formatCount(count)} of rank ${rank}`).join(', ')}.
        </p>
      )}
    </section>
  );
}
