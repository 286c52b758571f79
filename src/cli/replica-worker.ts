/** A worker thread of Node that hosts one replica: the counterpart of workers/replica.worker.ts. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import type { BackendChoice } from '../network/backend.ts';
import { nodeWasmPaths, provideWebGpu } from '../network/node-backend.ts';
import type { RunConfig } from '../training/config.ts';
import { LocalReplica } from '../training/local-replica.ts';

export interface ReplicaWorkerData {
  readonly config: RunConfig;
  readonly backend: BackendChoice;
  readonly index: number;
}

/** Sent when the replica can be called; a failure before that ends the worker with its error. */
export const READY = 'ready';

async function host(): Promise<void> {
  const { config, backend, index } = workerData as ReplicaWorkerData;
  if (parentPort === null) throw new Error('replica-worker must run in a worker thread');
  await provideWebGpu(backend);
  const replica = await LocalReplica.create(config, backend, index, nodeWasmPaths());
  expose(replica, nodeEndpoint(parentPort));
  parentPort.postMessage(READY);
}

// Other threads of the program may run this file as a part of it.
if (!isMainThread && 'backend' in workerData) {
  host().catch((error: unknown) => {
    // An exception thrown outside the promise reaches the parent's `error` listener.
    setImmediate(() => {
      throw error;
    });
  });
}
