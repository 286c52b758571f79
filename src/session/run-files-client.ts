import { connect } from './connection.ts';
import type { RunFilesHost } from './run-files-host.ts';

/** Files of runs in a worker that lives as long as a question takes. */
export const runFilesInWorker: RunFilesHost = {
  make: (checkpoint, kind) => asked((remote) => remote.make(checkpoint, kind)),
  read: (file, identity) => asked((remote) => remote.read(file, identity)),
};

async function asked<R>(question: (remote: RunFilesHost) => Promise<R>): Promise<R> {
  const worker = new Worker(new URL('../../workers/run-files.worker.ts', import.meta.url), {
    type: 'module',
    name: 'run files',
  });
  const { remote, guard, close } = connect<RunFilesHost>(worker, 'worker that reads files');
  try {
    return await guard(question(remote as unknown as RunFilesHost));
  } finally {
    close();
  }
}
