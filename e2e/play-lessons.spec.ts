import { expect, test } from '@playwright/test';
import { PlayPage } from './play-page.ts';

test('the first visit leads into the lessons, and every step notices what is done', async ({
  page,
}) => {
  const play = new PlayPage(page);
  await page.goto('./');
  await play.button('Show me how').click();
  await expect(play.coach).toHaveAccessibleName('Lesson: What the tensor is');
  await play.button('Next').click();
  await play.button('Next').click();
  await expect(play.button('Skip')).toBeVisible();
  await play.button('Slices along A').click();
  await play.button('Next').click();
  await play.button('3D').click();
  await play.button('Next').click();
  await play.button('Slices along C').click();
  await play.button('Next').click();
  await play.button('Next: One move').click();
  for (const entry of ['a11', 'b11', 'c11']) {
    await expect(play.button('Skip')).toBeVisible();
    await play.entry(entry).click();
    await play.button('Next').click();
  }
  await play.button('Play').click();
  await play.button('Next').click();
  await play.expectFact('Non-zeros left', '7');
});

test('Strassen’s seven with “Show me”; the own game waits, and the lesson is remembered', async ({
  page,
}) => {
  const play = new PlayPage(page);
  await play.open();
  await play.type('a11 b11 -> c11');
  await play.button('Lessons').click();
  await page.getByRole('button', { name: /Strassen’s seven/ }).click();
  for (let guard = 0; guard < 20; guard++) {
    const last = play.button('Next: Modulo 2');
    if (await last.isVisible()) break;
    if (await play.button('Show me').isVisible()) {
      await play.button('Show me').click();
      await play.button('Play').click();
    }
    await play.button('Next').click();
  }
  await play.expectSolved(7);
  await play.button('Next: Modulo 2').click();
  await play.expectTarget('2×2×2 modulo 2');
  await play.button('Leave').click();
  await play.expectTarget('2×2×2 integers');
  await play.expectFact('Moves', '1');
  await page.reload();
  await play.button('Lessons').click();
  await expect(page.getByRole('button', { name: /Strassen’s seven.*Done/ })).toBeVisible();
});

test('what was removed in a lesson does not come back in the own game', async ({ page }) => {
  const play = new PlayPage(page);
  await play.open();
  await play.button('Lessons').click();
  await page.getByRole('button', { name: /The naive eight/ }).click();
  await play.type('a11 b11 -> c11');
  await play.button('Remove this move and what follows').click();
  await expect(play.button('Bring back')).toBeVisible();
  await play.button('Leave').press('Enter');
  await expect(page.getByRole('heading', { name: '2×2×2 integers' })).toBeFocused();
  await play.expectFact('Moves', '0');
  await expect(play.button('Bring back')).toBeHidden();
});
