/**
 * What a soak puts before the app's training workers when it builds them: it answers, between two
 * tasks of the worker, what is held there.
 */
import { countGpuBuffers } from './gpu-buffers.ts';
import { CHANNEL, type Held } from './held.ts';

/** What the probe reads of TensorFlow.js, without making a worker load it. */
interface Engine {
  readonly state: { readonly numTensors: number; readonly numBytes: number };
  readonly backendInstance?: { readonly wasm?: { readonly asm?: { readonly memory?: unknown } } };
}

const gpu = countGpuBuffers();
const channel = new BroadcastChannel(CHANNEL);
// One network, whatever the machine: what it holds is compared with what was estimated for one.
Object.defineProperty(navigator, 'hardwareConcurrency', { value: 1 });

channel.onmessage = ({ data }) => {
  if (data === 'ask') channel.postMessage(held());
};

function held(): Held {
  const { _tfengine: engine } = globalThis as { _tfengine?: Engine };
  const memory = engine?.backendInstance?.wasm?.asm?.memory;
  const { count, bytes } = gpu();
  return {
    worker: self.name,
    tensors: engine?.state.numTensors ?? 0,
    tensorBytes: engine?.state.numBytes ?? 0,
    wasmBytes: memory instanceof WebAssembly.Memory ? memory.buffer.byteLength : 0,
    gpuBuffers: count,
    gpuBytes: bytes,
  };
}
