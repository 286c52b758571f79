import { describe, expect, test } from 'vitest';
import { seeded } from '../tensor/random.ts';
import { GameKinds } from './game-kinds.ts';

const lost = { solved: false, renewed: 0 };

describe('what the next game is', () => {
  test('gives every kind its share of the search, not of the games', () => {
    const kinds = new GameKinds();
    const random = seeded(1);
    const costs = { whole: 8, again: 8, exchange: 0.1, fewer: 2 };
    const spent = { whole: 0, again: 0, exchange: 0, fewer: 0 };
    for (let i = 0; i < 100_000; i++) {
      const kind = kinds.draw(0.8, random);
      spent[kind] += costs[kind];
      kinds.add(kind, { terms: 4, solved: kind === 'again', renewed: 0, cost: costs[kind] });
    }
    const all = spent.whole + spent.again + spent.exchange + spent.fewer;
    expect(spent.whole / all).toBeCloseTo(0.2, 1);
    // Of 100 games remembered all are won, which is taken for 101 of 104.
    expect(spent.again / all).toBeCloseTo(0.39, 1);
    expect(spent.exchange / all).toBeCloseTo(0.205, 1);
    expect(spent.fewer / all).toBeCloseTo(0.205, 1);
  });

  test('is of the whole target where nothing is to be reworked, and never where all is', () => {
    const random = seeded(1);
    const kinds = new GameKinds();
    for (let i = 0; i < 100; i++) expect(kinds.draw(0, random)).toBe('whole');
    for (let i = 0; i < 100; i++) expect(kinds.draw(1, random)).not.toBe('whole');
  });
});

test('what is always lost is not played all of again', () => {
  const random = seeded(1);
  const kinds = new GameKinds();
  for (let i = 0; i < 200; i++) kinds.add('again', { terms: 27, ...lost, cost: 1 });
  let again = 0;
  for (let i = 0; i < 2000; i++) if (kinds.draw(0.9, random) === 'again') again++;
  expect(again).toBeGreaterThan(0);
  expect(again).toBeLessThan(40);
});

describe('the chance that games of k terms begin', () => {
  test('nothing is known of: the fewer terms the more', () => {
    const kinds = new GameKinds();
    const exchange = kinds.chances('exchange', 9);
    expect(exchange[2]).toBe(1);
    for (let k = 3; k <= 9; k++) expect(exchange[k]).toBeLessThan(exchange[k - 1]!);
    const fewer = kinds.chances('fewer', 9);
    for (let k = 3; k <= 9; k++) expect(fewer[k]).toBeLessThan(fewer[k - 1]!);
    for (const chances of [exchange, fewer]) {
      expect(chances.slice(0, 2)).toEqual([0, 0]);
      expect(chances).toHaveLength(10);
      expect(chances[9]).toBeGreaterThan(0);
    }
  });

  test('exchanges: those that make terms new, for the search that it takes', () => {
    const kinds = new GameKinds();
    for (let i = 0; i < 200; i++) {
      kinds.add('exchange', { terms: 2, solved: true, renewed: 0, cost: 0.1 });
      kinds.add('exchange', { terms: 3, solved: true, renewed: 2, cost: 0.1 });
      kinds.add('exchange', { terms: 4, solved: true, renewed: 3, cost: 0.4 });
      kinds.add('exchange', { terms: 8, ...lost, cost: 6 });
    }
    const chances = kinds.chances('exchange', 8);
    const [two, three, four, eight] = [2, 3, 4, 8].map((k) => chances[k]);
    expect(three).toBe(1);
    expect(three!).toBeGreaterThan(10 * two!);
    expect(three!).toBeGreaterThan(2 * four!);
    expect(two!).toBeGreaterThan(10 * eight!);
    expect(eight!).toBeGreaterThan(0);
  });

  test('fewer: those whose terms are found when they are exchanged', () => {
    const kinds = new GameKinds();
    for (let i = 0; i < 200; i++) {
      kinds.add('exchange', { terms: 6, solved: i % 2 === 0, renewed: 1, cost: 2 });
      kinds.add('exchange', { terms: 7, ...lost, cost: 2 });
      for (const terms of [6, 7]) kinds.add('fewer', { terms, ...lost, cost: 3 });
    }
    const chances = kinds.chances('fewer', 9);
    expect(chances[6]).toBeCloseTo(0.25, 1);
    expect(chances[6]).toBeGreaterThan(100 * chances[7]!);
    expect(chances[7]).toBeGreaterThan(0);
    // Who does not find seven will not find more, though none was tried.
    expect(chances[9]).toBeLessThan(chances[7]!);
  });

  test('what was long ago is forgotten', () => {
    const kinds = new GameKinds();
    const add = (renewed: number) =>
      kinds.add('exchange', { terms: 3, solved: true, renewed, cost: 0.1 });
    const ofThree = () => {
      const chances = kinds.chances('exchange', 4);
      return chances[3]! / chances[4]!;
    };
    for (let i = 0; i < 500; i++) add(0);
    const before = ofThree();
    for (let i = 0; i < 500; i++) add(3);
    expect(ofThree()).toBeGreaterThan(10 * before);
  });
});
