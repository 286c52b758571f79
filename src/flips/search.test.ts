import { describe, expect, it } from 'vitest';
import { toTerms } from '../algorithm/algorithm.ts';
import { naiveAlgorithm } from '../algorithm/examples.ts';
import { seeded } from '../tensor/random.ts';
import { dimensions, type Size } from '../tensor/size.ts';
import { matmul } from '../tensor/target.ts';
import { equal } from '../tensor/tensor.ts';
import { sumOfTerms } from '../tensor/term.ts';
import { Pool } from './pool.ts';
import { schemeOf } from './scheme.ts';
import { productSearch, Search, type SearchConfig } from './search.ts';
import { STRATEGIES } from './starts.ts';

const PATIENCE = 60_000;

function config(size: Size, changes: Partial<SearchConfig> = {}): SearchConfig {
  const basic = { arithmetic: 'z2', strategy: 'all', seed: 3, walkers: 3, targetRank: 1 } as const;
  return { ...productSearch(size, basic), ...changes };
}

function verified(search: Search, { size, arithmetic }: SearchConfig): boolean {
  const sum = sumOfTerms(dimensions(size!), search.terms(search.best), arithmetic);
  return equal(sum, matmul(size!));
}

describe('a search', () => {
  it.each(STRATEGIES)(
    'finds 3×3×3 of rank 23 (%s)',
    (strategy) => {
      const given = config([3, 3, 3], { strategy, targetRank: 23 });
      const search = new Search(given);
      for (let n = 0; n < 400 && !search.isFinished; n++) search.round();
      expect(search.best.rank).toBe(23);
      expect(verified(search, given)).toBe(true);
    },
    PATIENCE,
  );

  it(
    'is the same for the same config and stream, and goes on from its state',
    () => {
      const given = config([2, 3, 3], { arithmetic: 'standard' });
      const through = new Search(given, 1);
      const first = new Search(given, 1);
      for (let n = 0; n < 4; n++) {
        through.round([], 5000);
        first.round([], 5000);
      }
      const resumed = new Search(given, 1, structuredClone(first.state()));
      expect(resumed.state()).toEqual(through.state());
      for (let n = 0; n < 4; n++) expect(resumed.round([], 5000)).toEqual(through.round([], 5000));
      expect(new Search(given, 2).round([], 5000)).not.toEqual(
        new Search(given, 1).round([], 5000),
      );
    },
    PATIENCE,
  );

  it('takes in what others found', () => {
    const given = config([2, 2, 2], { strategy: 'plain' });
    const other = new Search({ ...given, targetRank: 7, seed: 9 });
    while (!other.isFinished) other.round();
    const search = new Search({ ...given, targetRank: 7 });
    const { bestRank, flips } = search.round([other.best]);
    expect([bestRank, flips, search.isFinished]).toEqual([7, 0, true]);
  });

  it('begins with a decomposition that is given, of a target that is no product', () => {
    const terms = toTerms(naiveAlgorithm([2, 2, 2], 'z2')).slice(1);
    const sum = sumOfTerms([4, 4, 4], terms, 'z2');
    const given = config([2, 2, 2], { size: null, start: terms, shape: [4, 4, 4] });
    const search = new Search(given);
    for (let n = 0; n < 3; n++) search.round([], 30_000);
    expect(search.best.rank).toBeLessThanOrEqual(7);
    expect(equal(sumOfTerms([4, 4, 4], search.terms(search.best), 'z2'), sum)).toBe(true);
    expect(() => new Search({ ...given, start: null })).toThrow(RangeError);
  });
});

describe('a pool', () => {
  const naive = (size: Size) => schemeOf(toTerms(naiveAlgorithm(size, 'z2')), 'z2');

  it('keeps each scheme once, the best, and none far above it', () => {
    const pool = new Pool();
    expect(() => pool.best).toThrow('No scheme');
    expect(pool.add(naive([2, 2, 2]))).toBe(true);
    expect(pool.add(naive([2, 2, 2]))).toBe(false);
    expect(pool.add(naive([1, 2, 3]))).toBe(true);
    expect(pool.add(naive([3, 3, 3]))).toBe(false);
    expect(pool.best.rank).toBe(6);
    expect(pool.sizes()).toEqual([
      [6, 1],
      [8, 1],
    ]);
    expect(pool.add(naive([1, 1, 5]))).toBe(true);
    expect(pool.sizes().map(([rank]) => rank)).toEqual([5, 6]);
    expect(new Pool(pool.all()).all()).toEqual(pool.all());
    expect([5, 6]).toContain(pool.draw(seeded(1)).rank);
  });
});
