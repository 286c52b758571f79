import { proxy } from 'comlink';
import type { HintAnswer, HintSolver } from '../../game/hints/hint.ts';
import { type Connection, connect } from '../connection.ts';
import type { HintHost } from './hint-host.ts';

/** Hints from a worker, which starts with the first request, and again after it has died. */
export function workerHints(): HintSolver {
  let connection: Connection<HintHost> | null = null;
  const open = () => {
    connection ??= connect<HintHost>(
      new Worker(new URL('../../../workers/hints.worker.ts', import.meta.url), {
        type: 'module',
        name: 'hints',
      }),
      'hint worker',
    );
    return connection;
  };
  return {
    solve: async (request, onProgress) => {
      const used = open();
      try {
        return await used.guard<HintAnswer>(used.remote.solve(request, proxy(onProgress)));
      } catch (error) {
        if (error instanceof Error && error.name === 'WorkerCrash') {
          used.close();
          if (connection === used) connection = null;
        }
        throw error;
      }
    },
    cancel: () => {
      connection?.remote.cancel().catch(() => {});
    },
  };
}
