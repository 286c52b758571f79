/** The addresses of the library's screen. */
import { useHash } from '../shared/use-hash.ts';

export type Place =
  | { readonly kind: 'found' }
  | { readonly kind: 'sizes' }
  | { readonly kind: 'compose' }
  | { readonly kind: 'published' }
  | { readonly kind: 'algorithm'; readonly key: string };

const ALGORITHM = '#/library/algorithm/';

export const HASHES = {
  found: '#/library',
  sizes: '#/library/sizes',
  compose: '#/library/compose',
  published: '#/library/published',
} as const;

/** The hash of the address that shows an algorithm. */
export function algorithmHash(key: string): string {
  return ALGORITHM + key;
}

export function placeOf(hash: string): Place {
  if (hash.startsWith(ALGORITHM)) return { kind: 'algorithm', key: hash.slice(ALGORITHM.length) };
  if (hash.startsWith(HASHES.sizes)) return { kind: 'sizes' };
  if (hash.startsWith(HASHES.compose)) return { kind: 'compose' };
  if (hash.startsWith(HASHES.published)) return { kind: 'published' };
  return { kind: 'found' };
}

/** The place that the address names, as it changes. */
export function usePlace(): Place {
  return placeOf(useHash((hash) => hash));
}
