import { expect, test } from '@playwright/test';
import { expectClean } from './expect-clean.ts';
import { PlayPage, STRASSEN } from './play-page.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });

      test('nothing sticks out, and axe finds nothing, on any part of the screen', async ({
        page,
      }) => {
        test.setTimeout(120_000);
        const play = new PlayPage(page);
        await page.goto('./');
        await expect(play.button('Just play')).toBeVisible();
        await expectClean(page, 'the first visit');
        await play.button('Just play').click();

        for (const entry of ['a11', 'b22', 'b22', 'c12']) await play.entry(entry).click();
        await play.type('(a11 + a33) b11 -> c11');
        await expectClean(page, 'a move being made, and a mistake');
        await play.button('3D').click();
        await expectClean(page, '3D');
        await play.button('Slices along C').click();

        for (const [name, dialog] of [
          ['Help and keys', 'Help and keys'],
          ['Lessons', 'Lessons'],
          ['Basis', 'Change of basis'],
        ] as const) {
          await play.button(name).click();
          await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
          await expectClean(page, dialog);
          await page.keyboard.press('Escape');
        }
        await play.button('Change target').click();
        for (const kind of ['Matrices', 'Others', 'Your own']) {
          await page.getByText(kind, { exact: true }).click();
          await expectClean(page, kind);
        }
        await page.keyboard.press('Escape');
        await play.button('Settings').click();
        await expectClean(page, 'Settings');
        await page.keyboard.press('Escape');

        for (const formula of STRASSEN.slice(0, 3)) await play.type(formula);
        await play.button('Undo').click();
        await play.type('a11 b11 -> c11');
        await play.button('Undo').click();
        for (const formula of STRASSEN.slice(2)) await play.type(formula);
        await play.expectSolved(7);
        await expectClean(page, 'the end, with a variation');

        await play.button('Lessons').click();
        await page.getByRole('button', { name: /One move/ }).click();
        await expect(play.coach).toBeVisible();
        await expectClean(page, 'a lesson');
        await play.button('Leave').click();

        await play.button('Change target').click();
        await page.getByRole('button', { name: '5×5×5', exact: true }).click();
        await page.getByRole('button', { name: 'Play 5×5×5' }).click();
        await play.expectTarget('5×5×5 integers');
        await expectClean(page, '5×5×5');
      });
    });
  }
}

test('at 1280×800 the board and the editors are seen together without scrolling', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const play = new PlayPage(page);
  await play.open();
  await expect(page.getByRole('heading', { name: 'What is left' })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('region', { name: 'Your move' })).toBeInViewport({ ratio: 1 });
});

test('less motion can be asked for, by the system or in the settings', async ({ page }) => {
  const motion = () => page.locator('html').getAttribute('data-motion');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const play = new PlayPage(page);
  await play.open();
  expect(await motion()).toBe('reduced');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(motion).toBe('full');
  await play.button('Settings').click();
  await page.getByRole('radiogroup', { name: 'Motion' }).getByText('Reduced').click();
  await expect.poll(motion).toBe('reduced');
  await page.reload();
  await expect.poll(motion).toBe('reduced');
});

test('the training screen is not loaded before it is opened', async ({ page }) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url());
  });
  const play = new PlayPage(page);
  await play.open();
  await page.waitForLoadState('networkidle');
  expect(scripts.filter((url) => /train/i.test(url))).toEqual([]);
  await page.getByRole('link', { name: 'Train' }).click();
  await expect(page.getByRole('form', { name: 'What to train' })).toBeVisible();
  expect(scripts.filter((url) => /train/i.test(url)).length).toBeGreaterThan(0);
});

test('without KaTeX the formulas are text', async ({ page }) => {
  await page.route(/katex/i, (route) => route.abort());
  const play = new PlayPage(page);
  await play.open();
  await play.type('(a11 + a22) b11 -> c11');
  const products = page.getByRole('list', { name: 'Products' }).getByRole('listitem');
  await expect(products).toHaveText(['m₁ = (a₁₁ + a₂₂) b₁₁']);
});
