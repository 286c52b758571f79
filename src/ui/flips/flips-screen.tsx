import '../shared/side-page.css';
import './flips.css';
import '@mantine/core/styles/NumberInput.css';
import { useSyncExternalStore } from 'react';
import { FactsCard } from './facts-card.tsx';
import { useFlipsView } from './flips-context.ts';
import { FoundCard } from './found-card.tsx';
import { GameCard } from './game-card.tsx';
import { RankFigure } from './rank-figure.tsx';
import { RunCard } from './run-card.tsx';
import { SetupCard } from './setup-card.tsx';

const GAME = '#/flips/';

/** Searching with flips: what is searched, and how it goes. */
export function FlipsScreen() {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const status = useFlipsView((view) => view.status);
  const link = hash.startsWith(GAME) ? hash.slice(GAME.length) : '';
  const isIdle = status === 'idle';
  return (
    <main className="side-page flips" aria-busy={status === 'opening'}>
      <div className="side-page-side">
        {status !== 'opening' && link !== '' && <GameCard link={link} />}
        {isIdle && link === '' && <SetupCard />}
        {!isIdle && status !== 'opening' && <RunCard />}
      </div>
      <div className="side-page-stage">
        <RankFigure />
        <FactsCard />
        <FoundCard />
      </div>
    </main>
  );
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}
