// Makes docs/screenshot.png: the training screen of the production build after a run found an
// algorithm of rank 7, 1280 px wide, light. Real training: it takes minutes.
// usage: npm run build && node scripts/screenshot.mjs [FILE]
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { preview } from 'vite';

const RANK = 7;
const MINUTES = 8;
const root = fileURLToPath(new URL('..', import.meta.url));
const file = process.argv[2] ?? `${root}docs/screenshot.png`;

const { CHROMIUM_PATH, CHROMIUM_FLAGS = '--no-sandbox --enable-unsafe-webgpu' } = process.env;
const executablePath =
  CHROMIUM_PATH || ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));

const server = await preview({ root, logLevel: 'error' });
const [address] = server.resolvedUrls?.local ?? [];
const browser = await chromium.launch({
  channel: 'chromium',
  args: CHROMIUM_FLAGS.split(' ').filter((flag) => flag !== ''),
  ...(executablePath === undefined ? {} : { executablePath }),
});
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await page.goto(`${address}#/train`);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const found = page
    .getByRole('region', { name: 'Algorithms found' })
    .getByRole('listitem')
    .filter({ hasText: `Rank ${RANK}` });
  await found.first().waitFor({ timeout: MINUTES * 60_000 });
  // Until the last numbers are drawn.
  await page.waitForTimeout(2000);
  await page.screenshot({ path: file, fullPage: true });
  console.log(file);
} finally {
  await browser.close();
  await server.close();
}
