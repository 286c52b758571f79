import { type Remote, wrap } from 'comlink';
import { Interruption } from '../training/interruption.ts';

/** A worker that is spoken to through Comlink, and word of its death. */
export interface Connection<T> {
  readonly remote: Remote<T>;
  /** Settles with what was asked, or rejects when the worker dies first: its calls would hang. */
  guard<R>(call: PromiseLike<R>): Promise<R>;
  close(): void;
}

/** A worker died; its message is one sentence. */
export class WorkerCrash extends Error {
  override readonly name = 'WorkerCrash';
}

/** A worker that starts with the first call, and again after it has died. */
export interface Revived<T> {
  ask<R>(call: (remote: Remote<T>) => PromiseLike<R>): Promise<R>;
  /** Null while none has been started. */
  readonly remote: Remote<T> | null;
}

/** @param role as for `connect` */
export function revived<T>(start: () => Worker, role: string): Revived<T> {
  let connection: Connection<T> | null = null;
  return {
    ask: async (call) => {
      connection ??= connect<T>(start(), role);
      const used = connection;
      try {
        return await used.guard(call(used.remote));
      } catch (error) {
        if (error instanceof Error && error.name === 'WorkerCrash') {
          used.close();
          if (connection === used) connection = null;
        }
        throw error;
      }
    },
    get remote() {
      return connection?.remote ?? null;
    },
  };
}

/** @param role of the worker in sentences: 'training worker' */
export function connect<T>(worker: Worker, role: string): Connection<T> {
  const crash = new Interruption();
  worker.addEventListener('error', (event) => {
    // A script that does not load gives an event without a message.
    const detail = event.message ? `: ${event.message.replace(/^Uncaught (Error: )?/, '')}` : '';
    crash.come(new WorkerCrash(`The ${role} stopped unexpectedly${detail}`));
  });
  worker.addEventListener('messageerror', () => {
    crash.come(new WorkerCrash(`The ${role} sent a message that could not be read`));
  });
  return {
    remote: wrap<T>(worker),
    guard: (call) => crash.guard(call),
    close: () => {
      worker.terminate();
      crash.come(new WorkerCrash(`The ${role} was ended`));
    },
  };
}
