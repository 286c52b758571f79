import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { type Download, expect, type Page, test } from '@playwright/test';
import { TrainPage } from './train-page.ts';

/** In both themes, on a phone and on a desk: nothing sticks out, and axe finds nothing. */
async function expectCleanEverywhere(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const where = `${what}, ${colorScheme}, ${width} px`;
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect.soft(overflow, `${where}: pixels that stick out`).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
      );
      expect.soft(found, where).toEqual([]);
    }
  }
}

/** Trains with the settings as they are until there were games, and pauses. */
async function trainAWhile(train: TrainPage): Promise<void> {
  await train.button('Train').click();
  await expect(train.page.getByRole('heading', { name: 'Games under way' })).toBeVisible({
    timeout: 60_000,
  });
  await train.button('Pause').click();
  await train.expectStatus('Paused', 60_000);
}

async function saved(page: Page, what: string): Promise<Download> {
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: new RegExp(`^Save ${what} of`) }).click();
  return started;
}

test('settings are found, turned, checked and put back', async ({ page }) => {
  const train = new TrainPage(page);
  await train.open();
  await page.getByRole('button', { name: 'Add all smaller' }).click();
  await expect(page.getByRole('list', { name: 'Targets' }).getByRole('listitem')).toHaveCount(3);
  await page.getByRole('button', { name: 'All settings' }).click();
  const knobs = page.getByRole('region', { name: 'All settings' });
  await knobs.getByRole('searchbox', { name: 'Find a setting' }).fill('attention');
  await expect(knobs.getByRole('textbox')).toHaveCount(1);
  await knobs.getByRole('textbox', { name: 'Heads' }).fill('5');
  await expect(page.getByRole('alert')).toHaveText('“Heads” is 5: it must divide “Width”.');
  await expect(train.button('Train')).toBeDisabled();
  await expectCleanEverywhere(page, 'settings of no use');
  await knobs.getByRole('button', { name: 'Reset Heads to 3' }).click();
  await expect(train.button('Train')).toBeEnabled();
  await expect(page.getByText(/up to \d+ MB of memory/)).toBeVisible();
});

test('a run is saved, goes on in another browser, and is compared with another run', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const train = new TrainPage(page);
  await train.open();
  await page.getByText('Tiny', { exact: true }).click();
  await page.getByRole('button', { name: 'All settings' }).click();
  for (const [name, value] of [
    ['Head start', '10'],
    ['Simulations', '4'],
    ['Waves a round', '8'],
    ['Steps a round', '4'],
  ] as const) {
    await page.getByRole('textbox', { name, exact: true }).fill(value);
  }
  await expect(page.getByRole('button', { name: 'All settings · 4 changed' })).toBeVisible();
  await trainAWhile(train);
  const steps = await train.steps();

  const runs = page.getByRole('region', { name: 'Runs', exact: true });
  await runs.getByRole('button', { name: /^More on/ }).click();
  const csv = await readFile(await (await saved(page, 'Log, CSV')).path(), 'utf8');
  const [header, ...rows] = csv.trim().split('\n');
  expect(header).toMatch(/^seconds,step,policy_loss_nats,/);
  expect(Number(rows.at(-1)?.split(',')[1])).toBe(steps);
  const log = JSON.parse(await readFile(await (await saved(page, 'Log, JSON')).path(), 'utf8'));
  expect(log).toMatchObject({ seed: 1, config: { learning: { stepsBeforeActing: 10 } } });
  const checkpoint = await saved(page, 'Checkpoint');
  expect(checkpoint.suggestedFilename()).toBe(`2x2x2-z2-tiny-seed1-step${steps}.checkpoint`);

  const elsewhere = await browser.newContext();
  const other = new TrainPage(await elsewhere.newPage());
  await other.page.goto(`${new URL(page.url()).origin}/#/train`);
  await other.page
    .getByRole('region', { name: 'Runs', exact: true })
    .locator('input[type=file]')
    .setInputFiles({
      name: 'from elsewhere.checkpoint',
      mimeType: 'application/octet-stream',
      buffer: await readFile(await checkpoint.path()),
    });
  await other.expectStatus('Paused');
  expect(await other.steps()).toBe(steps);
  await expect(other.curve('Policy loss')).toHaveAttribute('d', /^M/);
  await other.button('Resume').click();
  await other.expectStepsAbove(steps);
  await elsewhere.close();

  await train.button('New run').click();
  await page.getByRole('textbox', { name: 'Seed' }).fill('2');
  await trainAWhile(train);
  for (const button of await runs.getByRole('button', { name: /^Compare/ }).all()) {
    await button.click();
  }
  const compared = page.getByRole('region', { name: 'Two runs compared' });
  await expect(compared.getByRole('row', { name: /^Seed 2 1|^Seed 1 2/ })).toBeVisible();
  const curves = compared.getByRole('figure').locator('path.trace-line');
  await expect(curves.nth(1)).toHaveAttribute('d', /^M/);
  await compared.getByText('by steps').click();
  await expect(compared.getByText(/\d steps/).first()).toBeVisible();
  await expectCleanEverywhere(page, 'a paused run, and two runs compared');

  // Its part with the files is still open.
  const first = runs.getByRole('listitem').filter({ hasText: 'seed 1' });
  await first.getByRole('textbox', { name: 'Name' }).fill('The narrow one');
  await first.getByRole('button', { name: 'Rename' }).click();
  const renamed = runs.getByRole('listitem').filter({ hasText: 'The narrow one' });
  await renamed.getByRole('button', { name: 'Remove The narrow one' }).click();
  await expect(renamed).toHaveCount(0);
  await runs.getByRole('button', { name: 'Undo' }).click();
  await renamed.getByRole('button', { name: 'Open The narrow one' }).click();
  await train.expectStatus('Paused');
  expect(await train.steps()).toBe(steps);
});
