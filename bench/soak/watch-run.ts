/** Starts a run in a browser of its own and looks at it from time to time. */
import type { Page } from '@playwright/test';
import { writeCheckpoint } from '../../src/training/checkpoint.ts';
import { RunMemory } from '../../src/training/run-memory.ts';
import { launchChromium } from '../chromium.ts';
import type { SoakCase } from './cases.ts';
import { type Sample, takeSample } from './sample.ts';

const FLAGS =
  '--no-sandbox --enable-unsafe-webgpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const SAMPLE_SECONDS = 30;
const MINUTE_MS = 60_000;

export interface Watched {
  /** Of the page before its run was started; its minutes are 0. */
  readonly before: Sample;
  readonly samples: readonly Sample[];
  /** The device, as the page tells it. */
  readonly device: string;
  readonly browser: string;
}

/** @param onSample is told each sample when it was taken */
export async function watchRun(
  address: string,
  one: SoakCase,
  minutes: number,
  onSample: (sample: Sample) => void,
): Promise<Watched> {
  const { CHROMIUM_FLAGS = FLAGS } = process.env;
  const browser = await launchChromium(CHROMIUM_FLAGS.split(' ').filter((flag) => flag !== ''));
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await openRun(page, address, one);
    const sessions = {
      page: await page.context().newCDPSession(page),
      browser: await browser.newBrowserCDPSession(),
    };
    await sessions.page.send('Performance.enable');
    const before = await takeSample(page, sessions, 0);
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    const started = performance.now();
    const elapsed = () => (performance.now() - started) / MINUTE_MS;
    const device = page.locator('dl.facts > div').filter({ hasText: 'Device' }).locator('dd');
    let told = '';
    const samples: Sample[] = [];
    while (elapsed() < minutes) {
      const next = (samples.length + 1) * 1000 * SAMPLE_SECONDS - (performance.now() - started);
      await page.waitForTimeout(Math.max(0, next));
      const failed = page.getByRole('heading', { name: 'Interrupted' });
      if ((await failed.count()) > 0) throw new Error('The run was interrupted: see its page.');
      const sample = await takeSample(page, sessions, elapsed());
      samples.push(sample);
      onSample(sample);
      // A dash until the run has begun. Early and without haste: an hour must not be lost for it.
      if (told.length < 2) told = (await device.textContent({ timeout: 0 })) ?? '';
    }
    return { before, samples, device: told, browser: `Chromium ${browser.version()}` };
  } finally {
    await browser.close();
  }
}

/** Opens a run that has not begun, from a file, and chooses its device. */
async function openRun(page: Page, address: string, { config, backend }: SoakCase): Promise<void> {
  await page.goto(`${address}#/train`);
  await page
    .getByRole('region', { name: 'Runs', exact: true })
    .locator('input[type=file]')
    .setInputFiles({
      name: 'soak.checkpoint',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(writeCheckpoint(new RunMemory(config).snapshot())),
    });
  const paused = page.getByRole('heading', { name: 'Paused' });
  await paused.waitFor();
  // A file names no device; the record that the page made of it does.
  await page.evaluate(chooseDevice, backend);
  await page.reload();
  await paused.waitFor();
}

/** Runs in the page, so it may use nothing from around it. */
function chooseDevice(backend: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('tensorgame');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction('runs', 'readwrite');
      const store = transaction.objectStore('runs');
      const all = store.getAll();
      all.onsuccess = () => {
        for (const run of all.result) store.put({ ...run, backend });
      };
      transaction.onerror = () => reject(transaction.error);
      transaction.oncomplete = () => {
        database.close();
        resolve();
      };
    };
  });
}
