import * as tf from '@tensorflow/tfjs-core';
import {
  alignPair,
  crossAttention,
  dense,
  denseOfNorm,
  denseOfPairNorm,
  embedGrids,
  firstRows,
  joinGrids,
  layerNorm,
  layerNormOfGrids,
  perceptron,
  perceptronPair,
  pickLogProbability,
  quantileLoss,
  selfAttention,
  splitGrids,
  splitPair,
} from './index.ts';
import { numbers, type OperationCase } from './testing.ts';

function denseCase(m: number, k: number, n: number): OperationCase[] {
  const size = `${m}×${k}×${n}`;
  const shapes = [[m, k], [k, n], [n]];
  return [
    {
      name: `dense ${size}`,
      shapes,
      run: (x, w, b) => dense(x!, w!, b as tf.Tensor as tf.Tensor1D),
    },
    {
      name: `dense without bias ${size}`,
      shapes: shapes.slice(0, 2),
      run: (x, w) => dense(x!, w!, null),
    },
    {
      name: `dense relu ${size}`,
      shapes,
      run: (x, w, b) => dense(x!, w!, b as tf.Tensor as tf.Tensor1D, { relu: true }),
    },
    {
      name: `dense residual ${size}`,
      shapes: [...shapes, [m, n]],
      run: (x, w, b, residual) => dense(x!, w!, b as tf.Tensor as tf.Tensor1D, { residual }),
    },
    {
      name: `dense relu residual ${size}`,
      shapes: [...shapes, [m, n]],
      run: (x, w, b, residual) =>
        dense(x!, w!, b as tf.Tensor as tf.Tensor1D, { relu: true, residual }),
    },
    {
      name: `dense of constants ${size}`,
      shapes: shapes.slice(1),
      run: (w, b) => {
        const x = tf.fill<tf.Rank.R2>([m, k], 0.5);
        const options = { relu: true, constantInput: true };
        return dense(x, w!, b as tf.Tensor as tf.Tensor1D, options);
      },
    },
  ];
}

function layerNormCase(rows: number, channels: number): OperationCase {
  return {
    name: `layerNorm ${rows}×${channels}`,
    shapes: [[rows, channels], [channels], [channels]],
    run: (x, gain, bias) =>
      layerNorm(x!, gain as tf.Tensor as tf.Tensor1D, bias as tf.Tensor as tf.Tensor1D),
  };
}

const vector = (x?: tf.Tensor) => x as tf.Tensor1D;

function denseOfNormCase(rows: number, channels: number, columns: number): OperationCase {
  return {
    name: `denseOfNorm ${rows}×${channels}×${columns}`,
    shapes: [[rows, channels], [channels], [channels], [channels, columns], [columns]],
    run: (x, gain, bias, w, b) => {
      const parameters = { gain: vector(gain), bias: vector(bias), w: w!, b: vector(b) };
      const [y, same] = denseOfNorm(x!, parameters);
      return tf.concat([tf.square(y), tf.mul(same, 3)], 1);
    },
  };
}

function denseOfPairNormCase(batch: number, s: number, [c, o]: [number, number]): OperationCase {
  const grid = [batch * s * s, c];
  return {
    name: `denseOfPairNorm ${batch}×${s}×${s}×${c}×${o}`,
    shapes: [grid, grid, [c], [c], [c, o], [o]],
    run: (first, second, gain, bias, w, b) => {
      const parameters = { gain: vector(gain), bias: vector(bias), w: w!, b: vector(b) };
      const [y, same] = denseOfPairNorm([first!, second!], parameters, s);
      return tf.concat([tf.square(y), tf.mul(same, 3)], 1);
    },
  };
}

function perceptronCases(rows: number, [channels, hidden]: [number, number]): OperationCase[] {
  const [x, vectorOf] = [[rows, channels], [channels]];
  const shapes = [
    x,
    vectorOf,
    vectorOf,
    [channels, hidden],
    [hidden],
    [hidden, channels],
    vectorOf,
  ];
  const partsOf = ([gain, bias, up, upBias, down, downBias]: tf.Tensor[]) =>
    [
      { gain: vector(gain), bias: vector(bias) },
      {
        ...{ up: up as tf.Tensor2D, upBias: vector(upBias) },
        ...{ down: down as tf.Tensor2D, downBias: vector(downBias) },
      },
    ] as const;
  return [
    {
      name: `perceptron ${rows}×${channels}×${hidden}`,
      shapes,
      run: (x, ...parameters) => perceptron(x!, ...partsOf(parameters)),
    },
    {
      name: `perceptronPair ${rows}×${channels}×${hidden}`,
      shapes,
      run: (x, ...parameters) => {
        const [a, b] = perceptronPair(x!, ...partsOf(parameters), 3);
        return tf.concat([tf.square(a), tf.mul(b, 3)], 1);
      },
    },
  ];
}

function selfAttentionCase(
  groups: number,
  length: number,
  heads: number,
  size: number,
  causal: boolean,
): OperationCase {
  return {
    name: `selfAttention ${groups}×${length}, ${heads} heads of ${size}${causal ? ', causal' : ''}`,
    shapes: [[groups * length, 3 * heads * size]],
    run: (qkv) => selfAttention(qkv!, { groups, heads, causal }),
  };
}

function crossAttentionCase(
  groups: number,
  [queries, keys]: [number, number],
  heads: number,
  size: number,
): OperationCase {
  return {
    name: `crossAttention ${groups}×${queries}→${keys}, ${heads} heads of ${size}`,
    shapes: [
      [groups * queries, heads * size],
      [groups * keys, 2 * heads * size],
    ],
    run: (q, kv) => crossAttention(q!, kv!, { groups, heads }),
  };
}

function pairCases(batch: number, s: number, channels: number): OperationCase[] {
  const grid = [batch * s * s, channels];
  return [
    {
      name: `alignPair ${batch}×${s}×${s}×${channels}`,
      shapes: [grid, grid],
      run: (a, b) => alignPair(a!, b!, s),
    },
    {
      name: `splitPair ${batch}×${s}×${s}×${channels}`,
      shapes: [[2 * batch * s * s, channels]],
      run: (x) => tf.concat(splitPair(x!, s), 1),
    },
  ];
}

function gridCases(count: number, cells: number, channels: number): OperationCase[] {
  const grid = [count * cells, channels];
  return [
    {
      name: `splitGrids ${count}×${cells}×${channels}`,
      shapes: [[3 * count * cells, channels]],
      run: (tokens) => tf.concat(splitGrids(tokens!, count), 1),
    },
    {
      name: `joinGrids ${count}×${cells}×${channels}`,
      shapes: [grid, grid, grid],
      run: (...grids) => tf.square(joinGrids(grids, count)),
    },
    {
      name: `layerNormOfGrids ${count}×${cells}×${channels}`,
      shapes: [grid, grid, grid, [channels], [channels]],
      run: (first, second, third, gain, bias) => {
        const grids = [first!, second!, third!];
        return tf.square(layerNormOfGrids(grids, vector(gain), vector(bias), count));
      },
    },
  ];
}

function firstRowsCase(count: number, rows: number, channels: number): OperationCase {
  return {
    name: `firstRows ${count}×${rows}×${channels}`,
    shapes: [[count * rows, channels]],
    run: (x) => {
      const [first, all] = firstRows(x!, count);
      return tf.concat([tf.square(first), tf.mul(all, 3)], 0);
    },
  };
}

function embedCase(
  count: number,
  side: number,
  [features, channels]: [number, number],
): OperationCase {
  const rows = 3 * side * side;
  return {
    name: `embedGrids ${count}×${side}×${side}×${features}×${channels}`,
    shapes: [[features, channels], [channels], [rows, channels]],
    run: (w, b, positions) => {
      const x = tf.tensor2d(numbers(count * rows * features, 6), [count * rows, features]);
      const embedding = { w: w!, b: vector(b), positions: positions! };
      const [first, second, third] = embedGrids(x, embedding, count);
      return tf.concat([tf.square(first!), tf.mul(second!, 3), third!], 1);
    },
  };
}

function pickCase(rows: number, classes: number): OperationCase {
  return {
    name: `pickLogProbability ${rows}×${classes}`,
    shapes: [[rows, classes]],
    run: (logits) => {
      const labels = Int32Array.from({ length: rows }, (_, row) => (row * 7) % classes);
      return pickLogProbability(tf.mul(logits!, 5), tf.tensor1d(labels, 'int32'));
    },
  };
}

/** Errors on both sides, within 1 and beyond. */
function quantileLossCase(rows: number, quantiles: number): OperationCase {
  return {
    name: `quantileLoss ${rows}×${quantiles}`,
    shapes: [[rows, quantiles]],
    run: (x) => {
      const targets = tf.tensor2d(numbers(rows, 5), [rows, 1]);
      return quantileLoss(tf.mul(x!, 3), targets);
    },
  };
}

/** Small enough for differences: tails in every direction. */
export const smallCases: OperationCase[] = [
  ...denseCase(3, 3, 5),
  ...denseCase(5, 4, 9),
  layerNormCase(3, 7),
  layerNormCase(2, 8),
  denseOfNormCase(3, 8, 5),
  denseOfNormCase(2, 7, 4),
  denseOfPairNormCase(2, 2, [8, 3]),
  ...perceptronCases(18, [8, 3]),
  selfAttentionCase(2, 3, 2, 4, false),
  selfAttentionCase(2, 3, 2, 4, true),
  crossAttentionCase(2, [2, 5], 2, 4),
  ...pairCases(2, 2, 3),
  ...gridCases(2, 4, 3),
  firstRowsCase(2, 3, 5),
  embedCase(2, 2, [3, 5]),
  pickCase(3, 5),
  quantileLossCase(3, 4),
];

/** Sizes as in the networks, and odd ones. */
export const largerCases: OperationCase[] = [
  ...[1, 3, 5, 130].flatMap((m) =>
    [1, 16, 27, 81].flatMap((n) => [1, 3, 48].flatMap((k) => denseCase(m, k, n))),
  ),
  ...denseCase(300, 64, 192),
  ...denseCase(17, 256, 32),
  layerNormCase(300, 64),
  denseOfNormCase(70, 32, 40),
  denseOfNormCase(9, 48, 20),
  denseOfPairNormCase(5, 3, [32, 8]),
  denseOfPairNormCase(3, 4, [48, 16]),
  denseOfPairNormCase(2, 5, [6, 5]),
  ...perceptronCases(18, [27, 54]),
  ...perceptronCases(270, [32, 64]),
  layerNormCase(5, 1),
  layerNormCase(9, 30),
  selfAttentionCase(3, 8, 2, 16, false),
  selfAttentionCase(3, 18, 4, 8, false),
  selfAttentionCase(2, 8, 8, 16, false),
  selfAttentionCase(2, 50, 2, 32, false),
  selfAttentionCase(2, 13, 3, 12, true),
  selfAttentionCase(2, 1, 1, 4, true),
  selfAttentionCase(2, 5, 2, 3, true),
  crossAttentionCase(3, [4, 27], 4, 16),
  crossAttentionCase(2, [1, 6], 2, 8),
  crossAttentionCase(2, [12, 48], 8, 16),
  crossAttentionCase(3, [5, 33], 4, 8),
  ...pairCases(3, 4, 16),
  ...gridCases(3, 9, 16),
  ...pairCases(2, 5, 6),
  firstRowsCase(7, 6, 48),
  embedCase(5, 3, [17, 32]),
  embedCase(9, 2, [5, 6]),
  pickCase(70, 16),
  pickCase(5, 27),
  pickCase(9, 81),
  pickCase(4, 2),
  quantileLossCase(70, 8),
  quantileLossCase(300, 5),
];
