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
