/** WebGPU for tests: Dawn under Node, on a GPU or on the software driver of Debian's Chromium. */
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';

const CHROMIUM = '/usr/lib/chromium';
const DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`;
const LOADER = `${CHROMIUM}/libvulkan.so.1`;
/** Keeps a library loaded although Node finds no module in it. */
const RTLD_NODELETE = 0x1000;

/** The Vulkan driver that the environment names. */
function chosenDriver(): string | undefined {
  const { VK_ICD_FILENAMES } = process.env;
  return VK_ICD_FILENAMES;
}

/** Why the tests of WebGPU cannot run here; null where they can. */
export function webGpuMissing(): string | null {
  if (chosenDriver() || existsSync(DRIVER)) return null;
  return `no software Vulkan driver: ${DRIVER} comes with Debian's package chromium`;
}

/** Says once, in the tests' output, why they are skipped. */
export function skipWithoutWebGpu(): boolean {
  const reason = webGpuMissing();
  if (reason !== null) console.warn(`Tests of WebGPU skipped: ${reason}`);
  return reason !== null;
}

/** Gives this process a `navigator.gpu`. */
export async function provideTestGpu(): Promise<void> {
  if (!chosenDriver()) {
    Object.assign(process.env, { VK_ICD_FILENAMES: DRIVER });
    try {
      // Dawn asks the system for libvulkan.so.1; one that is loaded already is found by its name.
      const flags = constants.dlopen.RTLD_NOW | constants.dlopen.RTLD_GLOBAL | RTLD_NODELETE;
      process.dlopen({ exports: {} }, LOADER, flags);
    } catch {
      // It is loaded, and is no module of Node: that is what was wanted.
    }
  }
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const navigator = { userAgent: 'node', gpu: create([]) };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
}

let loaded = false;

/** Starts the webgpu backend of TensorFlow.js, anew when one was removed. */
export async function startTestGpu(): Promise<void> {
  if (!loaded) {
    await provideTestGpu();
    await import('@tensorflow/tfjs-core/dist/register_all_gradients.js');
    await import('@tensorflow/tfjs-backend-webgpu');
    loaded = true;
  }
  await tf.setBackend('webgpu');
  await tf.ready();
  if (tf.getBackend() !== 'webgpu') throw new Error('The webgpu backend did not start');
}
