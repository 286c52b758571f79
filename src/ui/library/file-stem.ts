import type { LibraryEntry } from '../../session/library/entry.ts';

/** A name for an algorithm's files, without ending; different algorithms have different ones. */
export function fileStem({ size, arithmetic, rank, key }: LibraryEntry): string {
  return `${size.join('x')}-${arithmetic}-rank${rank}-${key.slice(-6)}`;
}
