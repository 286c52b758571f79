import { useEffect } from 'react';
import { Flips } from '../../session/flips/flips.ts';
import { indexedFlips } from '../../session/flips/flips-storage.ts';
import { workerSearch } from '../../session/flips/search-client.ts';
import { library } from '../../session/library/create-library.ts';
import { FlipsContext } from './flips-context.ts';
import { FlipsScreen } from './flips-screen.tsx';

// Made once, when the screen is first opened: the search goes on while another screen is shown.
const flips = new Flips({
  search: workerSearch,
  searches: Math.max(1, navigator.hardwareConcurrency ?? 1),
  storage: indexedFlips(),
  keep: (algorithm, origin) => library().keep(algorithm, origin),
  now: () => performance.now(),
});

/** The screen of the search with flips, with the page's search. */
export default function FlipsRoot() {
  useEffect(() => {
    void flips.open();
    void library().open();
  }, []);
  return (
    <FlipsContext value={flips}>
      <FlipsScreen />
    </FlipsContext>
  );
}
