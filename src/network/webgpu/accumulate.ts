import type * as tf from '@tensorflow/tfjs-core';
import { capture, type Plan, pack, runKernel } from '../../replay/index.ts';
import type { NetworkGraph } from '../graph.ts';
import { adamWStep, SETTINGS } from './adamw.ts';
import type { FlatParameters } from './flat-parameters.ts';
import { BUILTINS, GROUP_INDEX, spread } from './kernels.ts';
import { batchSpecs, gradientsOfBatch, type Moments, type StepShape } from './plans.ts';

export type PartPlan = Plan<'features' | 'moves' | 'weights' | 'returns' | 'share', 'losses'>;
export type UpdatePlan = Plan<'settings', 'norm'>;

/** What a part of a batch is told besides its rows. */
export interface Share {
  /** Of the batch's states. */
  readonly share: number;
  /** The sum begins with this part. */
  readonly first: boolean;
}

export function shareVector({ share, first }: Share): Float32Array {
  return Float32Array.of(share, first ? 0 : 1, 0, 0);
}

/**
 * Captures the gradient of a part of a batch, added to `sum` with the part's share. Reads back the
 * part's policy and value loss [2].
 * @param sum a vector like that of the parameters
 */
export function capturePart(
  graph: NetworkGraph,
  parameters: FlatParameters,
  sum: tf.Tensor1D,
  shape: StepShape,
): Promise<PartPlan> {
  return capture({ ...batchSpecs(graph, shape), share: { shape: [4] } }, (inputs) => {
    const { gradients, losses } = gradientsOfBatch(graph, parameters, inputs, shape);
    accumulate(sum, pack(gradients).tensor, inputs.share);
    return { losses };
  });
}

/** Captures clipping and AdamW with the gradient in `sum`. Reads back its norm [1]. */
export function captureUpdate(
  parameters: FlatParameters,
  moments: Moments,
  sum: tf.Tensor1D,
): Promise<UpdatePlan> {
  return capture({ settings: { shape: [SETTINGS] } }, ({ settings }) => ({
    norm: adamWStep({ parameters: parameters.all, gradient: sum, ...moments }, settings),
  }));
}

const THREADS = 256;

/** sum ← share · gradient, plus sum itself unless this part is the first. */
function accumulate(sum: tf.Tensor1D, gradient: tf.Tensor1D, share: tf.Tensor): void {
  const quads = (name: string, tensor: tf.Tensor) => ({ name, type: 'vec4<f32>', tensor });
  const words = sum.size / 4;
  runKernel({
    label: 'sum of gradients',
    // What was in the sum is not multiplied by zero: it may be no number.
    code: `
@compute @workgroup_size(${THREADS})
fn main(${BUILTINS}) {
  let i = (${GROUP_INDEX}) * ${THREADS}u + local;
  if (i >= ${words}u) { return; }
  let part = share[0].x * gradient[i];
  sum[i] = select(part, sum[i] + part, share[0].y > 0.0);
}`,
    outputs: [],
    changes: [quads('sum', sum)],
    inputs: [quads('gradient', gradient), quads('share', share)],
    workgroups: spread(Math.ceil(words / THREADS)),
  });
}
