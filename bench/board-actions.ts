/** What a hand does to the board, as fast as the page takes it, and how the page keeps up. */
import type { CDPSession, Page } from '@playwright/test';

export interface Frames {
  readonly fps: number;
  readonly longestFrameMs: number;
}

/** A coefficient stepped in every frame, through the editors' own events. */
export function editFrames(page: Page, seconds: number): Promise<Frames> {
  return page.evaluate(async (milliseconds) => {
    const cells = [...document.querySelectorAll('[data-factor] [data-index]')];
    const press = (kind: string, cell: Element) =>
      cell.dispatchEvent(new PointerEvent(kind, { bubbles: true, button: 0, buttons: 1 }));
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const start = await frame();
    let [count, last, longest] = [0, start, 0];
    while (last - start < milliseconds) {
      const cell = cells[count % cells.length];
      if (cell === undefined) throw new Error('The page has no editors');
      press('pointerdown', cell);
      press('pointerup', cell);
      const now = await frame();
      longest = Math.max(longest, now - last);
      last = now;
      count++;
    }
    return { fps: (1000 * count) / (last - start), longestFrameMs: longest };
  }, 1000 * seconds);
}

export interface Latency {
  /** From the event to the first task after the frame that shows it, waiting for the frame included. */
  readonly total: number;
  /** From the event to the same without the wait: the event's own work and the frame's. */
  readonly work: number;
}

/** One coefficient at a time, at moments that have nothing to do with the screen's frames. */
export function clickLatencies(page: Page, count: number): Promise<Latency[]> {
  return page.evaluate(async (clicks) => {
    const cells = [...document.querySelectorAll('[data-factor] [data-index]')];
    const afterTask = () =>
      new Promise<void>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      });
    const result: { total: number; work: number }[] = [];
    for (let i = 0; i < clicks; i++) {
      const cell = cells[(7 * i) % cells.length];
      if (cell === undefined) throw new Error('The page has no editors');
      await new Promise((resolve) => setTimeout(resolve, 90 + ((37 * i) % 17)));
      const start = performance.now();
      cell.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0, buttons: 1 }));
      cell.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, button: 0 }));
      await null;
      const handled = performance.now();
      const framed = await new Promise<number>((resolve) =>
        requestAnimationFrame(() => resolve(performance.now())),
      );
      await afterTask();
      const end = performance.now();
      result.push({ total: end - start, work: handled - start + (end - framed) });
    }
    return result;
  }, count);
}

/** The block turned by dragging, without a rest. */
export async function turnFrames(page: Page, seconds: number): Promise<Frames> {
  const box = await page.locator('.board-frame').boundingBox();
  if (box === null) throw new Error('The page has no board');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const frames = page.evaluate(async (milliseconds) => {
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const start = await frame();
    let [count, last, longest] = [0, start, 0];
    while (last - start < milliseconds) {
      const now = await frame();
      longest = Math.max(longest, now - last);
      last = now;
      count++;
    }
    return { fps: (1000 * count) / (last - start), longestFrameMs: longest };
  }, 1000 * seconds);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const until = Date.now() + 1000 * seconds;
  for (let i = 0; Date.now() < until; i++) {
    await page.mouse.move(x + 150 * Math.sin(i / 20), y + 60 * Math.cos(i / 31));
  }
  await page.mouse.up();
  return frames;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly args: { readonly name?: string };
}

/** Runs `act` and gives the longest task of the page's thread meanwhile, in ms on the clock. */
export async function longestTask<T>(
  session: CDPSession,
  act: () => Promise<T>,
): Promise<{ readonly result: T; readonly longest: number }> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => events.push(...(value as TraceEvent[]));
  session.on('Tracing.dataCollected', collect);
  const complete = new Promise<void>((resolve) => {
    session.once('Tracing.tracingComplete', () => resolve());
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] },
  });
  const result = await act();
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const tasks = events.filter(
    ({ name, pid, tid }) =>
      name === 'ThreadControllerImpl::RunTask' && threads.has(`${pid}:${tid}`),
  );
  return { result, longest: Math.max(0, ...tasks.map(({ dur = 0 }) => dur / 1000)) };
}
