import { describe, expect, it } from 'vitest';
import { naiveAlgorithm, strassen } from '../../algorithm/examples.ts';
import { isSize } from '../../tensor/size.ts';
import { bestFound, bestKnown, exponent, sizeClass } from './compare.ts';
import { type LibraryEntry, records } from './entry.ts';
import { EVERYTHING, gap, type Query, select } from './query.ts';

const naive = (...size: number[]) => {
  if (!isSize(size)) throw new Error('no size');
  return naiveAlgorithm(size, 'standard');
};
const entry = (algorithm: Parameters<typeof records>[0], change: Partial<LibraryEntry> = {}) => ({
  ...records(algorithm, { kind: 'hand', link: null }, 0).entry,
  ...change,
});

const entries: LibraryEntry[] = [
  entry(strassen('standard'), { name: 'Mine', keptAt: 3, reduced: 15 }),
  entry(strassen('z2'), { keptAt: 2, origin: { kind: 'import', file: 'x.npz', entry: null } }),
  entry(naive(2, 2, 2), { keptAt: 1 }),
  entry(naive(3, 2, 2), { keptAt: 5, notes: 'turned' }),
  entry(naive(2, 2, 3), { keptAt: 4 }),
  entry(naive(1, 2, 2), { keptAt: 6 }),
];
const keptAt = (query: Partial<Query>) =>
  select(entries, { ...EVERYTHING, ...query }, ({ name, notes, size }) =>
    [name, notes, size.join('×')].join(' '),
  ).map((one) => one.keptAt);

describe('a query', () => {
  it('lists the newest first where nothing else is asked', () => {
    expect(keptAt({})).toEqual([6, 5, 4, 3, 2, 1]);
    expect(keptAt({ descending: false })).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('filters by size in any order of its sides, by coefficients, by origin, by words', () => {
    expect(keptAt({ size: '2x2x3' })).toEqual([5, 4]);
    expect(keptAt({ ring: 'z2' })).toEqual([2]);
    expect(keptAt({ ring: 'zt', size: '2x2x2' })).toEqual([3, 1]);
    expect(keptAt({ origin: 'import' })).toEqual([2]);
    expect(keptAt({ text: ' 3x2  turn' })).toEqual([5]);
    expect(keptAt({ text: '3×2×2' })).toEqual([5]);
    expect(keptAt({ text: 'MINE' })).toEqual([3]);
  });

  it('lists one of each kind, the first, where that is asked', () => {
    // 3×2×2 and 2×2×3 naive are the same up to symmetries.
    expect(keptAt({ distinct: true })).toEqual([6, 4, 3, 2, 1]);
  });

  it('filters by rank: the best here, and those as good as the best known', () => {
    expect(keptAt({ rank: 'best' })).toEqual([6, 5, 4, 3, 2]);
    expect(keptAt({ rank: 'known' })).toEqual([6, 3, 2]);
  });

  it('sorts by every column, both ways', () => {
    expect(keptAt({ sort: 'rank', descending: false })).toEqual([6, 2, 3, 1, 4, 5]);
    expect(keptAt({ sort: 'size', descending: false })).toEqual([6, 2, 3, 1, 4, 5]);
    expect(keptAt({ sort: 'gap', descending: true })[0]).toBeOneOf([1, 4, 5]);
    expect(keptAt({ sort: 'additions', descending: false })[0]).toBe(6);
    expect(keptAt({ sort: 'name', descending: false })[0]).toBe(3);
    expect(keptAt({ sort: 'ring', descending: false })[0]).toBe(2);
    expect(keptAt({ sort: 'origin', descending: true })[0]).toBe(2);
    expect(keptAt({ sort: 'omega', descending: false }).slice(0, 2)).toEqual([2, 3]);
  });
});

describe('comparisons', () => {
  it('know what is known, for every order of the sides', () => {
    expect(sizeClass([4, 2, 3])).toBe('2x3x4');
    expect(bestKnown([5, 2, 4], 'zt')).toBe(33);
    expect(bestKnown([5, 2, 4], 'q')).toBe(32);
    expect(bestKnown([4, 4, 4], 'z2')).toBe(47);
    expect(bestKnown([1, 4, 8], 'z')).toBe(32);
    expect(bestKnown([2, 2, 9], 'zt')).toBeNull();
    expect(gap(entries[2]!)).toBe(1);
    expect(exponent([2, 2, 2], 8)).toBeCloseTo(3, 12);
    expect(exponent([2, 2, 2], 7)).toBeCloseTo(Math.log2(7), 12);
  });

  it('find the best of each size and arithmetic', () => {
    const found = bestFound(entries);
    expect(found.get('2x2x2')).toMatchObject({
      z2: { keptAt: 2 },
      standard: { keptAt: 3 },
      count: 3,
    });
    expect(found.get('2x2x3')).toMatchObject({ z2: null, count: 2 });
  });
});
