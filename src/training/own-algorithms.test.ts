import { describe, expect, test } from 'vitest';
import { toTerms } from '../algorithm/algorithm.ts';
import { naiveAlgorithm, strassen } from '../algorithm/examples.ts';
import { OwnAlgorithms } from './own-algorithms.ts';
import { lineOfTerms, termsOfLine, without } from './rework.ts';

const naive = lineOfTerms(1, toTerms(naiveAlgorithm([2, 2, 2], 'z2')));
const better = lineOfTerms(1, toTerms(strassen('z2')));
const other = lineOfTerms(0, toTerms(naiveAlgorithm([1, 2, 2], 'z2')));
const longer = { ...naive, rank: 9 };

describe('the run’s own algorithms', () => {
  test('are those of the least rank and of one term more, target by target', () => {
    const own = new OwnAlgorithms(4);
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
    const own = new OwnAlgorithms(4);
    const lines = Array.from({ length: 50 }, () => ({ ...naive, factors: naive.factors.slice() }));
    for (const line of lines) own.add(line);
    expect(new Set(own.of(1))).toEqual(new Set(lines.slice(-4)));
  });

  test('are the same again when they are added in the order in which they are told', () => {
    const [own, again] = [new OwnAlgorithms(4), new OwnAlgorithms(4)];
    const marked = (line: typeof naive, mark: number) => {
      const factors = line.factors.slice();
      factors[0] = mark;
      return { ...line, factors };
    };
    for (let i = 0; i < 10; i++) own.add(marked(naive, i));
    own.add(marked(better, 1));
    for (let i = 10; i < 17; i++) own.add(marked(naive, i));
    for (const line of own.all()) again.add(line);
    expect(again.all()).toEqual(own.all());
    expect(own.all().map(({ factors }) => factors[0])).toEqual([1, 13, 14, 15, 16]);
    for (const each of [own, again]) each.add(marked(naive, 17));
    expect(again.all()).toEqual(own.all());
  });

  test('that have one term more go when the shortest has two less', () => {
    const own = new OwnAlgorithms(4);
    for (const line of [longer, { ...naive, rank: 10 }]) own.add(line);
    expect(own.behind(1)).toHaveLength(1);
    own.add(better);
    expect(own.behind(1)).toEqual([]);
    expect(own.all()).toEqual([better]);
  });

  test('that have all of some terms: the latest of the shortest, without these', () => {
    const own = new OwnAlgorithms(3);
    const terms = toTerms(naiveAlgorithm([2, 2, 2], 'z2'));
    const shape = [4, 4, 4] as const;
    /** Ends in a term that tells which it is, in the place of the last one. */
    const line = (coefficients: number[], many = terms) => {
      const last = { ...terms[7]!, u: Int8Array.from(coefficients) };
      return lineOfTerms(1, [...many.slice(0, -1), last]);
    };
    const [first, second, third, fourth] = [
      [1, 0],
      [0, 1],
      [1, 1],
      [0, 0],
    ].map((ends) => line([...ends, 1, 1]));
    for (const each of [first!, second!, third!, fourth!]) own.add(each);
    const out = terms.slice(0, 2);
    expect(own.latestWithout(1, out, shape)).toEqual(without(fourth!, out, shape));
    expect(own.latestWithout(0, out, shape)).toBeNull();
    const ofThird = termsOfLine(third!, shape).slice(6);
    expect(own.latestWithout(1, ofThird, shape)).toEqual(terms.slice(0, 6));
    // The first was overwritten.
    const ofFirst = termsOfLine(first!, shape).slice(6);
    expect(own.latestWithout(1, ofFirst, shape)).toBeNull();
    const short = line([1, 0, 1, 1], terms.slice(0, 7));
    own.add(short);
    expect(own.latestWithout(1, out, shape)).toEqual(without(short, out, shape));
    expect(own.latestWithout(1, ofThird, shape)).toEqual(terms.slice(0, 6));
  });

  test('without some terms are the others, each term taken out once', () => {
    const terms = toTerms(strassen('standard'));
    const shape = [4, 4, 4] as const;
    const line = lineOfTerms(0, [...terms, terms[0]!]);
    expect(without(line, [terms[3]!, terms[0]!], shape)).toEqual([
      ...[terms[1], terms[2], terms[4], terms[5], terms[6], terms[0]],
    ]);
    expect(without(line, [terms[0]!, terms[0]!], shape)).toEqual(terms.slice(1));
    expect(without(line, [terms[1]!, terms[1]!], shape)).toBeNull();
  });

  test('are the terms they were made of', () => {
    const terms = toTerms(strassen('standard'));
    expect(termsOfLine(lineOfTerms(0, terms), [4, 4, 4])).toEqual(terms);
  });
});
