import * as tf from '@tensorflow/tfjs-core';

/** Names under which `src/network/wasm` and `src/network/webgpu` register their kernels. */
export const kernelNames = {
  dense: 'TensorGameDense',
  denseGradientX: 'TensorGameDenseGradientX',
  denseGradientW: 'TensorGameDenseGradientW',
  denseOfNorm: 'TensorGameDenseOfNorm',
  denseOfNormGradient: 'TensorGameDenseOfNormGradient',
  denseOfPairNorm: 'TensorGameDenseOfPairNorm',
  denseOfPairNormGradient: 'TensorGameDenseOfPairNormGradient',
  perceptron: 'TensorGamePerceptron',
  perceptronGradient: 'TensorGamePerceptronGradient',
  perceptronPair: 'TensorGamePerceptronPair',
  perceptronPairGradient: 'TensorGamePerceptronPairGradient',
  layerNorm: 'TensorGameLayerNorm',
  layerNormGradient: 'TensorGameLayerNormGradient',
  layerNormOfGrids: 'TensorGameLayerNormOfGrids',
  layerNormOfGridsGradient: 'TensorGameLayerNormOfGridsGradient',
  attention: 'TensorGameAttention',
  attentionGradient: 'TensorGameAttentionGradient',
  alignPair: 'TensorGameAlignPair',
  splitPair: 'TensorGameSplitPair',
  firstRows: 'TensorGameFirstRows',
  firstRowsGradient: 'TensorGameFirstRowsGradient',
  embedGrids: 'TensorGameEmbedGrids',
  embedGridsGradient: 'TensorGameEmbedGridsGradient',
  pickLogProbability: 'TensorGamePickLogProbability',
  pickLogProbabilityGradient: 'TensorGamePickLogProbabilityGradient',
  quantileLoss: 'TensorGameQuantileLoss',
} as const;

export type KernelName = (typeof kernelNames)[keyof typeof kernelNames];

/** What the operations pass to their kernels besides tensors. */
export interface KernelAttributes {
  readonly relu?: boolean;
  readonly groups?: number;
  readonly heads?: number;
  readonly causal?: boolean;
  readonly size?: number;
  readonly count?: number;
}

let plainForced = false;

/** For tests and benchmarks: run the plain TensorFlow.js composition even where a kernel exists. */
export function forcePlain(forced: boolean): void {
  plainForced = forced;
}

/** Whether the active backend has our own kernel of this name. */
export function hasKernel(name: KernelName): boolean {
  return !plainForced && tf.getKernel(name, tf.getBackend()) !== undefined;
}

/** Runs one of our kernels. */
export function runKernel(
  name: KernelName,
  inputs: tf.NamedTensorMap,
  attributes: Record<string, number | boolean> = {},
): tf.Tensor[] {
  const outputs = tf.engine().runKernel<tf.Tensor | tf.Tensor[]>(name, inputs, attributes);
  return Array.isArray(outputs) ? outputs : [outputs];
}
