import { proxy, type Remote } from 'comlink';
import { type Connection, connect } from '../connection.ts';
import type { JobRunner } from './jobs.ts';

/** Jobs in a worker, which starts with the first one, and again after it has died. */
export function workerJobs(): JobRunner {
  let connection: Connection<JobRunner> | null = null;
  const open = () => {
    connection ??= connect<JobRunner>(
      new Worker(new URL('../../../workers/library.worker.ts', import.meta.url), {
        type: 'module',
        name: 'library',
      }),
      'library’s worker',
    );
    return connection;
  };
  const use = async <R>(action: (remote: Remote<JobRunner>) => PromiseLike<R>): Promise<R> => {
    const used = open();
    try {
      return await used.guard(action(used.remote));
    } catch (error) {
      if (error instanceof Error && error.name === 'WorkerCrash') {
        used.close();
        if (connection === used) connection = null;
      }
      throw error;
    }
  };
  return {
    read: (id, given, report) => use((remote) => remote.read(id, given, proxy(report))),
    export: (id, given, report) => use((remote) => remote.export(id, given, proxy(report))),
    facts: (id, given, report) => use((remote) => remote.facts(id, given, proxy(report))),
    plan: (id, given, report) => use((remote) => remote.plan(id, given, proxy(report))),
    build: (id, given, report) => use((remote) => remote.build(id, given, proxy(report))),
    reduce: (id, given, report) => use((remote) => remote.reduce(id, given, proxy(report))),
    vary: (id, given, report) => use((remote) => remote.vary(id, given, proxy(report))),
    lift: (id, given, report) => use((remote) => remote.lift(id, given, proxy(report))),
    stop: (id) => {
      connection?.remote.stop(id).catch(() => {});
    },
  };
}
