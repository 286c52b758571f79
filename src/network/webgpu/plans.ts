import type * as tf from '@tensorflow/tfjs-core';
import { capture, type InputSpec, type Plan, pack, type Values } from '../../replay/index.ts';
import type { TrainingBatch } from '../batch.ts';
import { lossesWithGradients } from '../gradients.ts';
import type { NetworkGraph } from '../graph.ts';
import { repeatRows } from '../grids.ts';
import { adamWStep, SETTINGS } from './adamw.ts';
import { codeInputs, type Drawn, draw, embedLast } from './draw.ts';
import type { FlatParameters } from './flat-parameters.ts';

export type WavePlan = Plan<'features' | 'offsets' | 'settings', 'moves' | 'points' | 'quantiles'>;

/**
 * Captures the evaluation of `count` states with K samples each: torso, cached decoding with its
 * sampling, values. Reads back moves int32 [count·K, tokens], points [count·K, 4] (see `draw`) and
 * quantiles [count, q].
 */
export function captureWave(
  graph: NetworkGraph,
  count: number,
  samples: number,
): Promise<WavePlan> {
  const { gridTokens, features } = graph.shape;
  return capture(
    {
      features: { shape: [count * gridTokens, features] },
      offsets: { shape: [count] },
      settings: { shape: [2] },
    },
    (inputs) => wave(graph, inputs, count, samples),
  );
}

/** What `captureWave` captures. */
export function wave(
  graph: NetworkGraph,
  inputs: Readonly<Record<'features' | 'offsets' | 'settings', tf.Tensor>>,
  count: number,
  samples: number,
): Record<'moves' | 'points' | 'quantiles', tf.Tensor> {
  const { tokens, vocabulary } = graph.shape;
  const { policy } = graph;
  const memory = graph.memory(inputs.features as tf.Tensor2D, count);
  let cache = memory.map((): tf.Tensor2D[] => []);
  const table = policy.table();
  const start = policy.step(embedLast(table, null, count, vocabulary), memory, cache, count);
  const quantiles = graph.quantiles(start);
  const next = (logits: tf.Tensor2D, before: Drawn | null) =>
    draw(logits, before, inputs.offsets, inputs.settings, samples);
  let drawn = next(policy.logits(start), null);
  // The start is the same for all samples of a state.
  cache = cache.map((past) => past.map((kv) => repeatRows(kv, samples)));
  for (let position = 1; position < tokens; position++) {
    const embedded = embedLast(table, drawn.moves, count * samples, vocabulary);
    drawn = next(policy.logits(policy.step(embedded, memory, cache, count)), drawn);
  }
  return { ...drawn, quantiles };
}

export type StepPlan = Plan<
  'features' | 'moves' | 'weights' | 'returns' | 'settings',
  'losses' | 'norm'
>;

/** What a plan of learning is made for. */
export interface StepShape {
  /** States. */
  readonly count: number;
  /** M, moves a state. */
  readonly labels: number;
  readonly valueWeight: number;
}

/** The inputs of a plan that learns from a batch. */
export function batchSpecs(
  { shape }: NetworkGraph,
  { count, labels }: StepShape,
): Record<'features' | 'moves' | 'weights' | 'returns', InputSpec> {
  const { gridTokens, features, tokens } = shape;
  return {
    features: { shape: [count * gridTokens, features] },
    moves: { shape: [count * labels * tokens], dtype: 'int32' },
    weights: { shape: [count * labels] },
    returns: { shape: [count, 1] },
  };
}

/** A batch as `batchSpecs` takes it. */
export function batchInputs(
  { count, labels, moves, weights, returns }: TrainingBatch,
  features: Float32Array,
  { shape }: NetworkGraph,
): Record<'features' | 'moves' | 'weights' | 'returns', Values> {
  return {
    features,
    moves: Int32Array.from(moves.subarray(0, count * labels * shape.tokens)),
    weights: weights.subarray(0, count * labels),
    returns: returns.subarray(0, count),
  };
}

/** The optimiser's memory. */
export interface Moments {
  readonly first: tf.Tensor1D;
  readonly second: tf.Tensor1D;
  readonly decays: tf.Tensor1D;
}

/**
 * Captures a step of learning from `count` states with M moves each: forward, gradient, clipping and
 * AdamW, in place. Reads back the policy and value loss [2] and the norm of the gradient [1].
 */
export function captureStep(
  graph: NetworkGraph,
  parameters: FlatParameters,
  moments: Moments,
  shape: StepShape,
): Promise<StepPlan> {
  const specs = { ...batchSpecs(graph, shape), settings: { shape: [SETTINGS] } };
  return capture(specs, (inputs) => {
    const { gradients, losses } = gradientsOfBatch(graph, parameters, inputs, shape);
    const gradient = pack(gradients).tensor;
    const norm = adamWStep({ parameters: parameters.all, gradient, ...moments }, inputs.settings);
    return { losses, norm };
  });
}

export type GradientPlan = Plan<
  'features' | 'moves' | 'weights' | 'returns',
  'losses' | 'gradient'
>;

/** Captures the gradient alone, read back in the order of `FlatParameters`. */
export function captureGradient(
  graph: NetworkGraph,
  parameters: FlatParameters,
  shape: StepShape,
): Promise<GradientPlan> {
  return capture(batchSpecs(graph, shape), (inputs) => {
    const { gradients, losses } = gradientsOfBatch(graph, parameters, inputs, shape);
    return { losses, gradient: pack(gradients).tensor };
  });
}

/** Both losses of a batch and the gradients of the variables: what a step of learning begins with. */
export function gradientsOfBatch(
  graph: NetworkGraph,
  { variables }: FlatParameters,
  inputs: Readonly<Record<'features' | 'moves' | 'weights' | 'returns', tf.Tensor>>,
  { count, valueWeight }: Pick<StepShape, 'count' | 'valueWeight'>,
): { gradients: tf.Tensor[]; losses: tf.Tensor } {
  const { tokens, vocabulary, tokenFeatures } = graph.shape;
  const losses = () => {
    const batch = {
      features: inputs.features as tf.Tensor2D,
      inputs: codeInputs(inputs.moves, tokens, vocabulary, tokenFeatures),
      moves: inputs.moves as tf.Tensor1D,
      weights: inputs.weights as tf.Tensor1D,
      returns: inputs.returns as tf.Tensor2D,
    };
    return graph.losses(batch, count);
  };
  return lossesWithGradients(variables, losses, valueWeight);
}
