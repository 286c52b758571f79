import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { choicesOf, PlayPage, STRASSEN } from './play-page.ts';
import { checkAlgorithmFile } from './verify.ts';

test('Strassen’s algorithm, played by mouse, is verified, kept and downloaded', async ({
  page,
}) => {
  const play = new PlayPage(page);
  await play.open();
  for (const [at, formula] of STRASSEN.entries()) {
    for (const [entry, coefficient] of choicesOf(formula)) {
      // Clicks go 0, 1, −1.
      await play.entry(entry).click({ clickCount: coefficient === 1 ? 1 : 2 });
    }
    await play.button('Play').click();
    if (at < 6) await play.expectFact('Moves', String(at + 1));
  }
  await play.expectSolved(7);
  await expect(
    page.getByText(/1 fewer than in school, and as good as the best known/),
  ).toBeVisible();

  await play.button('Keep').click();
  await expect(play.button('Kept')).toBeVisible();
  const started = page.waitForEvent('download');
  await play.button('Download JSON').click();
  const file = checkAlgorithmFile(await readFile(await (await started).path(), 'utf8'));
  expect([file.size, file.arithmetic, file.rank]).toEqual([[2, 2, 2], 'standard', 7]);
});

test('Strassen’s algorithm, played by keyboard alone', async ({ page }) => {
  const play = new PlayPage(page);
  await page.goto('./');
  await expect(play.button('Show me how')).toBeVisible();
  const { keyboard } = page;
  for (const formula of STRASSEN) {
    await keyboard.press('x');
    let factor = '';
    for (const [entry, coefficient] of choicesOf(formula)) {
      const editor = { a: 'u', b: 'v', c: 'w' }[entry[0] ?? ''] ?? '';
      if (editor !== factor) await keyboard.press(editor);
      factor = editor;
      // From wherever the editor was left, to the first row's first entry and on.
      for (const key of ['ArrowUp', 'ArrowLeft']) await keyboard.press(key);
      if (entry[1] === '2') await keyboard.press('ArrowDown');
      if (entry[2] === '2') await keyboard.press('ArrowRight');
      await expect(play.entry(entry)).toBeFocused();
      await keyboard.type(coefficient === 1 ? '1' : '-1');
    }
    await keyboard.press('Enter');
  }
  await play.expectSolved(7);
  await expect(
    page.getByRole('status').filter({ hasText: 'Solved: rank 7, verified exactly' }),
  ).toHaveCount(1);
});

test('Strassen’s algorithm, typed as formulas', async ({ page }) => {
  const play = new PlayPage(page);
  await play.open();
  for (const formula of STRASSEN) await play.type(formula);
  await play.expectSolved(7);
  await expect(page.getByRole('list', { name: 'Entries of C' }).getByRole('listitem')).toHaveCount(
    4,
  );
});

test('a mistake in a typed move is pointed at, and nothing is played', async ({ page }) => {
  const play = new PlayPage(page);
  await play.open();
  await play.type('(a11 + a33) b11 -> c11');
  const mistake = page.getByRole('alert').filter({ hasText: 'a33' });
  await expect(mistake.locator('mark')).toHaveText('a');
  expect(
    await play.typed.evaluate((input) =>
      input instanceof HTMLInputElement ? input.selectionStart : null,
    ),
  ).toBe(7);
  await play.expectFact('Moves', '0');
});

test('dragging paints a coefficient over the entries that it passes', async ({ page }) => {
  const play = new PlayPage(page);
  await play.open();
  await play.entry('a11').hover();
  await page.mouse.down();
  await play.entry('a12').hover();
  await play.entry('a22').hover();
  await page.mouse.up();
  await play.entry('a21').hover();
  for (const [entry, value] of [
    ['a11', '1'],
    ['a12', '1'],
    ['a22', '1'],
    ['a21', '0'],
  ] as const) {
    await expect(play.entry(entry)).toHaveAccessibleName(new RegExp(`: ${value}$`));
  }
});

test('variations are kept, walked with the arrow keys, and removed only with a way back', async ({
  page,
}) => {
  const play = new PlayPage(page);
  await play.open();
  await play.type('a11 b11 -> c11');
  await play.type('a12 b21 -> c11');
  await play.typed.blur();
  await page.keyboard.press('ArrowLeft');
  await play.type('a11 b12 -> c12');
  await play.typed.blur();
  const nodes = page.getByRole('region', { name: 'Line' }).getByRole('button', { name: /^m/ });
  await expect(nodes).toHaveCount(3);
  const here = page.getByRole('region', { name: 'Line' }).locator('[aria-current="step"]');
  await expect(here).toHaveAccessibleName(/a₁₁ b₁₂/);
  await page.keyboard.press('ArrowUp');
  await expect(here).toHaveAccessibleName(/a₁₂ b₂₁/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await expect(here, 'back in the line that was left').toHaveAccessibleName(/a₁₂ b₂₁/);
  await page.keyboard.press('Delete');
  await expect(nodes).toHaveCount(2);
  await play.button('Bring back').click();
  await expect(nodes).toHaveCount(3);
  await expect(here).toHaveAccessibleName(/a₁₂ b₂₁/);
});

test('hints: where, which move, and the rest of the game', async ({ page }) => {
  const play = new PlayPage(page);
  await play.open();
  const hints = page.getByRole('region', { name: 'Hints' });
  await hints.getByRole('button', { name: 'Where?' }).click();
  await expect(hints).toContainText(/ringed cells/, { timeout: 30_000 });
  await hints.getByRole('button', { name: 'Suggest' }).click();
  await hints.getByRole('button', { name: 'Use it' }).click({ timeout: 30_000 });
  await play.button('Play').click();
  await play.expectFact('Moves', '1');
  await hints.getByRole('button', { name: 'Play on' }).click();
  await expect(page.getByRole('heading', { name: /^Solved: rank [78]$/ })).toBeVisible({
    timeout: 60_000,
  });
});

test('the help lists the keys, and a letter does nothing where letters are switched off', async ({
  page,
}) => {
  const play = new PlayPage(page);
  await play.open();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Help and keys' });
  await expect(help).toContainText('Previous variation');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('d');
  await expect(play.button('3D')).toHaveAttribute('aria-pressed', 'true');
  await play.button('Settings').click();
  await page.getByLabel('Shortcuts of a single letter').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await expect(play.button('3D')).toHaveAttribute('aria-pressed', 'true');
});
