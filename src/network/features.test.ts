import { describe, expect, test } from 'vitest';
import { createRules } from '../game/create-rules.ts';
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { seeded } from '../tensor/random.ts';
import type { Size } from '../tensor/size.ts';
import { type Tensor, zeros } from '../tensor/tensor.ts';
import { writeFeatures } from './features.ts';
import { networkShape } from './shape.ts';

const LIMIT = 8;

/** A random residual with entries that both arithmetics have. */
function residual(shape: Tensor['shape'], arithmetic: Arithmetic, seed: number): Tensor {
  const random = seeded(seed);
  const tensor = zeros(shape);
  for (let i = 0; i < tensor.data.length; i++) {
    tensor.data[i] = arithmetic === 'z2' ? random.below(2) : random.below(7) - 3;
  }
  return tensor;
}

/** Entry (i, j, k), 0 in the padding. */
function entry({ shape, data }: Tensor, at: readonly number[]): number {
  if (at.some((x, mode) => x >= shape[mode]!)) return 0;
  return data[(at[0]! * shape[1] + at[1]!) * shape[2] + at[2]!]!;
}

/** The fibre of a token, from the words of shape.ts: where its two modes are fixed. */
function fibre(tensor: Tensor, side: number, grid: number, x: number, y: number): number[] {
  return Array.from({ length: side }, (_, z) => {
    if (grid === 0) return entry(tensor, [x, y, z]);
    return grid === 1 ? entry(tensor, [z, x, y]) : entry(tensor, [y, z, x]);
  });
}

function describeFibre(values: readonly number[], arithmetic: Arithmetic): number[] {
  if (arithmetic === 'standard') {
    return values.flatMap((value) => [value / 2, Number(value === 1), Number(value === -1)]);
  }
  if (values.length > 4) return [...values];
  const pattern = Number.parseInt(values.join(''), 2);
  return Array.from({ length: 2 ** values.length }, (_, i) => Number(i === pattern));
}

describe.each<[Size, Arithmetic]>([
  [[2, 2, 2], 'z2'],
  [[2, 2, 2], 'standard'],
  [[1, 2, 2], 'z2'],
  [[2, 2, 3], 'z2'],
  [[2, 1, 3], 'standard'],
])('the features of %j in %s', (size, arithmetic) => {
  const rules = createRules(size, arithmetic);
  const shape = networkShape(rules);

  test('describe each fibre, grid by grid, and the moves left', () => {
    const { side } = rules;
    const [n, m, p] = size;
    const tensors = [1, 2, 3].map((seed) => residual([n * m, m * p, n * p], arithmetic, seed));
    const states = new Int32Array(3 * rules.stateWords);
    for (const [i, tensor] of tensors.entries()) rules.pack(tensor, states, i);
    const left = [8, 3, 1];
    const expected = tensors.flatMap((tensor, state) =>
      [0, 1, 2].flatMap((grid) =>
        Array.from({ length: side * side }, (_, token) => {
          const values = fibre(tensor, side, grid, Math.floor(token / side), token % side);
          return [...describeFibre(values, arithmetic), left[state]! / LIMIT];
        }).flat(),
      ),
    );
    const features = writeFeatures(rules, shape, states, left, 3, LIMIT);
    expect(features.length).toBe(3 * shape.gridTokens * shape.features);
    expect(features).toEqual(Float32Array.from(expected));
  });
});

describe.each<Arithmetic>(['z2', 'standard'])('the history in the features in %s', (arithmetic) => {
  const rules = createRules([1, 2, 3], arithmetic, { side: 6 });
  const { side, coding } = rules;
  const shape = networkShape(rules, 2);
  const plain = networkShape(rules);

  test('is each move as a rank-one tensor, fibre by fibre, and zeros where there was none', () => {
    const random = seeded(4);
    const states = new Int32Array(2 * rules.stateWords);
    const history = new Uint16Array(4 * coding.tokens).fill(
      coding.low === 0 ? 0 : (coding.vocabulary - 1) / 2,
    );
    // The second state came about by one move only.
    for (const move of [0, 1, 2]) {
      do {
        for (let t = 0; t < coding.tokens; t++) {
          history[move * coding.tokens + t] = random.below(coding.vocabulary);
        }
      } while (!rules.canonicalise(history, move));
    }
    const features = writeFeatures(rules, shape, states, [3, 4], 2, LIMIT, history);
    const without = writeFeatures(rules, plain, states, [3, 4], 2, LIMIT);
    const dims = [2, 6, 3] as const;
    for (let token = 0; token < 2 * shape.gridTokens; token++) {
      const row = features.subarray(token * shape.features, (token + 1) * shape.features);
      const bare = without.subarray(token * plain.features, (token + 1) * plain.features);
      // The fibre comes first and the moves left come last, as without a history.
      expect(row.slice(0, plain.features - 1)).toEqual(bare.slice(0, -1));
      expect(row.at(-1)).toBe(bare.at(-1));
      const state = Math.floor(token / shape.gridTokens);
      const inState = token % shape.gridTokens;
      const grid = Math.floor(inState / side ** 2);
      for (const back of [0, 1]) {
        const { u, v, w } = rules.decode(history, 2 * state + back);
        const outer: Tensor = { shape: dims, data: new Int32Array(36) };
        if (2 * state + back < 3) {
          for (let i = 0; i < 36; i++) {
            outer.data[i] = u[Math.floor(i / 18)]! * v[Math.floor(i / 3) % 6]! * w[i % 3]!;
          }
        }
        const from = plain.features - 1 + back * side;
        const at = inState % side ** 2;
        const expected = fibre(outer, side, grid, Math.floor(at / side), at % side);
        expect(Array.from(row.subarray(from, from + side), (x) => x + 0)).toEqual(expected);
      }
    }
  });

  test('is nothing where none is given', () => {
    const states = new Int32Array(rules.stateWords);
    const features = writeFeatures(rules, shape, states, [3], 1, LIMIT);
    for (let at = plain.features - 1; at < features.length; at += shape.features) {
      expect(features.subarray(at, at + 2 * side).every((x) => x === 0)).toBe(true);
    }
  });
});
