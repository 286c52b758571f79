/** Entry point: coordinates one run, with a worker for each replica. */
import { expose } from 'comlink';
import { openGpu } from '../src/latency/gpu.ts';
import { connect } from '../src/session/connection.ts';
import { Coordinator, type SpawnReplica } from '../src/session/coordinator.ts';
import type { ReplicaFactory } from '../src/session/replica-factory.ts';

const spawn: SpawnReplica = async (config, backend, index) => {
  const worker = new Worker(new URL('./replica.worker.ts', import.meta.url), {
    type: 'module',
    name: `replica ${index}`,
  });
  const { remote, guard } = connect<ReplicaFactory>(worker, 'network worker');
  return { replica: await guard(remote.create(config, backend, index)), guard };
};

expose(
  new Coordinator(spawn, navigator.hardwareConcurrency, () =>
    openGpu((navigator as { gpu?: GPU }).gpu),
  ),
);
