/** Entry point: one network on a device of its own, with the games it plays. */

import plain from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import { expose, proxy } from 'comlink';
import type { ReplicaFactory } from '../src/session/replica-factory.ts';
import { LocalReplica } from '../src/training/local-replica.ts';

const wasmPaths = {
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threaded,
};

const factory: ReplicaFactory = {
  create: async (config, backend, index) =>
    proxy(await LocalReplica.create(config, backend, index, wasmPaths)),
};

expose(factory);
