import { NAMED_SCHEMES } from '../../latency/named-schemes.ts';
import type { LibraryEntry } from '../../session/library/entry.ts';
import { formatTarget } from '../shared/format.ts';

export interface SchemeChoice {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
}

const NAMED_WORDS: Readonly<Record<string, string>> = {
  strassen: 'Strassen',
  strassen2: 'Strassen on two levels',
};
/** More than this make a list that nobody reads; a link from the library names any. */
const MOST_SHOWN = 40;

/**
 * What can be measured: the built-in schemes, then those of the library that hold for numbers and
 * save multiplications, the lowest exponent first; and whatever is chosen.
 */
export function schemeChoices(
  entries: ReadonlyMap<string, LibraryEntry>,
  chosen: readonly string[],
): SchemeChoice[] {
  const named = NAMED_SCHEMES.map(({ name, size, rank }) => ({
    id: name,
    label: NAMED_WORDS[name] ?? name,
    detail: `${formatTarget(size)}, ${rank} products`,
  }));
  const useful = [...entries.values()]
    .filter(({ arithmetic, size, rank }) => {
      const [n, m, p] = size;
      return arithmetic === 'standard' && rank < n * m * p;
    })
    .sort((a, b) => saving(a) - saving(b) || a.key.localeCompare(b.key));
  const shown = useful.filter(({ key }, i) => i < MOST_SHOWN || chosen.includes(key));
  const listed = shown.map((entry) => ({
    id: entry.key,
    label: entry.name || `${formatTarget(entry.size)} in ${entry.rank}`,
    detail: `${entry.rank} products, ${entry.additions} additions`,
  }));
  const known = new Set([...named, ...listed].map(({ id }) => id));
  const others = chosen
    .filter((id) => !known.has(id))
    .map((id) => {
      const entry = entries.get(id);
      return entry === undefined
        ? { id, label: id, detail: 'not in this browser’s library' }
        : { id, label: id, detail: 'holds modulo 2 only, or saves nothing' };
    });
  return [...named, ...listed, ...others];
}

/** What share of the multiplications is left, by level: log R / log nmp. */
function saving({ size: [n, m, p], rank }: LibraryEntry): number {
  return Math.log(rank) / Math.log(n * m * p);
}
