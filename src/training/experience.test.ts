import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRules } from '../game/create-rules.ts';
import { seeded } from '../tensor/random.ts';
import { BatchWriter } from './batch-writer.ts';
import { Experience } from './experience.ts';
import type { GameRecord } from './game-record.ts';

const rules = createRules([2, 2, 2], 'z2');
const words = rules.stateWords;
const { tokens } = rules.coding;
const LABELS = 2;

/** A record whose numbers all tell which position they belong to. */
function record(first: number, positions: number): GameRecord {
  const each = <T>(length: number, make: (position: number, i: number) => T) =>
    Array.from({ length: positions * length }, (_, at) =>
      make(first + Math.floor(at / length), at % length),
    );
  return {
    target: 3,
    kept: 0,
    positions,
    states: Int32Array.from(each(words, (position, i) => 1000 * position + i)),
    movesLeft: Int32Array.from(each(1, (position) => position)),
    returns: Float32Array.from(each(1, (position) => -position)),
    moves: Uint16Array.from(each(LABELS * tokens, (position, i) => 100 * position + i)),
    weights: Float32Array.from(each(LABELS, (position, i) => position + i / 2)),
    played: Uint16Array.from(each(tokens, (position, i) => 10 * position + i)),
    rank: positions,
  };
}

/** What a batch row says, as the position it came from. */
function drawn(experience: Experience, count: number, seed = 1) {
  const batch = new BatchWriter(rules, count, LABELS);
  const random = seeded(seed);
  for (let i = 0; i < count; i++) experience.write(batch, random);
  return Array.from({ length: count }, (_, row) => {
    const position = batch.movesLeft[row]!;
    const expected = record(position, 1);
    expect(batch.states.slice(row * words, (row + 1) * words)).toEqual(expected.states);
    expect(batch.returns[row]).toBe(-position);
    expect(batch.targets[row]).toBe(3);
    const line = LABELS * tokens;
    expect(batch.moves.slice(row * line, (row + 1) * line)).toEqual(expected.moves);
    return { position, weights: batch.weights.slice(row * LABELS, (row + 1) * LABELS) };
  });
}

describe('experience', () => {
  test('holds the last positions that fit, whatever games they come in', () => {
    const games = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), games, (capacity, lengths) => {
        const experience = new Experience(rules, capacity, LABELS);
        let next = 1;
        for (const length of lengths) {
          experience.add(record(next, length), true);
          next += length;
        }
        const kept = Array.from({ length: next - 1 }, (_, i) => i + 1).slice(-capacity);
        expect(experience.size).toBe(kept.length);
        if (kept.length === 0) return;
        const seen = new Set(drawn(experience, 40 * capacity).map(({ position }) => position));
        expect([...seen].sort((a, b) => a - b)).toEqual(kept);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps the labels, without weight where the policy should not learn', () => {
    const experience = new Experience(rules, 4, LABELS);
    experience.add(record(1, 1), false);
    experience.add(record(2, 1), true);
    for (const { position, weights } of drawn(experience, 20)) {
      expect(Array.from(weights)).toEqual(position === 1 ? [0, 0] : [2, 2.5]);
    }
  });

  test('tells how each position came about, as far back as it is kept', () => {
    const history = 3;
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }),
        (capacity, lengths) => {
          const experience = new Experience(rules, capacity, LABELS, history);
          const began = new Map<number, number>();
          let next = 1;
          for (const length of lengths) {
            experience.add(record(next, length), true);
            for (let i = 0; i < length; i++) began.set(next + i, next);
            next += length;
          }
          const oldest = Math.max(1, next - capacity);
          const batch = new BatchWriter(rules, 60, LABELS, history);
          const random = seeded(1);
          for (let row = 0; row < 60; row++) {
            experience.write(batch, random);
            const position = batch.movesLeft[row]!;
            const expected = [1, 2, 3].flatMap((back) => {
              const from = position - back;
              const isThere = from >= Math.max(began.get(position)!, oldest);
              return Array.from({ length: tokens }, (_, i) => (isThere ? 10 * from + i : 0));
            });
            const line = history * tokens;
            const told = Array.from(batch.history.subarray(row * line, (row + 1) * line));
            expect(told).toEqual(expected);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('comes back from its snapshot, and goes on alike', () => {
    const original = new Experience(rules, 7, LABELS);
    original.add(record(1, 9), true);
    const restored = new Experience(rules, 7, LABELS);
    restored.restore(original.snapshot());
    expect(restored.size).toBe(7);
    for (const experience of [original, restored]) experience.add(record(10, 3), true);
    expect(drawn(restored, 50, 3)).toEqual(drawn(original, 50, 3));
    expect(restored.snapshot()).toEqual(original.snapshot());
  });

  test('refuses the snapshot of another capacity', () => {
    const small = new Experience(rules, 4, LABELS);
    small.add(record(1, 4), true);
    for (const capacity of [3, 5]) {
      const other = new Experience(rules, capacity, LABELS);
      expect(() => other.restore(small.snapshot())).toThrow(/^[A-Z].*capacity.*\.$/);
      expect(other.size).toBe(0);
    }
  });

  test('tells its memory', () => {
    const bytes = 4 * (words + 1 + 1 + LABELS) + 2 * LABELS * tokens + 1 + 2;
    expect(new Experience(rules, 10, LABELS, 7).memoryBytes).toBe(10 * (bytes + 2 * tokens));
    expect(new Experience(rules, 10, LABELS).memoryBytes).toBe(10 * bytes);
  });
});
