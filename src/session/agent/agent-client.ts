import { proxy } from 'comlink';
import { revived } from '../connection.ts';
import type { AgentHost } from './agent-host.ts';

/** A trained agent in a worker, which starts with the first call, and again after it has died. */
export function workerAgent(): AgentHost {
  const worker = revived<AgentHost>(
    () =>
      new Worker(new URL('../../../workers/agent.worker.ts', import.meta.url), {
        type: 'module',
        name: 'agent',
      }),
    'agent worker',
  );
  return {
    load: (file, backend) => worker.ask((remote) => remote.load(file, backend)),
    suggest: (position, seed) => worker.ask((remote) => remote.suggest(position, seed)),
    finish: (request, onProgress) =>
      worker.ask((remote) => remote.finish(request, proxy(onProgress))),
    cancel: async () => {
      await worker.remote?.cancel();
    },
  };
}
