/** What a browser has and Node lacks, for TensorFlow.js: the .wasm files, and WebGPU through Dawn. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BackendChoice, WasmPaths } from './backend.ts';

const WASM_PACKAGE = '@tensorflow/tfjs-backend-wasm';
const WASM_FILE = 'tfjs-backend-wasm-simd.wasm';

/**
 * The folder of TensorFlow.js's .wasm files: beside a bundle made by scripts/bundle-node.mjs, or,
 * when the sources run as they are (in tests), in the package.
 */
export function nodeWasmPaths(): WasmPaths {
  const beside = join(dirname(fileURLToPath(import.meta.url)), 'wasm/');
  if (existsSync(join(beside, WASM_FILE))) return beside;
  const installed = createRequire(import.meta.url).resolve(`${WASM_PACKAGE}/package.json`);
  return join(dirname(installed), 'wasm-out/');
}

/** Gives this thread a `navigator.gpu` where the `webgpu` package can be loaded and is wanted. */
export async function provideWebGpu(choice: BackendChoice): Promise<void> {
  if (choice !== 'auto' && choice !== 'webgpu') return;
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    // Rounded to 0.1 ms, as browsers do, timestamps would say nothing about single kernels.
    const gpu = create(['disable-dawn-features=timestamp_quantization']);
    const navigator = { userAgent: 'node', gpu };
    Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  } catch (error) {
    if (choice === 'webgpu') {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`WebGPU cannot be used under Node here: ${reason}`);
    }
  }
}
