import { proxy } from 'comlink';
import { revived } from '../connection.ts';
import type { JobRunner } from './jobs.ts';

/** Jobs in a worker, which starts with the first one, and again after it has died. */
export function workerJobs(): JobRunner {
  const worker = revived<JobRunner>(
    () =>
      new Worker(new URL('../../../workers/library.worker.ts', import.meta.url), {
        type: 'module',
        name: 'library',
      }),
    'library’s worker',
  );
  const { ask } = worker;
  return {
    read: (id, given, report) => ask((remote) => remote.read(id, given, proxy(report))),
    export: (id, given, report) => ask((remote) => remote.export(id, given, proxy(report))),
    facts: (id, given, report) => ask((remote) => remote.facts(id, given, proxy(report))),
    plan: (id, given, report) => ask((remote) => remote.plan(id, given, proxy(report))),
    build: (id, given, report) => ask((remote) => remote.build(id, given, proxy(report))),
    reduce: (id, given, report) => ask((remote) => remote.reduce(id, given, proxy(report))),
    vary: (id, given, report) => ask((remote) => remote.vary(id, given, proxy(report))),
    lift: (id, given, report) => ask((remote) => remote.lift(id, given, proxy(report))),
    stop: (id) => {
      worker.remote?.stop(id).catch(() => {});
    },
  };
}
