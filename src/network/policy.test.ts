import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createRules } from '../game/create-rules.ts';
import { seeded } from '../tensor/random.ts';
import { decoderInputs, stepInputs } from './batch.ts';
import { numbers, relativeError, useWay as switchTo } from './ops/testing.ts';
import { initialParameters, parameterLayout } from './parameters.ts';
import { PolicyHead } from './policy.ts';
import { networkShape } from './shape.ts';
import { randomMoves, TINY } from './testing/tiny.ts';

describe.each(['cpu', 'wasm plain', 'wasm fused'] as const)('the policy head on %s', (way) => {
  test('gives with its cache, position by position, the logits it gives without', async () => {
    await switchTo(way);
    const rules = createRules([2, 2, 2], 'z2', { digits: 2 });
    const shape = networkShape(rules);
    const { tokens, vocabulary, tokenFeatures } = shape;
    const layout = parameterLayout(TINY, shape);
    const values = initialParameters(layout, seeded(1));
    const [states, movesEach] = [3, 4];
    const rows = states * movesEach;
    const moves = randomMoves(rules, rows, seeded(2));
    tf.tidy(() => {
      const byName = new Map(
        layout.parameters.map((p) => [
          p.name,
          tf.tensor(values.slice(p.offset, p.offset + p.size), [...p.shape]),
        ]),
      );
      const head = new PolicyHead(TINY, shape, (name) => byName.get(name)!);
      const torso = tf.tensor2d(numbers(states * shape.gridTokens * TINY.width, 3), [
        states * shape.gridTokens,
        TINY.width,
      ]);
      const memory = head.memory(torso);
      expect(memory.map((m) => m.shape)).toEqual([
        [states * shape.gridTokens, 2 * TINY.width],
        [states * shape.gridTokens, 2 * TINY.width],
      ]);
      const forced = tf.tensor2d(decoderInputs(moves, rows, shape), [rows * tokens, tokenFeatures]);
      const all = head.logits(head.forced(forced, memory, states)).dataSync<'float32'>();
      const cache = memory.map((): tf.Tensor2D[] => []);
      for (let position = 0; position < tokens; position++) {
        const inputs = tf.tensor2d(stepInputs(moves, rows, position, shape), [rows, tokenFeatures]);
        const logits = head
          .logits(head.step(head.embed(inputs), memory, cache, states))
          .dataSync<'float32'>();
        const expected = Float32Array.from(logits, (_, i) => {
          const row = Math.floor(i / vocabulary);
          return all[(row * tokens + position) * vocabulary + (i % vocabulary)]!;
        });
        expect(relativeError(logits, expected)).toBeLessThan(2e-5);
        expect(cache.map((past) => past.length)).toEqual([position + 1, position + 1]);
      }
    });
  });
});
