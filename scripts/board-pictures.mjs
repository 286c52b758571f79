// Pictures of the board for docs/board: usage: node scripts/board-pictures.mjs
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';

const BOARDS = [
  { name: '2x2x2', query: 'target=2x2x2&draft=1,0,0,1/1,0,0,1/1,0,0,1' },
  { name: '3x3x3', query: 'target=3x3x3' },
  { name: '2x3x4', query: 'target=2x3x4' },
  { name: '5x5x5', query: 'target=5x5x5' },
];

const server = await createServer({ server: { port: 4391, open: false }, logLevel: 'error' });
await server.listen();
const executablePath =
  process.env.CHROMIUM_PATH ??
  ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const browser = await chromium.launch({
  channel: 'chromium',
  args: ['--no-sandbox'],
  ...(executablePath === undefined ? {} : { executablePath }),
});
for (const colorScheme of ['light', 'dark']) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1000, height: 520 } });
  for (const { name, query } of BOARDS) {
    for (const solid of ['', '-solid']) {
      const address = `${server.resolvedUrls.local[0]}bench/board.html?${query}`;
      await page.goto(solid === '' ? address : `${address}&solid`);
      await page.locator('.board-frame').waitFor();
      await page.waitForTimeout(700);
      await page.screenshot({ path: `docs/board/${name}${solid}-${colorScheme}.png` });
    }
  }
  await page.close();
}
await browser.close();
await server.close();
