/** Starts the replicas of a run in worker threads of Node. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import type { BackendChoice } from '../network/backend.ts';
import type { RunConfig } from '../training/config.ts';
import type { Replica } from '../training/replica.ts';
import { READY, type ReplicaWorkerData } from './replica-worker.ts';

export interface HostedReplicas {
  readonly replicas: readonly Replica[];
  /** Rejects when a worker dies; never resolves. */
  readonly failure: Promise<never>;
  close(): Promise<void>;
}

/** @throws Error with one sentence when the backend cannot be had */
export async function hostReplicas(
  config: RunConfig,
  backend: BackendChoice,
  count: number,
): Promise<HostedReplicas> {
  const workers = Array.from({ length: count }, (_, index) => {
    const data: ReplicaWorkerData = { config, backend, index };
    return new Worker(join(fileURLToPath(new URL('.', import.meta.url)), 'replica-worker.cjs'), {
      workerData: data,
    });
  });
  const failure = new Promise<never>((_, reject) => {
    for (const worker of workers) worker.once('error', reject);
  });
  // Somebody may be listening only later.
  failure.catch(() => {});
  const ready = workers.map(
    (worker) =>
      new Promise<void>((resolve) => {
        worker.on('message', (message: unknown) => {
          if (message === READY) resolve();
        });
      }),
  );
  await Promise.race([Promise.all(ready), failure]);
  return {
    replicas: workers.map((worker) => wrap<Replica>(nodeEndpoint(worker)) as unknown as Replica),
    failure,
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
