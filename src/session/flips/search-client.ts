import type { Algorithm } from '../../algorithm/algorithm.ts';
import type { Round, SearchConfig, SearchState } from '../../flips/search.ts';
import type { Scheme } from '../../flips/walker.ts';
import type { Size } from '../../tensor/size.ts';
import type { Term } from '../../tensor/term.ts';
import { connect } from '../connection.ts';
import type { GpuTold, SearchHost } from './search-host.ts';

/** A search in a worker; every call rejects with one sentence when the worker dies. */
export interface HostedSearch {
  open(config: SearchConfig, stream: number, state: SearchState | null): Promise<void>;
  /** Opens it on the GPU; null where none makes it pay. */
  openGpu(config: SearchConfig, state: SearchState | null): Promise<GpuTold | null>;
  round(brought: readonly Scheme[]): Promise<Round>;
  state(): Promise<SearchState>;
  lift(size: Size, terms: readonly Term[]): Promise<Algorithm | null>;
  close(): void;
}

export function workerSearch(): HostedSearch {
  const { remote, guard, close } = connect<SearchHost>(
    new Worker(new URL('../../../workers/flips.worker.ts', import.meta.url), {
      type: 'module',
      name: 'flips',
    }),
    'search worker',
  );
  return {
    open: (config, stream, state) => guard(remote.open(config, stream, state)),
    openGpu: (config, state) => guard<GpuTold | null>(remote.openGpu(config, state)),
    round: (brought) => guard<Round>(remote.round(brought)),
    state: () => guard<SearchState>(remote.state()),
    lift: (size, terms) => guard<Algorithm | null>(remote.lift(size, terms)),
    close,
  };
}
