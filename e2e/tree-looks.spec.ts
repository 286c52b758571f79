import { test } from '@playwright/test';
import { expectClean } from './expect-clean.ts';
import { TreePage } from './tree-page.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`${colorScheme}: nothing sticks out, and axe finds nothing, wide and narrow`, async ({
    page,
  }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const tree = new TreePage(page);
    await tree.open();
    const query = page.getByRole('searchbox', { name: 'Find a move' });
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('c');
    await page.getByText('Outline', { exact: true }).click();
    await query.fill('a11 c12');
    await expectClean(page, 'a node, with an outline and a search for a move');
    await query.fill('');
    await tree.button('Help and keys').click();
    await expectClean(page, 'Help');
    await page.keyboard.press('Escape');

    await page.setViewportSize({ width: 360, height: 800 });
    await tree.button('Ends').click();
    await tree.button('Next part').click();
    await tree.force('a11 -> c11');
    await expectClean(page, 'narrow, a part of a simulation and a mistake');
    await tree.button('Open…').click();
    await expectClean(page, 'narrow, Open');
    await page.keyboard.press('Escape');
    await tree.button('Save…').click();
    await expectClean(page, 'narrow, Save');
  });
}
