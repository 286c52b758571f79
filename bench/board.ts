/**
 * The play screen at 5×5×5 in a real browser, production build: frames while a move is edited and
 * while the block is turned, from a click on a coefficient to its picture, and the longest task of
 * the page's thread meanwhile.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { clickLatencies, editFrames, longestTask, turnFrames } from './board-actions.ts';
import { launchChromium } from './chromium.ts';
import type { Row } from './row.ts';
import { median } from './timing.ts';

const CONFIG = { target: '5x5x5', cells: 15_625, viewport: '1280×800', secondsEach: 4, clicks: 60 };
const PORT = 4390;

export async function boardBench(say: (line: string) => void): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tensorgame-board-'));
  const { build, preview } = await import('vite');
  say('board: building the page');
  await build({ logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const server = await preview({
    logLevel: 'error',
    build: { outDir: folder },
    preview: { port: PORT, open: false },
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(server.resolvedUrls?.local[0] ?? `http://localhost:${PORT}/`);
    await openTarget(page);
    return await measure(page, `Chromium ${browser.version()}`, say);
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openTarget(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Just play' }).click();
  await page.getByRole('button', { name: 'Change target' }).click();
  await page.getByRole('button', { name: '5×5×5', exact: true }).click();
  await page.getByRole('button', { name: 'Play 5×5×5' }).click();
  await page.getByRole('heading', { name: /5×5×5/ }).waitFor();
  // The dialog fades away.
  await page.waitForTimeout(1500);
}

async function measure(page: Page, browser: string, say: (line: string) => void): Promise<Row[]> {
  const config = { ...CONFIG, browser };
  const session = await page.context().newCDPSession(page);
  say('board: editing');
  const edit = await longestTask(session, () => editFrames(page, CONFIG.secondsEach));
  say('board: clicking');
  const clicks = await longestTask(session, () => clickLatencies(page, CONFIG.clicks));
  await page.getByRole('button', { name: '3D', exact: true }).click();
  await page.waitForTimeout(500);
  say('board: turning');
  const turn = await longestTask(session, () => turnFrames(page, CONFIG.secondsEach));
  const totals = clicks.result.map(({ total }) => total);
  const row = (name: string, value: number, unit: string, more: object): Row => ({
    name: `board.5x5x5.${name}`,
    value,
    unit,
    config: { ...config, ...more },
  });
  return [
    row('edit_fps', edit.result.fps, '1/s', edit.result),
    row('turn_fps', turn.result.fps, '1/s', turn.result),
    row('click_to_paint_ms', median(totals), 'ms', {
      what: 'median, from the event to the task after the frame that paints it, waiting for the frame included',
      percentile95: percentile(totals, 0.95),
      medianWithoutWaiting: median(clicks.result.map(({ work }) => work)),
    }),
    row('longest_task_ms', Math.max(edit.longest, clicks.longest, turn.longest), 'ms', {
      what: 'longest task of the page’s thread in all of the above, on the clock',
      editing: edit.longest,
      clicking: clicks.longest,
      turning: turn.longest,
    }),
  ];
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
