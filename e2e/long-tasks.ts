import type { Page } from '@playwright/test';

/** What the observer leaves on the page for the test to read. */
interface Observed {
  longTasks?: { start: number; duration: number }[];
}

/** Has every task of the page's thread over 50 ms noted, from before its first script. */
export async function watchLongTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const observed = globalThis as Observed;
    const tasks: { start: number; duration: number }[] = [];
    observed.longTasks = tasks;
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        tasks.push({ start: startTime, duration });
      }
    }).observe({ type: 'longtask', buffered: true });
  });
}

/** The page's clock, in the milliseconds of `longTasksSince`. */
export function pageTime(page: Page): Promise<number> {
  return page.evaluate(() => performance.now());
}

/** Durations of the long tasks that began after that moment of the page's clock. */
export function longTasksSince(page: Page, start: number): Promise<number[]> {
  return page.evaluate((from) => {
    const { longTasks = [] } = globalThis as Observed;
    return longTasks.filter((task) => task.start > from).map((task) => Math.round(task.duration));
  }, start);
}
