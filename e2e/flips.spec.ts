import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { expectClean } from './expect-clean.ts';
import { PlayPage } from './play-page.ts';
import { checkAlgorithmFile } from './verify.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const best = (page: Page) => page.getByTestId('flips-best');
/** The search itself takes less than a second; starting workers on a busy machine may not. */
const SOON = { timeout: 60_000 };

test('finds 3×3×3 of rank 23 from the naive decomposition; it is in the library, verified, and a file', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await page.goto('./#/flips');
  await button(page, 'Search').click();
  await expect(page.getByText('Finished: the rank is reached')).toBeVisible(SOON);
  await expect(best(page)).toHaveText('23');
  const first = page.getByRole('listitem').filter({ hasText: 'Rank 23' });
  await first.getByRole('link', { name: 'In the library, verified' }).click();
  await expect(page.getByRole('heading', { level: 2 })).toContainText('3×3×3');
  const downloading = page.waitForEvent('download');
  await button(page, 'Download').click();
  await page.getByRole('button', { name: /^TensorGame JSON/ }).click();
  const file = checkAlgorithmFile(await readFile(await (await downloading).path(), 'utf8'));
  expect([file.size, file.arithmetic, file.rank]).toEqual([[3, 3, 3], 'z2', 23]);
});

test('pauses, survives a reload, and goes on', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('./#/flips');
  for (const side of ['Rows of A', 'Columns of A, rows of B', 'Columns of B']) {
    await page.getByRole('combobox', { name: side, exact: true }).selectOption('4');
  }
  await page.getByRole('textbox', { name: 'Until rank' }).fill('20');
  await button(page, 'Search').click();
  await expect(best(page)).toHaveText(/^[3-6]\d$/, SOON);
  await button(page, 'Pause').click();
  await expect(button(page, 'Resume')).toBeVisible(SOON);
  const rank = Number(await best(page).textContent());
  await page.reload();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible(SOON);
  expect(Number(await best(page).textContent())).toBe(rank);
  await button(page, 'Resume').click();
  await expect(page.getByText('Searching', { exact: true })).toBeVisible();
  await expect(page.getByText(/^8 walks|^\d+ walks, now at rank/)).toBeVisible(SOON);
  await button(page, 'New search').click();
  await expect(button(page, 'Search')).toBeVisible(SOON);
});

test('a half-played game goes on to its end', async ({ page }) => {
  test.setTimeout(120_000);
  const play = new PlayPage(page);
  await play.open();
  // Two of Strassen's moves.
  await play.type('(a11 + a22)(b11 + b22) -> c11 + c22');
  await play.type('(a21 + a22) b11 -> c21 - c22');
  await play.expectFact('Moves', '2');
  await button(page, 'Continue with flips').click();
  await expect(page.getByRole('heading', { name: 'Continue your game with flips' })).toBeVisible();
  await button(page, 'Continue the game').click();
  await expect(page.getByText('Finished: the rank is reached')).toBeVisible(SOON);
  await page.getByRole('link', { name: 'Play these moves' }).first().click();
  await play.expectSolved(7);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test(`nothing sticks out, and axe finds nothing: ${colorScheme}, ${width} px`, async ({
      browser,
    }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      await page.goto('./#/flips');
      await expect(button(page, 'Search')).toBeVisible(SOON);
      await expectClean(page, 'before a search');
      await button(page, 'Search').click();
      await expect(page.getByText('Finished: the rank is reached')).toBeVisible(SOON);
      await expectClean(page, 'after a search');
      await context.close();
    });
  }
}
