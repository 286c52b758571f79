import { useSyncExternalStore } from 'react';
import { type Screen, screenOf } from './screens.ts';

/** The screen that the address names, as it changes. */
export function useScreen(): Screen {
  return useSyncExternalStore(subscribe, () => screenOf(location.hash));
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  addEventListener('popstate', changed);
  return () => {
    removeEventListener('hashchange', changed);
    removeEventListener('popstate', changed);
  };
}
