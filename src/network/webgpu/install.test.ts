import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { provideTestGpu, skipWithoutWebGpu } from '../../replay/testing.ts';
import { startBackend } from '../backend.ts';
import { hasKernel, kernelNames } from '../ops/fused.ts';
import {
  type Evaluation,
  evaluate,
  inputsOf,
  numbers,
  type OperationCase,
  relativeError,
  useWay,
} from '../ops/testing.ts';
import { largerCases, smallCases } from '../ops/testing-cases.ts';

/** All kinds of operations, and of the many sizes of the dense layer every so-manieth. */
const cases = [
  ...smallCases,
  ...largerCases.filter(({ name }, i) => !/^dense.*×.*×/.test(name) || i % 29 === 0),
];

describe.skipIf(skipWithoutWebGpu())('the kernels for WebGPU', () => {
  const oracle = new Map<string, Evaluation>();

  beforeAll(async () => {
    await useWay('cpu');
    for (const operation of cases) {
      oracle.set(operation.name, evaluate(operation, inputsOf(operation)));
    }
    await provideTestGpu();
    await startBackend('webgpu', '');
    await useWay('wasm fused');
    await tf.setBackend('webgpu');
  }, 300_000);

  it('are all in use', () => {
    for (const name of Object.values(kernelNames)) expect(hasKernel(name), name).toBe(true);
  });

  it.each(cases)('$name gives what the cpu gives', { timeout: 300_000 }, async (operation) => {
    const expected = oracle.get(operation.name)!;
    const actual = await evaluateLater(operation, inputsOf(operation));
    expect(relativeError(actual.value, expected.value)).toBeLessThan(1e-5);
    for (const [i, gradient] of expected.gradients.entries()) {
      expect(relativeError(actual.gradients[i]!, gradient)).toBeLessThan(1e-5);
    }
  });
});

/** As `evaluate`, on a backend that cannot read at once. */
async function evaluateLater(
  operation: OperationCase,
  inputs: Float32Array[],
): Promise<Evaluation> {
  const [value, ...gradients] = tf.tidy(() => {
    const tensors = inputs.map((data, i) => tf.tensor(data, operation.shapes[i]));
    const run = (...args: tf.Tensor[]) => operation.run(...(args as tf.Tensor2D[]));
    const result = run(...tensors);
    const weights = tf.tensor(numbers(result.size, 99), result.shape);
    return [result, ...tf.grads(run)(tensors, weights)];
  });
  const read = async (tensor: tf.Tensor) => (await tensor.data<'float32'>()).slice();
  const all = { value: await read(value!), gradients: await Promise.all(gradients.map(read)) };
  tf.dispose([value!, ...gradients]);
  return all;
}
