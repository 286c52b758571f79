import type { CDPSession, Page } from '@playwright/test';

/** Tasks that keep the page from answering, in milliseconds of its thread's own time. */
const LONG_MS = 50;
/** Length of one recording: a bounded part of a run that may take many minutes. */
const WINDOW_MS = 15_000;

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the thread's own time; `dur` would be those on the clock. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/**
 * Watches the page's thread for tasks over 50 ms, counting the processor time the thread itself
 * used: a training run takes every core, and what else the machine does must not fail a test.
 */
export class LongTasks {
  readonly #session: CDPSession;
  readonly #durations: number[] = [];
  #watching = true;
  #windows = 0;
  readonly #ended: Promise<void>;

  private constructor(session: CDPSession) {
    this.#session = session;
    this.#ended = this.#watch();
  }

  static async watch(page: Page): Promise<LongTasks> {
    return new LongTasks(await page.context().newCDPSession(page));
  }

  /** Stops, and gives the durations of the long tasks that were seen. */
  async stop(): Promise<readonly number[]> {
    this.#watching = false;
    await this.#ended;
    await this.#session.detach();
    if (this.#windows === 0) throw new Error('No task of the page was recorded');
    return this.#durations;
  }

  async #watch(): Promise<void> {
    while (this.#watching) {
      const events = await this.#record();
      const threads = new Set(
        events
          .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
          .map(({ pid, tid }) => `${pid}:${tid}`),
      );
      const tasks = events.filter(
        ({ name, pid, tid, tdur }) =>
          name === 'ThreadControllerImpl::RunTask' &&
          tdur !== undefined &&
          threads.has(`${pid}:${tid}`),
      );
      if (tasks.length > 0) this.#windows++;
      for (const { tdur = 0 } of tasks) {
        if (tdur > 1000 * LONG_MS) this.#durations.push(Math.round(tdur / 1000));
      }
    }
  }

  /** The events of one window, which ends early when the watch does. */
  async #record(): Promise<TraceEvent[]> {
    const events: TraceEvent[] = [];
    const collect = ({ value }: { value: object[] }) => events.push(...(value as TraceEvent[]));
    this.#session.on('Tracing.dataCollected', collect);
    const complete = new Promise<void>((resolve) => {
      this.#session.once('Tracing.tracingComplete', () => resolve());
    });
    await this.#session.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] },
    });
    const until = Date.now() + WINDOW_MS;
    while (this.#watching && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await this.#session.send('Tracing.end');
    await complete;
    this.#session.off('Tracing.dataCollected', collect);
    return events;
  }
}
