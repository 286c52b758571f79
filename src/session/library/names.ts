import { formatSize, type Size } from '../../tensor/size.ts';
import type { LibraryEntry } from './entry.ts';

/** '2×2×2' */
export function shownSize(size: Size): string {
  return formatSize(size).replaceAll('x', '×');
}

/** The user's name for it, or '2×2×2, rank 7'. */
export function titleOf({
  name,
  size,
  rank,
}: Pick<LibraryEntry, 'name' | 'size' | 'rank'>): string {
  return name === '' ? `${shownSize(size)}, rank ${rank}` : name;
}
