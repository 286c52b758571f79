import { proxy } from 'comlink';
import { connect } from './connection.ts';
import type { RunHost } from './run-host.ts';

/** A run's worker, for the page: the host's methods, which also reject when the worker dies. */
export interface RunClient extends RunHost {
  /** Ends the worker and with it its replicas, whatever they are doing. */
  close(): void;
}

/** Starts a training worker. */
export function spawnRunClient(): RunClient {
  const worker = new Worker(new URL('../../workers/trainer.worker.ts', import.meta.url), {
    type: 'module',
    name: 'trainer',
  });
  const { remote, guard, close } = connect<RunHost>(worker, 'training worker');
  return {
    start: (request, onEvents) => guard(remote.start(request, proxy(onEvents))),
    outcome: () => guard(remote.outcome()),
    pause: () => guard(remote.pause()),
    resume: () => guard(remote.resume()),
    stop: () => guard(remote.stop()),
    watch: (sink) => guard(remote.watch(sink === null ? null : proxy(sink))),
    checkpoint: () => guard(remote.checkpoint()),
    close,
  };
}
