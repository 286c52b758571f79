import { useEffect, useState } from 'react';
import type { LibraryContent } from '../../session/library/entry.ts';
import type { LongFacts } from '../../session/library/jobs.ts';
import { publishedRecords } from '../../session/library/published.ts';
import { sentence } from '../../session/sentences.ts';
import { useLibrary } from './library-context.ts';

export type Loaded =
  | { readonly status: 'loading' }
  | { readonly status: 'loaded'; readonly content: LibraryContent }
  | { readonly status: 'failed'; readonly sentence: string };

/**
 * The content of an entry, read and verified again, or of a published scheme. Read anew when the
 * entry's program has changed.
 */
export function useContent(key: string, reduced: number | null): Loaded {
  const { library } = useLibrary();
  const [loaded, setLoaded] = useState<Loaded>({ status: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the program changes with its additions
  useEffect(() => {
    let current = true;
    const published = publishedRecords().get(key)?.content;
    library
      .content(key)
      .catch((error: unknown) => {
        if (published !== undefined) return published;
        throw error;
      })
      .then(
        (content) => {
          if (current) setLoaded({ status: 'loaded', content });
        },
        (error: unknown) => {
          if (current) setLoaded({ status: 'failed', sentence: sentence(error) });
        },
      );
    return () => {
      current = false;
    };
  }, [library, key, reduced]);
  return loaded;
}

/** What takes a moment to compute of an algorithm; null until it is there. */
export function useLongFacts(
  content: LibraryContent,
): LongFacts | { readonly failed: string } | null {
  const { workshop } = useLibrary();
  const [facts, setFacts] = useState<LongFacts | { readonly failed: string } | null>(null);
  useEffect(() => {
    let current = true;
    workshop.facts(content).then(
      (known) => {
        if (current) setFacts(known);
      },
      (error: unknown) => {
        if (current) setFacts({ failed: sentence(error) });
      },
    );
    return () => {
      current = false;
    };
  }, [workshop, content]);
  return facts;
}
