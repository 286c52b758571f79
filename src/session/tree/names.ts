import type { RecordHeader } from '../../search/record/tree-record.ts';
import { bilinearTarget, type ThreeModes } from '../../tensor/bilinear.ts';
import { targetWords } from '../target-words.ts';
import type { SearchPosition } from './search-host.ts';

/** How the coordinates of a record's moves are named. */
export function modesOf({ size }: RecordHeader): ThreeModes {
  return bilinearTarget({ kind: 'matmul', size }).modes;
}

/** '2×2×2 modulo 2, after 3 moves' */
export function titleOf({ size, arithmetic, played }: SearchPosition): string {
  const where = played === 0 ? 'at the start' : `after ${played} move${played === 1 ? '' : 's'}`;
  return `${targetWords(size, arithmetic)}, ${where}`;
}
