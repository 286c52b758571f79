// Before its gradients, which read flags that only the package's own beginning defines.
import '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { findAdapter } from './adapter.ts';
import { installFusedKernels } from './wasm/install.ts';

export type BackendName = 'webgpu' | 'wasm' | 'cpu';
export type BackendChoice = 'auto' | BackendName;

/** Where the .wasm files of TensorFlow.js lie: a folder (with its last slash) or a URL per file. */
export type WasmPaths = string | Readonly<Record<string, string>>;

export interface Backend {
  readonly name: BackendName;
  /** The adapter or the instruction set, in words. */
  readonly description: string;
}

/** Once it runs, TensorFlow.js refuses to be told again where its .wasm files lie. */
let wasmStarted = false;

/**
 * Starts a TensorFlow.js backend in this thread, or goes back to one that was started before.
 * `auto` takes WebGPU where a real GPU answers, WebAssembly where there is none or only a software
 * adapter, plain JavaScript last.
 * @param attempts to find an adapter
 * @throws Error with one sentence when the backend that was asked for cannot be had
 */
export async function startBackend(
  choice: BackendChoice,
  wasmPaths: WasmPaths,
  attempts?: number,
): Promise<Backend> {
  if (choice === 'webgpu' || choice === 'auto') {
    const adapter = await findAdapter(attempts);
    if (adapter !== null && (choice === 'webgpu' || !adapter.software)) {
      await import('@tensorflow/tfjs-backend-webgpu');
      if (await activate('webgpu')) {
        (await import('./webgpu/install.ts')).installWebGpuKernels();
        return { name: 'webgpu', description: `WebGPU on ${adapter.description}` };
      }
    }
    if (choice === 'webgpu') {
      throw new Error(
        'WebGPU cannot be used here: no adapter answered; choose the wasm backend, or a browser with WebGPU',
      );
    }
  }
  if (choice === 'wasm' || choice === 'auto') {
    if (!wasmStarted) {
      // Several workers with a network each use the cores better than threads inside one product.
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      if (typeof wasmPaths === 'string') setWasmPaths(wasmPaths);
      else setWasmPaths({ ...wasmPaths });
    }
    if (await activate('wasm')) {
      wasmStarted = true;
      const fused = await installFusedKernels();
      return {
        name: 'wasm',
        description: fused ? 'WebAssembly, SIMD, fused kernels' : 'WebAssembly',
      };
    }
    if (choice === 'wasm') {
      throw new Error(
        'WebAssembly could not be started: its .wasm file did not load; reload the page',
      );
    }
  }
  if (!(await activate('cpu'))) throw new Error('TensorFlow.js found no backend that works here');
  return { name: 'cpu', description: 'plain JavaScript' };
}

/**
 * Starts a backend in the place of one on WebGPU whose device was lost; as `startBackend`, with more
 * patience for the driver to come back.
 */
export async function restartBackend(
  choice: BackendChoice,
  wasmPaths: WasmPaths,
): Promise<Backend> {
  const factory = tf.findBackendFactory('webgpu');
  // Null where it was never imported, though its type does not say so.
  if (factory) {
    // It would keep its device for good: only a backend that is registered anew asks for another.
    tf.removeBackend('webgpu');
    tf.registerBackend('webgpu', factory, WEBGPU_PRIORITY);
  }
  return startBackend(choice, wasmPaths, PATIENT_ATTEMPTS);
}

/** As TensorFlow.js registers it. */
const WEBGPU_PRIORITY = 3;

/** For an adapter, 0.4 s apart: a driver that was reset takes seconds to come back. */
const PATIENT_ATTEMPTS = 25;

/** TensorFlow.js falls back silently when a backend fails: only its name afterwards tells. */
async function activate(name: BackendName): Promise<boolean> {
  try {
    await tf.setBackend(name);
    await tf.ready();
  } catch {
    return false;
  }
  return tf.getBackend() === name;
}
