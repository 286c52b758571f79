import * as tf from '@tensorflow/tfjs-core';
import { attentionKernels } from './attention.ts';
import { denseKernels } from './dense.ts';
import { Host, type WasmBackend } from './host.ts';
import { instantiateKernels } from './kernel-module.ts';
import { layerNormKernels } from './layer-norm.ts';
import { pairKernels } from './pair.ts';
import { pickKernels } from './pick.ts';

const kernels = [
  ...denseKernels,
  ...layerNormKernels,
  ...attentionKernels,
  ...pairKernels,
  ...pickKernels,
];

/**
 * Registers our own kernels for TensorFlow.js's wasm backend, which must be the active one.
 *
 * They run inside that backend's memory, through members it does not document (`wasm.asm.memory`,
 * `dataIdMap`, `makeOutput`). Delete when TensorFlow.js multiplies transposed matrices fast on wasm
 * and has fused layer norm and attention, or when it offers a way to add wasm kernels.
 *
 * @returns false, leaving the plain operations in use, without SIMD or access to the memory: the
 *   build of the backend with threads does not export it
 */
export async function installFusedKernels(): Promise<boolean> {
  if (tf.getBackend() !== 'wasm') return false;
  const backend = tf.backend() as unknown as WasmBackend;
  const memory = backend.wasm.asm?.memory;
  if (!(memory instanceof WebAssembly.Memory)) return false;
  let host: Host;
  try {
    host = new Host(await instantiateKernels(memory), backend);
  } catch {
    return false;
  }
  for (const { name, run } of kernels) {
    // A backend started anew has another memory.
    if (tf.getKernel(name, 'wasm')) tf.unregisterKernel(name, 'wasm');
    tf.registerKernel({
      kernelName: name,
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs }) =>
        // Inputs that an operation leaves out are absent, not undefined as the type allows.
        run(host, inputs as Record<string, tf.TensorInfo>, { ...attrs }),
    });
  }
  return true;
}
