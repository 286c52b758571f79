/** One look at a run: everything that could grow. */
import { readFile } from 'node:fs/promises';
import type { CDPSession, Page } from '@playwright/test';
import { CHANNEL, type Held } from './held.ts';

export interface Sample {
  readonly minutes: number;
  readonly steps: number;
  readonly games: number;
  /** Positions of played games. */
  readonly experience: number;
  /** What the run itself reports at its checkpoints: tensors, plans and search trees. */
  readonly reported_bytes: number;
  readonly tensors: number;
  readonly tensor_bytes: number;
  readonly wasm_bytes: number;
  readonly gpu_buffers: number;
  readonly gpu_bytes: number;
  /** JavaScript's memory after a garbage collection, of the page and of all workers. */
  readonly page_bytes: number;
  readonly workers_bytes: number;
  /** Resident memory of the processes, of which the second holds a software GPU's buffers. */
  readonly renderer_rss: number;
  readonly gpu_process_rss: number;
  readonly dom_nodes: number;
  readonly listeners: number;
}

export type Column = Exclude<keyof Sample, 'minutes'>;

/** The trainer's worker, and that of its one replica. */
const WORKERS = 2;
/** Milliseconds for them to come to the end of a task and answer. */
const PATIENCE_MS = 20_000;

export async function takeSample(
  page: Page,
  sessions: { readonly page: CDPSession; readonly browser: CDPSession },
  minutes: number,
): Promise<Sample> {
  const expected = minutes === 0 ? 0 : WORKERS;
  const inPage = await page.evaluate(lookInPage, {
    channel: CHANNEL,
    patience: PATIENCE_MS,
    workers: WORKERS,
  });
  const { metrics } = await sessions.page.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  const { processInfo } = await sessions.browser.send('SystemInfo.getProcessInfo');
  const rss = async (type: string) => {
    const all = processInfo.filter((process) => process.type === type);
    return Math.max(0, ...(await Promise.all(all.map(({ id }) => residentBytes(id)))));
  };
  // A worker that did not answer in time is not one that holds nothing.
  const sum = (of: (held: Held) => number) =>
    inPage.held.length < expected
      ? Number.NaN
      : inPage.held.reduce((total, held) => total + of(held), 0);
  return {
    minutes,
    steps: inPage.steps,
    games: inPage.games,
    experience: inPage.experience,
    reported_bytes: inPage.reported,
    tensors: sum(({ tensors }) => tensors),
    tensor_bytes: sum(({ tensorBytes }) => tensorBytes),
    wasm_bytes: sum(({ wasmBytes }) => wasmBytes),
    gpu_buffers: sum(({ gpuBuffers }) => gpuBuffers),
    gpu_bytes: sum(({ gpuBytes }) => gpuBytes),
    page_bytes: inPage.pageBytes,
    workers_bytes: inPage.workersBytes,
    renderer_rss: await rss('renderer'),
    gpu_process_rss: await rss('GPU'),
    dom_nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
  };
}

/** 0 where there is no such process any more, or no /proc. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
}

interface Asked {
  readonly channel: string;
  readonly patience: number;
  readonly workers: number;
}

/** Runs in the page, so it may use nothing from around it. */
async function lookInPage({ channel, patience, workers }: Asked) {
  const fact = (name: string): number => {
    const item = [...document.querySelectorAll('dl.facts > div')].find(
      (div) => div.querySelector('dt')?.textContent === name,
    );
    return Number.parseInt((item?.querySelector('dd')?.textContent ?? '0').replaceAll(',', ''), 10);
  };
  const answers = new Promise<Held[]>((resolve) => {
    const held: Held[] = [];
    const asking = new BroadcastChannel(channel);
    const done = () => {
      asking.close();
      resolve(held);
    };
    const late = setTimeout(done, patience);
    asking.onmessage = ({ data }) => {
      if (typeof data !== 'object') return;
      held.push(data);
      if (held.length < workers) return;
      clearTimeout(late);
      done();
    };
    asking.postMessage('ask');
  });
  interface Measured {
    readonly breakdown: readonly {
      readonly bytes: number;
      readonly attribution: readonly { readonly scope: string }[];
    }[];
  }
  const measuring = performance as unknown as {
    measureUserAgentSpecificMemory?: () => Promise<Measured>;
  };
  const nothing: Measured = { breakdown: [] };
  const [held, { breakdown }, reported] = await Promise.all([
    answers,
    Promise.race([
      measuring.measureUserAgentSpecificMemory?.() ?? nothing,
      new Promise<Measured>((resolve) => setTimeout(() => resolve(nothing), patience)),
    ]),
    new Promise<number>((resolve) => {
      const opening = indexedDB.open('tensorgame');
      opening.onerror = () => resolve(Number.NaN);
      opening.onsuccess = () => {
        const database = opening.result;
        const cursor = database
          .transaction('checkpoints')
          .objectStore('checkpoints')
          .index('savedAt')
          .openCursor(null, 'prev');
        cursor.onsuccess = () => {
          resolve(cursor.result?.value.progress?.memoryBytes ?? Number.NaN);
          database.close();
        };
        cursor.onerror = () => resolve(Number.NaN);
      };
    }),
  ]);
  const bytesIn = (of: (scope: string) => boolean) =>
    breakdown.length === 0
      ? Number.NaN
      : breakdown
          .filter(({ attribution }) => attribution.some(({ scope }) => of(scope)))
          .reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    held,
    reported,
    steps: fact('Steps learnt'),
    games: fact('Games'),
    experience: fact('Experience'),
    pageBytes: bytesIn((scope) => scope === 'Window'),
    workersBytes: bytesIn((scope) => scope === 'DedicatedWorkerGlobalScope'),
  };
}
