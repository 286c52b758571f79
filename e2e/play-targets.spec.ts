import { expect, test } from '@playwright/test';
import { PlayPage } from './play-page.ts';

const BAD = {
  'a wrong shape': '[[[1, 0], [0, 1]], [[1]]]',
  'numbers that are not whole': '[[[1, 0.5], [0, 1]]]',
  'something that is no JSON': 'tensor, please',
  '10 MB of nonsense': 'x'.repeat(10_000_000),
} as const;

for (const [what, content] of Object.entries(BAD)) {
  test(`a tensor file with ${what} gives one sentence and leaves the game as it was`, async ({
    page,
  }) => {
    const play = new PlayPage(page);
    await play.open();
    await play.type('a11 b11 -> c11');
    await play.button('Change target').click();
    await page.getByText('Your own', { exact: true }).click();
    await page.getByLabel('File with a tensor').setInputFiles({
      name: 'tensor.json',
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    });
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('alert')).toHaveText(/^[^\n]{20,400}\.$/);
    await page.keyboard.press('Escape');
    await play.expectTarget('2×2×2 integers');
    await play.expectFact('Moves', '1');
  });
}

test('a target of one’s own is played to the end', async ({ page }) => {
  const play = new PlayPage(page);
  await play.open();
  await play.button('Change target').click();
  await page.getByText('Your own', { exact: true }).click();
  await page
    .getByRole('textbox', { name: 'Tensor as JSON' })
    .fill('{"title": "Mine", "tensor": [[[1, 0], [0, 0]], [[0, 0], [0, 1]]]}');
  await page.getByRole('dialog').getByRole('button', { name: 'Play it' }).click();
  await play.expectTarget('Mine integers');
  await play.type('a1 b1 -> c1');
  await play.type('a2 b2 -> c2');
  await play.expectSolved(2);
});

test('another product of the ladder, modulo 2', async ({ page }) => {
  const play = new PlayPage(page);
  await play.open();
  await play.button('Change target').click();
  await page.getByText('Others', { exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Arithmetic' }).getByText('Modulo 2').click();
  await page.getByRole('button', { name: /Complex product/ }).click();
  await play.expectTarget('Complex product modulo 2');
  await expect(play.facts).toContainText('Best known rank');
});

test('a game in another basis is verified in the canonical one', async ({ page }) => {
  const play = new PlayPage(page);
  await play.open();
  await play.button(/^Basis/).click();
  await page.getByRole('button', { name: 'Play in a random basis' }).click();
  await expect(play.button('Basis: changed')).toBeVisible();
  await page
    .getByRole('region', { name: 'Hints' })
    .getByRole('button', { name: 'Play on' })
    .click();
  await expect(page.getByRole('heading', { name: /^Solved: rank \d+$/ })).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByText(/mapped back to the canonical basis/)).toBeVisible();
});
