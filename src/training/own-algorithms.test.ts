import { describe, expect, test } from 'vitest';
import { toTerms } from '../algorithm/algorithm.ts';
import { naiveAlgorithm, strassen } from '../algorithm/examples.ts';
import { OwnAlgorithms } from './own-algorithms.ts';
import { lineOfTerms, termsOfLine } from './rework.ts';

const naive = lineOfTerms(1, toTerms(naiveAlgorithm([2, 2, 2], 'z2')));
const better = lineOfTerms(1, toTerms(strassen('z2')));
const other = lineOfTerms(0, toTerms(naiveAlgorithm([1, 2, 2], 'z2')));
const longer = { ...naive, rank: 9 };

describe('the run’s own algorithms', () => {
  test('are those of the least rank and of one term more, target by target', () => {
    const own = new OwnAlgorithms();
    for (const line of [naive, naive, other]) own.add(line);
    expect(own.all()).toEqual([naive, naive, other]);
    expect(own.behind(1)).toEqual([]);
    for (const line of [better, longer, naive]) own.add(line);
    expect(own.of(1)).toEqual([better]);
    expect(own.behind(1)).toEqual([naive, naive, naive]);
    expect(own.of(0)).toEqual([other]);
    for (let i = 0; i < 1000; i++) own.add(better);
    expect(own.all().length).toBeLessThanOrEqual(4 + 3 + 1);
  });

  test('are the latest', () => {
    const own = new OwnAlgorithms();
    const lines = Array.from({ length: 50 }, () => ({ ...naive, factors: naive.factors.slice() }));
    for (const line of lines) own.add(line);
    const kept = new Set(own.of(1));
    expect(lines.map((line) => kept.has(line)).lastIndexOf(false)).toBe(50 - kept.size - 1);
    expect(kept.size).toBeGreaterThan(1);
  });

  test('that have one term more go when the shortest has two less', () => {
    const own = new OwnAlgorithms();
    for (const line of [longer, { ...naive, rank: 10 }]) own.add(line);
    expect(own.behind(1)).toHaveLength(1);
    own.add(better);
    expect(own.behind(1)).toEqual([]);
    expect(own.all()).toEqual([better]);
  });

  test('are the terms they were made of', () => {
    const terms = toTerms(strassen('standard'));
    expect(termsOfLine(lineOfTerms(0, terms), [4, 4, 4])).toEqual(terms);
  });
});
