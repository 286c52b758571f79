/**
 * A search with flips in a thread of Node, started from the file of its own program: whoever uses it
 * first asks `isSearchThread`, and leaves the thread to `hostSearch`.
 */
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Round, Search, type SearchConfig } from '../../flips/search.ts';
import type { Searcher } from '../../flips/team.ts';
import type { Scheme } from '../../flips/walker.ts';
import { Interruption } from '../../training/interruption.ts';

interface SearchThread {
  readonly search: SearchConfig;
  readonly stream: number;
}

export function isSearchThread(): boolean {
  return !isMainThread && typeof workerData === 'object' && 'search' in workerData;
}

/** Answers every message, schemes that others found, with a round. */
export function hostSearch(): void {
  const { search: config, stream } = workerData as SearchThread;
  let search: Search | undefined;
  parentPort!.on('message', (brought: readonly Scheme[]) => {
    // Its beginning may take seconds for large products: the first round pays for it.
    search ??= new Search(config, stream);
    parentPort!.postMessage(search.round(brought));
  });
}

export interface HostedSearch extends Searcher {
  close(): Promise<unknown>;
}

/** Starts the thread; a round rejects when it dies. */
export function searchThread(search: SearchConfig, stream: number): HostedSearch {
  const worker = new Worker(fileURLToPath(import.meta.url), {
    workerData: { search, stream } satisfies SearchThread,
  });
  const failure = new Interruption();
  worker.once('error', (error) => failure.come(error));
  worker.once('exit', (code) => {
    failure.come(new Error(`A search thread ended with status ${code}`));
  });
  return {
    round: (brought) => {
      const answer = new Promise<Round>((resolve) => {
        worker.once('message', resolve);
      });
      worker.postMessage(brought);
      return failure.guard(answer);
    },
    close: () => worker.terminate(),
  };
}
