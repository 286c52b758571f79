import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { TreePage } from './tree-page.ts';

async function expectClean(page: Page, what: string): Promise<void> {
  // Colours of something that is still fading in or out are those of no state.
  await page.waitForTimeout(350);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect.soft(overflow, `${what}: pixels that stick out`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
  expect.soft(found, what).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test(`${colorScheme}, ${width} px: nothing sticks out, and axe finds nothing`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const tree = new TreePage(page);
      await tree.open();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('c');
      await page.getByText('Outline', { exact: true }).click();
      await page.getByRole('searchbox', { name: 'Find a move' }).fill('a11 c12');
      await expectClean(page, 'a node, with an outline and a search for a move');
      await page.getByRole('searchbox', { name: 'Find a move' }).fill('');
      await tree.button('Next part').click();
      await tree.force('a11 -> c11');
      await expectClean(page, 'a mistake');
      await tree.button('Open…').click();
      await expectClean(page, 'Open');
      await page.keyboard.press('Escape');
      await tree.button('Help and keys').click();
      await expectClean(page, 'Help');
      await page.keyboard.press('Escape');
      await tree.button('Save…').click();
      await expectClean(page, 'Save');
    });
  }
}
