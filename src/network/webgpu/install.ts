import * as tf from '@tensorflow/tfjs-core';
import { attentionKernels } from './attention.ts';
import { denseKernels } from './dense.ts';
import { denseOfNormKernels } from './dense-of-norm.ts';
import { embedKernels } from './embed.ts';
import { firstRowsKernels } from './first-rows.ts';
import type { FusedKernel } from './kernels.ts';
import { layerNormKernels } from './layer-norm.ts';
import { pairKernels } from './pair.ts';
import { perceptronKernels } from './perceptron.ts';
import { pickKernels } from './pick.ts';
import { quantileLossKernels } from './quantile-loss.ts';

const kernels: readonly FusedKernel[] = [
  ...denseKernels,
  ...denseOfNormKernels,
  ...layerNormKernels,
  ...attentionKernels,
  ...perceptronKernels,
  ...pairKernels,
  ...embedKernels,
  ...firstRowsKernels,
  ...pickKernels,
  ...quantileLossKernels,
];

/** Registers our own kernels for TensorFlow.js's webgpu backend. */
export function installWebGpuKernels(): void {
  for (const { name, run } of kernels) {
    if (tf.getKernel(name, 'webgpu')) continue;
    tf.registerKernel({
      kernelName: name,
      backendName: 'webgpu',
      kernelFunc: ({ inputs, attrs }) =>
        // Inputs that an operation leaves out are absent, not undefined as the type allows.
        run(inputs as Record<string, tf.TensorInfo>, { ...attrs }),
    });
  }
}
