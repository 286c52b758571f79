/** Algorithms for jobs: those of the library, and those that are published. */
import type { Algorithm } from '../../algorithm/algorithm.ts';
import type { Arithmetic } from '../../tensor/arithmetic.ts';
import { bestOfSizes } from './compositions.ts';
import type { Admitted, LibraryEntry } from './entry.ts';
import type { Library } from './library.ts';
import { classicalRecords, publishedRecords } from './published.ts';

/** From the library, or from what is published. */
export async function recordsOf(
  library: Library,
  keys: readonly string[],
): Promise<readonly Admitted[]> {
  const own = await library.records(keys);
  const missing = new Set(keys);
  for (const { entry } of own) missing.delete(entry.key);
  if (missing.size === 0) return own;
  const published = publishedRecords();
  return [...own, ...[...missing].flatMap((key) => published.get(key) ?? [])];
}

/** In the order of the keys. @throws Error when one is gone or damaged */
export async function algorithmsOf(
  library: Library,
  keys: readonly string[],
): Promise<Algorithm[]> {
  const records = await recordsOf(library, keys);
  const byKey = new Map(records.map(({ entry, content }) => [entry.key, content.algorithm]));
  return keys.map((key) => {
    const algorithm = byKey.get(key);
    if (algorithm === undefined) throw new Error('An algorithm of the library cannot be read');
    return algorithm;
  });
}

/** The keys of what a plan is made from. */
export function sourcesOf(
  library: Library,
  arithmetic: Arithmetic,
  withPublished: boolean,
): string[] {
  const entries = [...library.view.getState().entries.values()];
  const published = withPublished ? [...classicalRecords().values()] : [];
  const all = [...entries, ...published.map(({ entry }) => entry)];
  return bestOfSizes(all, arithmetic).map(({ key }) => key);
}

/** An algorithm that says in its files where it comes from. */
export function withProvenance(algorithm: Algorithm, { name, origin }: LibraryEntry): Algorithm {
  return {
    ...algorithm,
    provenance: {
      ...algorithm.provenance,
      ...(name === '' ? {} : { name }),
      origin,
    },
  };
}
