/** What a browser has and Node lacks, for TensorFlow.js: the .wasm files, and WebGPU through Dawn. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BackendChoice, WasmPaths } from './backend.ts';

/** The folder of TensorFlow.js's .wasm files beside a bundle made by scripts/bundle-node.mjs. */
export function nodeWasmPaths(): WasmPaths {
  return join(dirname(fileURLToPath(import.meta.url)), 'wasm/');
}

/** Gives this thread a `navigator.gpu` where the `webgpu` package can be loaded and is wanted. */
export async function provideWebGpu(choice: BackendChoice): Promise<void> {
  if (choice !== 'auto' && choice !== 'webgpu') return;
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    const navigator = { userAgent: 'node', gpu: create([]) };
    Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  } catch (error) {
    if (choice === 'webgpu') {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`WebGPU cannot be used under Node here: ${reason}`);
    }
  }
}
