import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Arithmetic } from '../tensor/arithmetic.ts';
import { ARITHMETICS } from '../tensor/arithmetic.ts';
import { seeded } from '../tensor/random.ts';
import type { TrainingBatch } from './batch.ts';
import type { Network } from './network.ts';
import { relativeError, useWay as switchTo, type Way } from './ops/testing.ts';
import { logProbability, slowLosses } from './testing/loss.ts';
import { randomBatch, randomRequest, type TinyNetwork, tinyNetwork } from './testing/tiny.ts';
import { riskSeeking } from './value.ts';

const WAYS: readonly Way[] = ['cpu', 'wasm plain', 'wasm fused'];
const VALUE_WEIGHT = 0.7;
/** Small, for the sake of relu's kinks; the slow losses are precise enough. */
const STEP = 1 / 2048;

let made: Network[] = [];
function tiny(arithmetic: Arithmetic, digits?: number): TinyNetwork {
  const result = tinyNetwork(arithmetic, digits);
  made.push(result.network);
  return result;
}
afterEach(() => {
  for (const network of made) network.dispose();
  made = [];
});

describe.each([
  // The cpu is slow: it is enough that it agrees with wasm (below) and with differences here and there.
  { way: 'cpu', every: 6 },
  { way: 'wasm fused', every: 1 },
] as const)('the gradient on $way', ({ way, every }) => {
  beforeAll(() => switchTo(way));

  test.each(ARITHMETICS)(
    'is that of differences, in %s',
    { timeout: 300_000 },
    async (arithmetic) => {
      const { rules, network, layout, parameters } = tiny(arithmetic);
      const batch = randomBatch(rules, 4, 2, seeded(2));
      const random = seeded(3);
      const { gradient } = await network.gradient(batch, VALUE_WEIGHT);
      const loss = async (at: Float32Array): Promise<number> => {
        network.setParameters(at);
        const { policy, value } = await slowLosses(network, batch);
        return policy + VALUE_WEIGHT * value;
      };
      for (const [i, { name, offset, size }] of layout.parameters.entries()) {
        if (i % every !== 0) continue;
        // The slope along a random diagonal of the tensor takes in all of its entries at once.
        const direction = new Float32Array(parameters.length);
        for (let k = offset; k < offset + size; k++) {
          direction[k] = (random.next() < 0.5 ? -1 : 1) / Math.sqrt(size);
        }
        const ahead = (by: number) => parameters.map((x, k) => x + by * direction[k]!);
        const numerical = ((await loss(ahead(STEP))) - (await loss(ahead(-STEP)))) / (2 * STEP);
        const exact = direction.reduce((sum, x, k) => sum + x * gradient[k]!, 0);
        expect(Math.abs(exact - numerical), `${name}: ${exact} or ${numerical}`).toBeLessThan(
          0.0005 + 0.02 * Math.abs(exact),
        );
      }
    },
  );

  test.each(ARITHMETICS)('comes with the losses of plain loops, in %s', async (arithmetic) => {
    const { rules, network } = tiny(arithmetic);
    const batch = randomBatch(rules, 4, 2, seeded(7));
    const { policyLoss, valueLoss } = await network.gradient(batch, VALUE_WEIGHT);
    const slow = await slowLosses(network, batch);
    expect(policyLoss).toBeCloseTo(slow.policy, 4);
    expect(valueLoss).toBeCloseTo(slow.value, 4);
  });
});

describe.each(WAYS.slice(1))('on %s', (way) => {
  test.each(ARITHMETICS)('values, logits and gradients in %s are those of the cpu', async (z) => {
    const results = [];
    for (const on of ['cpu', way] as const) {
      await switchTo(on);
      const { rules, network } = tiny(z);
      const request = randomRequest(rules, 5, seeded(11));
      const batch = randomBatch(rules, 5, 3, seeded(12));
      results.push({
        ...(await network.evaluate(request, 6, seeded(13))),
        logits: await network.forcedLogits(batch),
        ...(await network.gradient(batch, VALUE_WEIGHT)),
      });
    }
    const [expected, actual] = results;
    expect(relativeError(actual!.quantiles, expected!.quantiles)).toBeLessThan(2e-5);
    expect(relativeError(actual!.values, expected!.values)).toBeLessThan(2e-5);
    expect(relativeError(actual!.logits, expected!.logits)).toBeLessThan(2e-5);
    expect(relativeError(actual!.gradient, expected!.gradient)).toBeLessThan(1e-4);
    expect(actual!.policyLoss).toBeCloseTo(expected!.policyLoss, 4);
    expect(actual!.valueLoss).toBeCloseTo(expected!.valueLoss, 4);
  });
});

describe.each(WAYS)('evaluation on %s', (way) => {
  beforeAll(() => switchTo(way));

  test.each(ARITHMETICS)('samples in %s as the uncached decoder would', async (arithmetic) => {
    const { rules, network } = tiny(arithmetic);
    const { tokens, vocabulary } = rules.coding;
    const samples = 5;
    const request = randomRequest(rules, 4, seeded(21));
    const { moves, logProbabilities } = await network.evaluate(request, samples, seeded(22));
    const logits = await network.forcedLogits(asBatch(request, moves, samples));
    for (let sample = 0; sample < request.count * samples; sample++) {
      let expected = 0;
      for (let t = 0; t < tokens; t++) {
        const at = sample * tokens + t;
        const row = logits.subarray(at * vocabulary, (at + 1) * vocabulary);
        expected += logProbability(row, moves[at]!);
      }
      expect(logProbabilities[sample]).toBeCloseTo(expected, 4);
    }
  });

  test('lets no later token into earlier logits, to the bit', async () => {
    const { rules, network } = tiny('standard');
    const { tokens, vocabulary } = rules.coding;
    const batch = randomBatch(rules, 3, 2, seeded(31));
    const before = await network.forcedLogits(batch);
    for (let changed = 0; changed < tokens; changed++) {
      const moves = batch.moves.map((token, i) =>
        i % tokens >= changed ? (token + 1 + (i % 5)) % vocabulary : token,
      );
      const after = await network.forcedLogits({ ...batch, moves });
      let different = 0;
      for (let i = 0; i < before.length; i++) {
        // The logits of position t see the tokens before t.
        if (Math.floor(i / vocabulary) % tokens <= changed) expect(after[i]).toBe(before[i]);
        else if (after[i] !== before[i]) different++;
      }
      if (changed < tokens - 1) expect(different).toBeGreaterThan(0);
    }
  });

  test('gives a state what it would give it alone', async () => {
    const { rules, network } = tiny('z2');
    const words = rules.stateWords;
    const samples = 4;
    const together = randomRequest(rules, 6, seeded(41));
    const all = await network.evaluate(together, samples, seeded(42));
    const offsets = seeded(42);
    for (let state = 0; state < together.count; state++) {
      const alone = {
        count: 1,
        states: together.states.slice(state * words, (state + 1) * words),
        movesLeft: together.movesLeft.slice(state, state + 1),
      };
      const one = await network.evaluate(alone, samples, offsets);
      expect(one.values[0]).toBeCloseTo(all.values[state]!, 4);
      expect(one.moves).toEqual(perState(all.moves, state, together.count));
    }
  });

  test('gives values that are the risk-seeking mean of the quantiles, and never above zero', async () => {
    const { rules, network, layout, parameters } = tiny('z2');
    const request = randomRequest(rules, 6, seeded(51));
    const low = await network.evaluate(request, 2, seeded(52));
    const mean = riskSeeking(low.quantiles, request.count);
    expect(low.values).toEqual(mean.map((value) => Math.min(value, 0)));
    const bias = layout.parameters.find(({ name }) => name === 'value.3.b')!;
    network.setParameters(
      parameters.map((x, i) => (i >= bias.offset && i < bias.offset + bias.size ? x + 100 : x)),
    );
    const high = await network.evaluate(request, 2, seeded(52));
    expect(high.quantiles.every((quantile) => quantile > 50)).toBe(true);
    expect(Array.from(high.values)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('repeats to the bit', async () => {
    const { rules, network } = tiny('standard');
    const request = randomRequest(rules, 3, seeded(61));
    const batch = randomBatch(rules, 3, 2, seeded(62));
    const once = await network.evaluate(request, 4, seeded(63));
    const gradient = await network.gradient(batch, VALUE_WEIGHT);
    expect(await network.evaluate(request, 4, seeded(63))).toEqual(once);
    expect(await network.gradient(batch, VALUE_WEIGHT)).toEqual(gradient);
  });

  test('keeps no tensor', async () => {
    const before = tf.memory().numTensors;
    const { rules, network } = tinyNetwork('z2');
    const held = tf.memory().numTensors;
    const batch = randomBatch(rules, 3, 2, seeded(71));
    await network.evaluate(batch, 4, seeded(72));
    await network.gradient(batch, VALUE_WEIGHT);
    await network.forcedLogits(batch);
    network.setParameters(new Float32Array(network.layout.size));
    expect(tf.memory().numTensors).toBe(held);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('parameters of another network are refused', async () => {
  await switchTo('cpu');
  const { network } = tiny('z2');
  expect(() => network.setParameters(new Float32Array(3))).toThrow(
    `3 parameters given for a network of ${network.layout.size}`,
  );
});

/** The sampled moves of each state as its labels. */
function asBatch(
  { count, states, movesLeft }: ReturnType<typeof randomRequest>,
  moves: Uint16Array,
  samples: number,
): TrainingBatch {
  return {
    count,
    labels: samples,
    states,
    movesLeft: Int32Array.from(movesLeft),
    moves,
    weights: new Float32Array(count * samples),
    returns: new Float32Array(count),
  };
}

function perState(moves: Uint16Array, state: number, count: number): Uint16Array {
  const line = moves.length / count;
  return moves.slice(state * line, (state + 1) * line);
}
