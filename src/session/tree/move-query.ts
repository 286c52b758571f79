import { formatMove, formatVectors } from '../../game/notation.ts';
import type { TreeRecord } from '../../search/record/tree-record.ts';
import { bilinearTarget } from '../../tensor/bilinear.ts';

/**
 * The rows of the record's moves whose formula, or vectors, hold every word of the query: 'a11 c22'
 * finds each move with a₁₁ in its first factor that adds to c₂₂. Null for an empty query.
 */
export function matchingMoves(record: TreeRecord, query: string): ReadonlySet<number> | null {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  const { modes, tensor } = bilinearTarget({ kind: 'matmul', size: record.header.size });
  const width = tensor.shape[0] + tensor.shape[1] + tensor.shape[2];
  const rows = new Set<number>();
  for (let row = 0; row < record.columns.move.length / width; row++) {
    const term = record.term(row);
    const text = `${formatMove(term, modes)} ${formatVectors(term)}`.replaceAll(' ', '');
    if (words.every((word) => text.includes(word))) rows.add(row);
  }
  return rows;
}
