import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { TrainPage } from './train-page.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });

      test('nothing sticks out, and axe finds nothing', async ({ page }) => {
        const train = new TrainPage(page);
        await train.open();
        const overflow = () =>
          page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(await overflow()).toBeLessThanOrEqual(0);
        expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

        await train.button('Train').click();
        await train.expectStatus('Learning');
        await train.expectStepsAbove(0);
        await train.button('Pause').click();
        await train.expectStatus('Paused', 60_000);
        expect(await overflow()).toBeLessThanOrEqual(0);
        expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      });
    });
  }
}

test('follows the system, until a theme is chosen', async ({ page }) => {
  const train = new TrainPage(page);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await train.open();
  const light = await background();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(background).not.toBe(light);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Theme' }).getByText('Light').click();
  await expect.poll(background).toBe(light);
  await page.reload();
  await expect.poll(background).toBe(light);
});

test('draws the target that is chosen, and says what is known of it', async ({ page }) => {
  const train = new TrainPage(page);
  await train.open();
  const drawing = page.getByRole('region', { name: 'Slices of the target' }).getByRole('img');
  await expect(drawing).toHaveAccessibleName(/c₁₁ = a₁₁b₁₁ \+ a₁₂b₂₁; c₁₂ = a₁₁b₁₂ \+ a₁₂b₂₂/);
  await expect(drawing.locator('.tensor-cell')).toHaveCount(8);
  await page.getByLabel('Columns of B').selectOption('3');
  await expect(page.getByRole('heading', { name: 'The 2×2×3 target' })).toBeVisible();
  await expect(drawing.locator('.tensor-cell')).toHaveCount(12);
  await expect(
    page.getByText(/12 multiplications as taught in school, 11 in the best/),
  ).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'The 2×2×3 target' })).toBeVisible();
});

test('can be used with the keyboard alone', async ({ page }) => {
  const train = new TrainPage(page);
  await train.open();
  await page.getByLabel('Rows of A').focus();
  for (let i = 0; i < 12; i++) {
    const focused = page.locator(':focus');
    if ((await focused.textContent()) === 'Train') break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await train.expectStatus('Learning');
  await train.button('Stop').focus();
  await page.keyboard.press('Enter');
  await train.expectStatus('Stopped', 60_000);
  await train.button('New run').focus();
  await page.keyboard.press('Enter');
  await expect(train.button('Train')).toBeVisible();
});
