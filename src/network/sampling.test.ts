import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../tensor/random.ts';
import { MoveSampler } from './sampling.ts';

interface Case {
  readonly count: number;
  readonly samples: number;
  readonly tokens: number;
  readonly vocabulary: number;
  readonly seed: number;
  /** Scale of the logits: large ones leave most tokens without a chance. */
  readonly scale: number;
}

const cases: fc.Arbitrary<Case> = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  samples: fc.integer({ min: 1, max: 40 }),
  tokens: fc.integer({ min: 1, max: 4 }),
  vocabulary: fc.integer({ min: 1, max: 9 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
  scale: fc.constantFrom(0, 1, 6, 60),
});

/** Logits of the token after a prefix: any fixed function of state and prefix. */
function logitsAfter({ vocabulary, seed, scale }: Case, state: number, prefix: readonly number[]) {
  let stream = state + 1;
  for (const token of prefix) stream = stream * 31 + token + 7;
  const random = seeded(seed, stream);
  return Float32Array.from({ length: vocabulary }, () => scale * (random.next() - 0.5));
}

function softmax(logits: Float32Array): number[] {
  const largest = Math.max(...logits);
  const weights = Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

function run(c: Case): MoveSampler {
  const { count, samples, tokens, vocabulary, seed } = c;
  const random = seeded(seed);
  const offsets = Array.from({ length: count }, () => random.next());
  const sampler = new MoveSampler(count, samples, tokens, vocabulary, offsets);
  for (let position = 0; position < tokens; position++) {
    const rows =
      position === 0
        ? Array.from({ length: count }, (_, state) => logitsAfter(c, state, []))
        : Array.from({ length: count * samples }, (_, i) =>
            logitsAfter(c, Math.floor(i / samples), move(sampler, i).slice(0, position)),
          );
    const logits = new Float32Array(rows.length * vocabulary);
    for (const [i, row] of rows.entries()) logits.set(row, i * vocabulary);
    sampler.draw(position, logits);
  }
  return sampler;
}

function move({ moves, tokens }: MoveSampler, index: number): number[] {
  return Array.from(moves.subarray(index * tokens, (index + 1) * tokens));
}

describe('stratified sampling', () => {
  test('takes each beginning of a move K·p times, give or take less than one', () => {
    fc.assert(
      fc.property(cases, (c) => {
        const sampler = run(c);
        const visit = (state: number, prefix: readonly number[], p: number) => {
          const first = state * c.samples;
          const count = Array.from({ length: c.samples }, (_, k) =>
            move(sampler, first + k),
          ).filter((tokens) => prefix.every((token, i) => tokens[i] === token)).length;
          expect(Math.abs(count - c.samples * p)).toBeLessThan(1 + 1e-6);
          // What was not drawn, and so has at most a small chance, is not followed.
          if (prefix.length === c.tokens || count === 0) return;
          for (const [token, chance] of softmax(logitsAfter(c, state, prefix)).entries()) {
            visit(state, [...prefix, token], p * chance);
          }
        };
        for (let state = 0; state < c.count; state++) visit(state, [], 1);
      }),
      { numRuns: 150 },
    );
  });

  test('draws tokens of the vocabulary and tells the probability of each move', () => {
    fc.assert(
      fc.property(cases, (c) => {
        const sampler = run(c);
        for (let i = 0; i < c.count * c.samples; i++) {
          const tokens = move(sampler, i);
          let expected = 0;
          for (const [position, token] of tokens.entries()) {
            expect(token).toBeLessThan(c.vocabulary);
            const state = Math.floor(i / c.samples);
            const chances = softmax(logitsAfter(c, state, tokens.slice(0, position)));
            expected += Math.log(chances[token]!);
          }
          expect(Number.isFinite(sampler.logProbabilities[i])).toBe(true);
          expect(sampler.logProbabilities[i]).toBeCloseTo(expected, 3);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('repeats', () => {
    fc.assert(
      fc.property(cases, (c) => {
        const [once, again] = [run(c), run(c)];
        expect(again.moves).toEqual(once.moves);
        expect(again.logProbabilities).toEqual(once.logProbabilities);
      }),
      { numRuns: 30 },
    );
  });

  test('gives every token its chance over the offsets', () => {
    const c: Case = { count: 1, samples: 2, tokens: 2, vocabulary: 3, seed: 4, scale: 2 };
    const counts = new Map<string, number>();
    const trials = 4000;
    for (let trial = 0; trial < trials; trial++) {
      const sampler = new MoveSampler(1, 2, 2, 3, [(trial + 0.5) / trials]);
      sampler.draw(0, logitsAfter(c, 0, []));
      const rows = [0, 1].map((k) => logitsAfter(c, 0, move(sampler, k).slice(0, 1)));
      sampler.draw(1, Float32Array.from(rows.flatMap((row) => Array.from(row))));
      for (const k of [0, 1]) {
        const key = move(sampler, k).join(' ');
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    for (const [a, first] of softmax(logitsAfter(c, 0, [])).entries()) {
      for (const [b, second] of softmax(logitsAfter(c, 0, [a])).entries()) {
        const share = (counts.get(`${a} ${b}`) ?? 0) / (2 * trials);
        expect(share).toBeCloseTo(first * second, 2);
      }
    }
  });

  test('survives offsets at the ends and logits far apart', () => {
    for (const offset of [0, 1 - 2 ** -32]) {
      const sampler = new MoveSampler(1, 3, 2, 4, [offset]);
      const far = Float32Array.of(-1e30, 80, -1e30, -90);
      sampler.draw(0, far);
      sampler.draw(1, Float32Array.from([...far, ...far, ...far]));
      expect(Array.from(sampler.moves)).toEqual([1, 1, 1, 1, 1, 1]);
      expect(Array.from(sampler.logProbabilities)).toEqual([0, 0, 0]);
    }
  });
});
