import { describe, expect, test } from 'vitest';
import { createRules } from '../game/create-rules.ts';
import { ARITHMETICS, type Arithmetic } from '../tensor/arithmetic.ts';
import { seeded } from '../tensor/random.ts';
import { dimensions, type Size } from '../tensor/size.ts';
import { sumOfTerms } from '../tensor/term.ts';
import { BatchWriter } from './batch-writer.ts';
import { type Block, Demonstrations } from './demonstrations.ts';
import { PLAIN_DEMONSTRATIONS } from './testing/plain-demonstrations.ts';

const LIMIT = 9;

function write(
  size: Size,
  arithmetic: Arithmetic,
  {
    count = 200,
    labels = 8,
    seed = 1,
    maxTerms = 8,
    draws = 1,
    maxCoefficient = 1 as 1 | 2,
    walks = 0,
    repeats = 0,
    corners = 0,
    reworked = [] as readonly Block[],
  } = {},
) {
  const rules = createRules(size, arithmetic, { maxCoefficient });
  const batch = new BatchWriter(rules, count, labels);
  const config = {
    maxTerms,
    draws,
    density: [0.3, 0.7] as const,
    twos: 0.5,
    repeats,
    corners,
    walks,
  };
  const demonstrations = new Demonstrations([rules], config, [LIMIT], seeded(seed));
  demonstrations.look([reworked]);
  for (let i = 0; i < count; i++) demonstrations.write(batch);
  return { rules, batch };
}

const SIZES: readonly Size[] = [
  [2, 2, 2],
  [1, 2, 2],
  [2, 1, 3],
];

describe.each(ARITHMETICS)('demonstrations from walks in %s', (arithmetic) => {
  test('are the sums of their labels, of fewer terms than were drawn', () => {
    const size: Size = [2, 2, 2];
    const { rules, batch } = write(size, arithmetic, { walks: 1 });
    const plain = write(size, arithmetic).batch;
    for (let row = 0; row < batch.count; row++) {
      const terms = -batch.returns[row]!;
      const first = row * batch.labels;
      const labels = Array.from({ length: terms }, (_, i) => rules.decode(batch.moves, first + i));
      const sum = sumOfTerms(dimensions(size), labels, arithmetic);
      expect(rules.unpack(batch.states, row)).toEqual(sum);
    }
    const total = (returns: Float32Array) => returns.reduce((all, value) => all - value, 0);
    expect(total(batch.returns)).toBeLessThan(total(plain.returns));
    expect(write(size, arithmetic, { walks: 1 }).batch.returns).toEqual(batch.returns);
  });

  test('are the sums of their labels where moves may have coefficients of 2', () => {
    const { rules, batch } = write([1, 2, 2], arithmetic, { walks: 1, maxCoefficient: 2 });
    for (let row = 0; row < batch.count; row++) {
      const terms = -batch.returns[row]!;
      const first = row * batch.labels;
      const labels = Array.from({ length: terms }, (_, i) => rules.decode(batch.moves, first + i));
      expect(rules.unpack(batch.states, row)).toEqual(
        sumOfTerms(dimensions([1, 2, 2]), labels, arithmetic),
      );
    }
  });
});

describe.each(ARITHMETICS)('demonstrations with repeated factors in %s', (arithmetic) => {
  test('are the sums of their labels, which share factors', () => {
    const size: Size = [2, 2, 2];
    const distinct = (repeats: number) => {
      const { rules, batch } = write(size, arithmetic, { repeats });
      const factors = [];
      for (let row = 0; row < batch.count; row++) {
        const terms = -batch.returns[row]!;
        const first = row * batch.labels;
        const labels = Array.from({ length: terms }, (_, i) =>
          rules.decode(batch.moves, first + i),
        );
        const sum = sumOfTerms(dimensions(size), labels, arithmetic);
        expect(rules.unpack(batch.states, row)).toEqual(sum);
        if (terms > 4) factors.push(new Set(labels.map(({ u }) => `${u}`)).size / terms);
      }
      return factors.reduce((a, b) => a + b, 0) / factors.length;
    };
    expect(distinct(0.5)).toBeLessThan(0.75 * distinct(0));
  });
});

describe.each(ARITHMETICS)('demonstrations in corners in %s', (arithmetic) => {
  test('are the sums of few terms that have no coefficient outside of a corner', () => {
    const size: Size = [2, 1, 3];
    const shape = dimensions(size);
    const { rules, batch } = write(size, arithmetic, { corners: 1, count: 2000 });
    const seen = new Set<string>();
    for (let row = 0; row < batch.count; row++) {
      const terms = -batch.returns[row]!;
      const first = row * batch.labels;
      const labels = Array.from({ length: terms }, (_, i) => rules.decode(batch.moves, first + i));
      expect(rules.unpack(batch.states, row)).toEqual(sumOfTerms(shape, labels, arithmetic));
      const sides = (['u', 'v', 'w'] as const).map((mode) =>
        Math.max(...labels.map((term) => term[mode].findLastIndex((c) => c !== 0) + 1)),
      );
      seen.add(sides.join());
    }
    // Sides up to 2, 3 and 6: all of them come up.
    expect(seen.size).toBe(2 * 3 * 6);
    const product = 2 * 3 * 6;
    expect(Math.min(...batch.returns)).toBe(-Math.sqrt(product));
  });

  test('are mostly like what games rework, where they do', () => {
    const size: Size = [2, 2, 2];
    const block = { sides: [1, 4, 2], terms: 3 } as const;
    const like = (reworked: readonly Block[]) => {
      const { rules, batch } = write(size, arithmetic, { corners: 1, count: 2000, reworked });
      let count = 0;
      for (let row = 0; row < batch.count; row++) {
        const { data } = rules.unpack(batch.states, row);
        const isInside = data.every((c, at) => c === 0 || (at < 16 && at % 4 < 2));
        if (isInside && batch.returns[row]! >= -3) count++;
      }
      return count / 2000;
    };
    expect(like([])).toBeLessThan(0.3);
    expect(like([block])).toBeGreaterThan(0.7);
  });
});

describe.each(ARITHMETICS)('demonstrations in %s', (arithmetic) => {
  test.each(SIZES)('are the sums of their labels (%i×%i×%i)', (...size) => {
    const { rules, batch } = write(size, arithmetic);
    const { tokens } = rules.coding;
    for (let row = 0; row < batch.count; row++) {
      const terms = -batch.returns[row]!;
      const first = row * batch.labels;
      const labels = Array.from({ length: terms }, (_, i) => rules.decode(batch.moves, first + i));
      const sum = sumOfTerms(dimensions(size), labels, arithmetic);
      expect(rules.unpack(batch.states, row)).toEqual(sum);
      for (let label = 0; label < batch.labels; label++) {
        expect(batch.weights[first + label]).toBeCloseTo(label < terms ? 1 / terms : 0, 6);
      }
      // A canonical move is its own canonical form.
      const moves = batch.moves.slice(first * tokens, (first + terms) * tokens);
      const again = moves.slice();
      for (let i = 0; i < terms; i++) expect(rules.canonicalise(again, i)).toBe(true);
      expect(again).toEqual(moves);
    }
  });

  test('have 1 to maxTerms terms and 1 to limit moves left, each about as often', () => {
    const { batch } = write([2, 2, 2], arithmetic, { count: 1600 });
    const shares = (values: Iterable<number>) => {
      const counts = new Map<number, number>();
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
      return [...counts].sort(([a], [b]) => a - b);
    };
    const terms = shares(batch.returns.map((value) => -value));
    expect(terms.map(([value]) => value)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const left = shares(batch.movesLeft);
    expect(left.map(([value]) => value)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const [, count] of [...terms, ...left]) expect(count / 1600).toBeGreaterThan(0.07);
  });

  test('have many terms more often when the largest of several draws counts', () => {
    const { batch } = write([2, 2, 2], arithmetic, { count: 3200, draws: 2 });
    for (let terms = 1; terms <= 8; terms++) {
      const count = batch.returns.filter((value) => -value === terms).length;
      // k is the larger of two draws from 8 with probability (2k − 1) / 64.
      expect(Math.abs(count / 3200 - (2 * terms - 1) / 64)).toBeLessThan(0.03);
    }
  });

  test('give only some of the terms where there are fewer labels', () => {
    const { batch } = write([2, 2, 2], arithmetic, { labels: 3 });
    for (let row = 0; row < batch.count; row++) {
      const weights = Array.from(batch.weights.subarray(3 * row, 3 * row + 3));
      const used = Math.min(3, -batch.returns[row]!);
      expect(weights.filter((weight) => weight > 0).length).toBe(used);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
    }
  });

  test('repeat with their seed, and differ with another', () => {
    const [one, same, other] = [1, 1, 2].map((seed) =>
      write([2, 2, 2], arithmetic, { seed }).batch.plain(),
    );
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });
});

test('demonstrations with coefficients up to 2 are sums of their labels too', () => {
  const { rules, batch } = write([1, 2, 2], 'standard', { maxCoefficient: 2 });
  let largest = 0;
  for (let row = 0; row < batch.count; row++) {
    const terms = Array.from({ length: -batch.returns[row]! }, (_, i) =>
      rules.decode(batch.moves, row * batch.labels + i),
    );
    expect(rules.unpack(batch.states, row)).toEqual(
      sumOfTerms(dimensions([1, 2, 2]), terms, 'standard'),
    );
    for (const { u, v, w } of terms) largest = Math.max(largest, ...u, ...v, ...w);
  }
  expect(largest).toBe(2);
});

test('demonstrations of several targets are in the shape of each, about as often', () => {
  const sizes: readonly Size[] = [
    [1, 2, 2],
    [2, 2, 2],
    [2, 1, 1],
  ];
  const all = sizes.map((size) => createRules(size, 'standard', { side: 4 }));
  const batch = new BatchWriter(all[0]!, 600, 8);
  const limits = [5, 9, 3];
  const demonstrations = new Demonstrations(all, PLAIN_DEMONSTRATIONS, limits, seeded(1));
  for (let i = 0; i < 600; i++) demonstrations.write(batch);
  const counts = [0, 0, 0];
  for (let row = 0; row < 600; row++) {
    const target = batch.targets[row]!;
    counts[target]!++;
    const rules = all[target]!;
    const terms = -batch.returns[row]!;
    expect(terms).toBeLessThan(limits[target]!);
    expect(batch.movesLeft[row]).toBeLessThanOrEqual(limits[target]!);
    const labels = Array.from({ length: terms }, (_, i) => rules.decode(batch.moves, 8 * row + i));
    const sum = sumOfTerms(dimensions(sizes[target]!), labels, 'standard');
    const [whole, packed] = [0, 1].map(() => new Int32Array(rules.stateWords));
    rules.pack(sum, packed!, 0);
    whole!.set(batch.states.subarray(row * rules.stateWords, (row + 1) * rules.stateWords));
    // Nothing outside of the shape either.
    expect(whole).toEqual(packed);
  }
  for (const count of counts) expect(count).toBeGreaterThan(150);
});

test('a demonstration’s history is of canonical moves, the rest of it zero', () => {
  const rules = createRules([2, 2, 2], 'z2');
  const batch = new BatchWriter(rules, 300, 2, 5);
  const demonstrations = new Demonstrations([rules], PLAIN_DEMONSTRATIONS, [9], seeded(1));
  for (let i = 0; i < 300; i++) demonstrations.write(batch);
  const lengths = new Set<number>();
  for (let row = 0; row < 300; row++) {
    const moves = batch.history.slice(15 * row, 15 * (row + 1));
    const isMove = Array.from({ length: 5 }, (_, back) => rules.canonicalise(moves, back));
    expect(moves).toEqual(batch.history.slice(15 * row, 15 * (row + 1)));
    const length = isMove.filter(Boolean).length;
    expect(isMove).toEqual(isMove.map((_, back) => back < length));
    expect(moves.subarray(3 * length).every((token) => token === 0)).toBe(true);
    expect(length).toBeLessThanOrEqual(9 + batch.returns[row]!);
    lengths.add(length);
  }
  expect([...lengths].sort()).toEqual([0, 1, 2, 3, 4, 5]);
});
