import { useSyncExternalStore } from 'react';

/** What is read off the address's hash, as it changes. @param read gives the same for the same hash */
export function useHash<T>(read: (hash: string) => T): T {
  return useSyncExternalStore(subscribe, () => read(location.hash));
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  addEventListener('popstate', changed);
  return () => {
    removeEventListener('hashchange', changed);
    removeEventListener('popstate', changed);
  };
}
