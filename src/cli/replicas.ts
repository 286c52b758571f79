/** Starts the replicas of a run in worker threads of Node. */
import { availableParallelism } from 'node:os';
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

/** On WebAssembly a device is a core; beyond four, waiting for the slowest outweighs the rest. */
const MOST_BY_ITSELF = 4;

/**
 * @param count null: one a core on a CPU, one on a GPU
 * @throws Error with one sentence when the backend cannot be had
 */
export async function hostReplicas(
  config: RunConfig,
  backend: BackendChoice,
  count: number | null,
): Promise<HostedReplicas> {
  const hosts: Host[] = [];
  let onGpu = false;
  const close = async () => {
    // A device that still answers must not find its thread gone.
    if (onGpu) await Promise.race([disposeAll(hosts), pause(PATIENCE_MS)]);
    await Promise.all(hosts.map(({ worker }) => worker.terminate()));
  };
  try {
    const first = new Host({ config, backend, index: 0 });
    hosts.push(first);
    const replica = await first.ready;
    const { name } = await replica.backend();
    onGpu = name === 'webgpu';
    const all = count ?? (name === 'webgpu' ? 1 : Math.min(MOST_BY_ITSELF, availableParallelism()));
    for (let index = 1; index < all; index++) {
      hosts.push(new Host({ config, backend: name, index }));
    }
    const replicas = await Promise.all(hosts.map(({ ready }) => ready));
    const failure = Promise.race(hosts.map((host) => host.failure));
    // Somebody may be listening only later.
    failure.catch(() => {});
    return { replicas, failure, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Milliseconds that a device has to come to an end; a software adapter may be compiling for long. */
const PATIENCE_MS = 120_000;

async function disposeAll(hosts: readonly Host[]): Promise<void> {
  await Promise.allSettled(
    hosts.map(async ({ ready, failure }) =>
      Promise.race([ready.then((replica) => replica.dispose()), failure]),
    ),
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    // It keeps no process from ending.
    setTimeout(resolve, milliseconds).unref();
  });
}

/** A worker thread and the replica in it. */
class Host {
  readonly worker: Worker;
  readonly ready: Promise<Replica>;
  /** Rejects when the worker dies; never resolves. */
  readonly failure: Promise<never>;

  constructor(workerData: ReplicaWorkerData) {
    const folder = fileURLToPath(new URL('.', import.meta.url));
    const worker = new Worker(join(folder, 'replica-worker.cjs'), { workerData });
    this.worker = worker;
    this.failure = new Promise((_, reject) => {
      worker.once('error', reject);
    });
    const ready = new Promise<Replica>((resolve) => {
      worker.on('message', (message: unknown) => {
        // Comlink's endpoint is typed for a worker of the page; a remote has the replica's methods.
        if (message === READY) resolve(wrap<Replica>(nodeEndpoint(worker)) as unknown as Replica);
      });
    });
    this.ready = Promise.race([ready, this.failure]);
    this.failure.catch(() => {});
    this.ready.catch(() => {});
  }
}
