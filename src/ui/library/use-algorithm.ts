import { useEffect, useState } from 'react';
import type { Algorithm } from '../../algorithm/algorithm.ts';
import { sentence } from '../../session/sentences.ts';
import { useLibrary } from './library-context.ts';

export type Loaded =
  | { readonly status: 'loading' }
  | { readonly status: 'loaded'; readonly algorithm: Algorithm }
  | { readonly status: 'failed'; readonly sentence: string };

/** The algorithm of an entry, read and verified again. */
export function useAlgorithm(key: string): Loaded {
  const { library } = useLibrary();
  const [loaded, setLoaded] = useState<Loaded>({ status: 'loading' });
  useEffect(() => {
    let current = true;
    library.algorithm(key).then(
      (algorithm) => {
        if (current) setLoaded({ status: 'loaded', algorithm });
      },
      (error: unknown) => {
        if (current) setLoaded({ status: 'failed', sentence: sentence(error) });
      },
    );
    return () => {
      current = false;
    };
  }, [library, key]);
  return loaded;
}
