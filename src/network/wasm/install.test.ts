import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasKernel, kernelNames } from '../ops/fused.ts';
import { dense, forcePlain, pickLogProbability, selfAttention } from '../ops/index.ts';
import { evaluate, inputsOf, relativeError, useWay } from '../ops/testing.ts';
import { largerCases } from '../ops/testing-cases.ts';
import { installFusedKernels } from './install.ts';

describe('the fused kernels', () => {
  beforeAll(() => useWay('wasm fused'));

  it('are all in use on wasm unless plain operations are forced', () => {
    // What these save are passes over memory: little on a CPU.
    const absent: string[] = [
      kernelNames.quantileLoss,
      ...[kernelNames.perceptron, kernelNames.perceptronGradient],
      ...[kernelNames.perceptronPair, kernelNames.perceptronPairGradient],
      ...[kernelNames.firstRows, kernelNames.firstRowsGradient],
      ...[kernelNames.layerNormOfGrids, kernelNames.layerNormOfGridsGradient],
      ...[kernelNames.embedGrids, kernelNames.embedGridsGradient],
      ...[kernelNames.denseOfNorm, kernelNames.denseOfNormGradient],
      ...[kernelNames.denseOfPairNorm, kernelNames.denseOfPairNormGradient],
    ];
    for (const name of Object.values(kernelNames)) {
      expect(hasKernel(name), name).toBe(!absent.includes(name));
    }
    forcePlain(true);
    expect(hasKernel(kernelNames.dense)).toBe(false);
    forcePlain(false);
  });

  it('can be installed again, and only on wasm', async () => {
    expect(await installFusedKernels()).toBe(true);
    await tf.setBackend('cpu');
    expect(await installFusedKernels()).toBe(false);
    expect(hasKernel(kernelNames.dense)).toBe(false);
    await tf.setBackend('wasm');
  });

  it('leave no tensor and no memory behind', () => {
    const [before, data] = [tf.memory().numTensors, tf.engine().backend.numDataIds()];
    for (const operation of largerCases) evaluate(operation, inputsOf(operation));
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.engine().backend.numDataIds()).toBe(data);
  });

  it('give the same bits every time', { timeout: 300_000 }, () => {
    for (const operation of largerCases) {
      const inputs = inputsOf(operation);
      const [first, second] = [evaluate(operation, inputs), evaluate(operation, inputs)];
      expect(relativeError(first.value, second.value)).toBe(0);
      for (const [i, gradient] of first.gradients.entries()) {
        expect(relativeError(gradient, second.gradients[i]!)).toBe(0);
      }
    }
  });

  it('follow the memory when it grows', () => {
    const x = tf.ones<tf.Rank.R2>([3, 5]);
    const w = tf.ones<tf.Rank.R2>([5, 9]);
    const large = tf.zeros([64, 1024, 1024]);
    const y = dense(x, w, null);
    expect([...y.dataSync()]).toEqual(Array.from({ length: 27 }, () => 5));
    tf.dispose([x, w, y, large]);
  });

  it('show what is not a number', () => {
    const broken = tf.fill<tf.Rank.R2>([3, 12], Number.NaN);
    const weights = tf.ones<tf.Rank.R2>([12, 5]);
    const outputs = [
      dense(broken, weights, null, { relu: true }),
      selfAttention(broken, { groups: 1, heads: 1 }),
      pickLogProbability(broken, tf.tensor1d([0, 1, 2], 'int32')),
    ];
    for (const output of outputs) expect(output.dataSync().every(Number.isNaN)).toBe(true);
  });

  it('take a label that is no class as the plain composition does', () => {
    const logits = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    const labels = tf.tensor1d([-1, 3], 'int32');
    const gradient = () =>
      tf
        .grad((x) => pickLogProbability(x as tf.Tensor2D, labels))(logits)
        .dataSync();
    expect([...pickLogProbability(logits, labels).dataSync()]).toEqual([0, 0]);
    const fused = gradient();
    forcePlain(true);
    const plain = gradient();
    forcePlain(false);
    for (const [i, x] of plain.entries()) expect(fused[i]).toBeCloseTo(x, 6);
  });
});
