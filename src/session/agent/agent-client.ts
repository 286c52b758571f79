import { proxy } from 'comlink';
import { type Connection, connect } from '../connection.ts';
import type { AgentHost } from './agent-host.ts';

/** A trained agent in a worker, which starts with the first call, and again after it has died. */
export function workerAgent(): AgentHost {
  let connection: Connection<AgentHost> | null = null;
  const ask = async <R>(call: (remote: Connection<AgentHost>['remote']) => PromiseLike<R>) => {
    connection ??= connect<AgentHost>(
      new Worker(new URL('../../../workers/agent.worker.ts', import.meta.url), {
        type: 'module',
        name: 'agent',
      }),
      'agent worker',
    );
    const used = connection;
    try {
      return await used.guard<R>(call(used.remote));
    } catch (error) {
      if (error instanceof Error && error.name === 'WorkerCrash') {
        used.close();
        if (connection === used) connection = null;
      }
      throw error;
    }
  };
  return {
    load: (file, backend) => ask((remote) => remote.load(file, backend)),
    suggest: (position, seed) => ask((remote) => remote.suggest(position, seed)),
    finish: (request, onProgress) => ask((remote) => remote.finish(request, proxy(onProgress))),
    cancel: async () => {
      await connection?.remote.cancel();
    },
  };
}
