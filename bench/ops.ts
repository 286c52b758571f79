import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../src/network/backend.ts';
import { nodeWasmPaths } from '../src/network/node-backend.ts';
import { kernelNames, runKernel } from '../src/network/ops/fused.ts';
import {
  alignPair,
  forcePlain,
  layerNorm,
  pickLogProbability,
  selfAttention,
} from '../src/network/ops/index.ts';
import { columnSums, matMulTransposedA, matMulTransposedB } from '../src/network/ops/matmul.ts';
import type { Group, Row } from './row.ts';
import { median } from './timing.ts';

const ways = ['plain', 'fused'] as const;

/** Times the network's operations on wasm, with plain TensorFlow.js and with our kernels. */
export const opsBench: Group = async (say) => {
  if (tf.getBackend() !== 'wasm') await startBackend('wasm', nodeWasmPaths());
  const rows: Row[] = [];
  for (const way of ways) {
    forcePlain(way === 'plain');
    rows.push(...denseRows(way), ...otherRows(way));
    say(`${way} operations measured`);
  }
  forcePlain(false);
  return rows;
};

const denseShapes = [
  [2048, 64, 64],
  [12288, 64, 192],
  [12288, 32, 128],
  [4096, 256, 256],
] as const;

function denseRows(way: (typeof ways)[number]): Row[] {
  return denseShapes.flatMap(([m, k, n]) => {
    const x = tf.randomNormal<tf.Rank.R2>([m, k], 0, 1, 'float32', 1);
    const w = tf.randomNormal<tf.Rank.R2>([k, n], 0, 1, 'float32', 2);
    const dy = tf.randomNormal<tf.Rank.R2>([m, n], 0, 1, 'float32', 3);
    const plain: Record<string, () => unknown> = {
      nn: () => tf.matMul(x, w),
      nt: () => matMulTransposedB(dy, w),
      tn: () => [matMulTransposedA(x, dy), columnSums(dy)],
    };
    const fused: Record<string, () => unknown> = {
      nn: () => runKernel(kernelNames.dense, { x, w }),
      nt: () => runKernel(kernelNames.denseGradientX, { dy, w }),
      tn: () => runKernel(kernelNames.denseGradientW, { x, dy }),
    };
    const rows = Object.entries(way === 'plain' ? plain : fused).map(([form, run]) => ({
      name: `ops.gemm.${form}.${m}x${k}x${n}.wasm_${way}.gflops`,
      value: (2 * m * k * n) / 1e6 / milliseconds(run),
      unit: 'GFLOP/s',
      config: { m, k, n },
    }));
    tf.dispose([x, w, dy]);
    return rows;
  });
}

function otherRows(way: (typeof ways)[number]): Row[] {
  const [batch, size, channels, heads, classes] = [96, 8, 64, 4, 27];
  const random = (...shape: [number, number]) =>
    tf.randomNormal<tf.Rank.R2>(shape, 0, 1, 'float32', 1);
  const grid = random(batch * size * size, channels);
  const gain = tf.ones<tf.Rank.R1>([channels]);
  const groups = batch * size;
  const qkv = random(groups * 2 * size, 3 * channels);
  const logits = random(batch * size * size, classes);
  const labels = tf.zeros<tf.Rank.R1>([batch * size * size], 'int32');
  const measure = (op: string, input: tf.Tensor2D, run: (x: tf.Tensor2D) => tf.Tensor): Row[] => {
    const dy = run(input);
    const gradient = tf.grad((x) => run(x as tf.Tensor2D));
    const config = { shape: input.shape, heads, size };
    const forward = milliseconds(() => run(input));
    const both = milliseconds(() => gradient(input, dy));
    return [
      { name: `ops.${op}.forward.wasm_${way}.ms`, value: forward, unit: 'ms', config },
      { name: `ops.${op}.both.wasm_${way}.ms`, value: both, unit: 'ms', config },
    ];
  };
  const rows = [
    ...measure('layer_norm', grid, (x) => layerNorm(x, gain, gain)),
    ...measure('attention', qkv, (x) => selfAttention(x, { groups, heads })),
    ...measure('align_pair', grid, (x) => alignPair(x, x, size)),
    ...measure('pick', logits, (x) => pickLogProbability(x, labels)),
  ];
  tf.dispose([grid, gain, qkv, logits, labels]);
  return rows;
}

/** The median time of a few runs, after two to warm up. */
function milliseconds(run: () => unknown): number {
  const times: number[] = [];
  const start = performance.now();
  for (let i = 0; i < 30 && (i < 5 || performance.now() - start < 600); i++) {
    const before = performance.now();
    tf.tidy(() => {
      run();
    });
    if (i >= 2) times.push(performance.now() - before);
  }
  return median(times);
}
