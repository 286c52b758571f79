/** The workers of the tree screen, as the page sees them. */
import { proxy, transfer } from 'comlink';
import type { RecordRows } from '../../search/record/tree-record.ts';
import { connect } from '../connection.ts';
import type { Layout, LayoutRequest } from './layout.ts';
import type { EvaluatorChoice, SearchHost } from './search-host.ts';

/** A search in a worker: its methods also reject when the worker dies. */
export interface SearchClient extends SearchHost {
  close(): void;
}

/** A worker for the search; TensorFlow.js is fetched only where an agent is to be asked. */
export function spawnSearch(evaluator: EvaluatorChoice['kind']): SearchClient {
  const worker =
    evaluator === 'network'
      ? new Worker(new URL('../../../workers/tree-agent.worker.ts', import.meta.url), {
          type: 'module',
          name: 'tree search with an agent',
        })
      : new Worker(new URL('../../../workers/tree.worker.ts', import.meta.url), {
          type: 'module',
          name: 'tree search',
        });
  const { remote, guard, close } = connect<SearchHost>(worker, 'search worker');
  return {
    open: (request) => guard(remote.open(request)),
    memoryBytes: () => guard(remote.memoryBytes()),
    run: (count, aim, onRows: (rows: RecordRows) => unknown) =>
      guard(remote.run(count, aim, proxy(onRows))),
    stop: () => {
      remote.stop().catch(() => {});
    },
    force: (node, move) => guard(remote.force(node, move)),
    close,
  };
}

interface LayoutHost {
  layout(request: LayoutRequest): Layout;
}

export interface LayoutClient {
  layout(request: LayoutRequest): Promise<Layout>;
  close(): void;
}

export function spawnLayout(): LayoutClient {
  const { remote, guard, close } = connect<LayoutHost>(
    new Worker(new URL('../../../workers/tree-layout.worker.ts', import.meta.url), {
      type: 'module',
      name: 'tree layout',
    }),
    'layout worker',
  );
  return {
    layout: (request) => {
      const { parent, size, weight } = request;
      const sent = transfer(request, [parent.buffer, size.buffer, weight.buffer]);
      return guard<Layout>(remote.layout(sent));
    },
    close,
  };
}
