import type { Algorithm } from '../../algorithm/algorithm.ts';
import { bestKnownRank } from '../../algorithm/known.ts';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** How the rank compares: 'one fewer than in school, as good as the best known' */
export function comparison({ rank, size, arithmetic }: Algorithm): string {
  const naive = size[0] * size[1] * size[2];
  const known = bestKnownRank(size, arithmetic);
  const school = `${against(rank, naive)} in school (${naive})`;
  if (rank < known) return `${school}, ${inWords(known - rank)} below the best known (${known})!`;
  if (rank === known) return `${school}, equal to the best known`;
  return `${school}, ${inWords(rank - known)} above the best known (${known})`;
}

function against(rank: number, naive: number): string {
  if (rank === naive) return 'as many as';
  return rank < naive
    ? `${inWords(naive - rank)} fewer than`
    : `${inWords(rank - naive)} more than`;
}

function inWords(value: number): string {
  return NUMBERS[value] ?? String(value);
}

/** A name for the algorithm's file; different algorithms have different ones, most likely. */
export function fileName({ size, arithmetic, rank }: Algorithm, key: string): string {
  let hash = 0x811c9dc5;
  for (const character of key) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return `${size.join('x')}-${arithmetic}-rank${rank}-${(hash >>> 0).toString(36)}.json`;
}
