/** How the library's screen names things. */
import type { LibraryEntry, Ring } from '../../session/library/entry.ts';
import type { Origin, OriginKind } from '../../session/library/origin.ts';
import { gap } from '../../session/library/query.ts';
import { formatClock, formatCount, formatTarget } from '../shared/format.ts';

export const RING_NAMES: Readonly<Record<Ring, string>> = {
  z2: 'Modulo 2',
  zt: 'Ternary',
  z: 'Integers',
  q: 'Fractions',
};

export const RING_WORDS: Readonly<Record<Ring, string>> = {
  z2: 'modulo 2: coefficients 0 and 1, where 1 + 1 = 0',
  zt: 'integers, coefficients −1, 0 and 1',
  z: 'integers',
  q: 'fractions',
};

export const ORIGIN_NAMES: Readonly<Record<OriginKind, string>> = {
  run: 'Training run',
  hand: 'By hand',
  flips: 'Flips',
  import: 'Import',
  derived: 'Derived',
  published: 'Ready-made',
};

/** 'Training run, seed 1' */
export function originWords(origin: Origin): string {
  switch (origin.kind) {
    case 'run':
      return origin.seed === null ? 'Training run' : `Training run, seed ${origin.seed}`;
    case 'flips':
      return `Flips, seed ${origin.seed}`;
    case 'import':
      return `Import, ${origin.entry ?? origin.file}`;
    case 'derived':
      return `Derived: ${origin.words}`;
    case 'published':
      return origin.source;
    case 'hand':
      return 'By hand';
  }
}

/** All that is known of where it comes from: name and value. */
export function originFacts(origin: Origin): [string, string][] {
  switch (origin.kind) {
    case 'run':
      return [
        ['From', 'Training run'],
        ['Seed', origin.seed === null ? 'not written down' : String(origin.seed)],
        ['Found after', `${formatClock(origin.seconds)}, step ${formatCount(origin.step)}`],
        ['Games', formatCount(origin.games)],
        ['Run', origin.runId],
      ];
    case 'flips':
      return [
        ['From', 'Flip-graph search'],
        ['Seed', String(origin.seed)],
        ['Found after', `${formatClock(origin.seconds)}, ${formatCount(origin.flips)} flips`],
      ];
    case 'import':
      return [
        ['From', 'Import'],
        ['File', origin.file],
        ...(origin.entry === null ? [] : [['Entry', origin.entry] as [string, string]]),
      ];
    case 'derived':
      return [['From', origin.words]];
    case 'published':
      return [['Source', origin.source]];
    case 'hand':
      return [['From', 'Played by hand']];
  }
}

const searched = new WeakMap<LibraryEntry, string>();

/** What a query's text is looked for in. */
export function searchWords(entry: LibraryEntry): string {
  const known = searched.get(entry);
  if (known !== undefined) return known;
  const words = wordsOf(entry);
  searched.set(entry, words);
  return words;
}

function wordsOf(entry: LibraryEntry): string {
  const { name, notes, size, rank, ring, origin } = entry;
  const about = `${formatTarget(size)} rank ${rank} ${RING_NAMES[ring]}`;
  return `${name} ${notes} ${about} ${originWords(origin)}`;
}

/** Against the best known: '= best known', '+2', '−1!' */
export function gapMark(entry: LibraryEntry): string {
  const above = gap(entry);
  if (above === null) return '–';
  if (above === 0) return '= known';
  return above > 0 ? `+${above}` : `−${-above}`;
}

/** The same in words. */
export function gapWords(entry: LibraryEntry): string {
  const above = gap(entry);
  if (above === null) return 'No best known rank is listed for this size';
  if (above === 0) return 'As good as the best known';
  return above > 0 ? `${above} above the best known` : `${-above} below the best known!`;
}

/** '-1/2' with a true minus sign */
export function figure(text: string): string {
  return text.replace('-', '−');
}

const day = new Intl.DateTimeFormat([], { dateStyle: 'medium' });

export function dateWords(time: number): string {
  return day.format(time);
}

/** '1 algorithm', '12 algorithms' */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
